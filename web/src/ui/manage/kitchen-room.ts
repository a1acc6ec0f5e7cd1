/** `<kds-kitchen-room>`: the kitchen files: in force or not, what is wrong with them, and reading them again. */

import { html, nothing, type TemplateResult } from "lit";
import type { FileProblem, KitchenSeen } from "../../core/manage.ts";
import { moment } from "../clock-text.ts";
import { KdsElement } from "../element.ts";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { failure, type House } from "./house.ts";

/** Enough of a digest to tell two apart. */
const DIGEST_CHARS = 12;

export class KdsKitchenRoom extends KdsElement {
  static override properties = { house: {}, reading: { state: true }, failed: { state: true } };
  declare house: House;
  declare reading: "" | "reading" | "read";
  declare failed: string;

  constructor() {
    super();
    this.reading = "";
    this.failed = "";
  }

  protected override render(): TemplateResult {
    const kitchen = this.house.link.state.value?.kitchen;
    return html`<h2>${t("manage.kitchen")}</h2>
      ${kitchen === undefined ? html`<p class="manage-none" role="status">${icon("wait")}${t("manage.asking")}</p>` : this.#kitchen(kitchen)}`;
  }

  #kitchen(kitchen: KitchenSeen): TemplateResult {
    const { problems, warnings, files } = kitchen;
    const facts: readonly (readonly [string, unknown])[] = [
      [t("manage.in_force_since"), this.#time(kitchen.adopted_ms)],
      [t("manage.last_read"), this.#time(kitchen.read_ms)],
      [t("manage.kitchen_digest"), html`<code>${kitchen.digest.slice(0, DIGEST_CHARS)}</code>`],
      ...files.map(
        ({ path, digest }) =>
          [path, html`<code>${digest === "" ? t("manage.unreadable") : digest.slice(0, DIGEST_CHARS)}</code>`] as const,
      ),
    ];
    return html`${this.#verdict(kitchen)}
      ${problems.length === 0 ? nothing : list("bad", t("manage.mistakes"), problems)}
      <dl class="manage-facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      <div class="manage-acts">
        <button class="act" data-read ?disabled=${this.reading === "reading"} @click=${this.#read}>${icon("undo")}${t(
          this.reading === "reading" ? "manage.reading" : "manage.read_again",
        )}</button>
        <span role="status">${this.#came()}</span>
      </div>
      ${warnings.length === 0 ? html`<p class="manage-small">${t("manage.no_warnings")}</p>` : list("warn", t("manage.warnings"), warnings)}`;
  }

  /** Does the kitchen cook by these files? */
  #verdict({ problems, digest, adopted_ms }: KitchenSeen): TemplateResult {
    const told = this.house.desk.screen.store.value?.kitchen_digest;
    const word = (tone: string, sign: "check" | "alert" | "wait", text: string) =>
      html`<p class="manage-word" data-tone=${tone} data-verdict=${sign} role="status">${icon(sign)}<span>${text}</span></p>`;
    if (problems.length > 0) return word("bad", "alert", t("manage.differs", { time: this.#time(adopted_ms) }));
    if (told !== digest) return word("warn", "wait", t("manage.untold"));
    return word("good", "check", t("manage.in_force"));
  }

  #came(): string {
    if (this.failed !== "") return failure(this.failed);
    const mistakes = this.house.link.state.value?.kitchen.problems.length ?? 0;
    if (this.reading !== "read") return "";
    return mistakes === 0 ? t("manage.read_well") : t("manage.read_badly", { count: mistakes });
  }

  #time(ms: number): string {
    return moment(ms, this.house.timezone);
  }

  readonly #read = async (): Promise<void> => {
    this.reading = "reading";
    this.failed = await this.house.link.readKitchen();
    this.reading = this.failed === "" ? "read" : "";
  };
}

/** The server writes about files in English, as the files' own words are. */
function list(tone: "bad" | "warn", title: string, problems: readonly FileProblem[]): TemplateResult {
  return html`<section class="file-problems" data-tone=${tone} aria-label=${title}><h3>${icon(tone === "bad" ? "alert" : "note")}${title} <span>${problems.length}</span></h3>
    <ol>${problems.map(
      ({ file, line, message, suggestion }) => html`<li>
        <b>${t("manage.at_line", { file, line })}</b>
        <span lang="en">${message}</span>
        ${suggestion === "" ? nothing : html`<span class="file-next">${icon("arrow")}<span lang="en">${suggestion}</span></span>`}
      </li>`,
    )}</ol>
  </section>`;
}

customElements.define("kds-kitchen-room", KdsKitchenRoom);
