/** `<kds-move-sheet>`: the table that orders move to. */

import { html, type TemplateResult } from "lit";
import { icon } from "../icon.ts";
import { t } from "../text.ts";
import { PosSheet, type Sheet } from "./sheets.ts";

export class KdsMoveSheet extends PosSheet {
  declare sheet: Extract<Sheet, { kind: "move" }>;

  protected override heading(): string {
    return t("pos.move_title");
  }

  protected override body(): TemplateResult {
    const from = new Set(this.#tickets().map((ticket) => ticket.table));
    const { rooms } = this.pos.floor.value;
    const spots = rooms.flatMap((room) => room.spots).filter((spot) => !from.has(spot.table));
    return html`<p class="sheet-next">${t("pos.move_next")}</p>
      <ul class="tables">${spots.map(
        (spot) =>
          html`<li><button class="act" data-table=${spot.table} ?data-busy=${spot.tickets.length > 0} @click=${() => this.#move(spot.table, spot.area)}>
            <b>${spot.table}</b><small>${spot.tickets.length > 0 ? t("pos.taken") : t("pos.free")}</small></button></li>`,
      )}</ul>
      <form class="other" @submit=${this.#other}>
        <label for="pos-move">${t("pos.other_table")}</label>
        <input id="pos-move" name="table" maxlength="16" autocomplete="off" enterkeyhint="go" />
        <button class="act">${icon("arrow")}${t("pos.move")}</button>
      </form>`;
  }

  #tickets() {
    const wanted = new Set(this.sheet.tickets);
    return this.pos.desk.screen.tickets.value.filter((ticket) => wanted.has(ticket.id));
  }

  readonly #other = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const table = String(new FormData(event.currentTarget).get("table") ?? "").trim();
    if (table !== "") this.#move(table, "");
  };

  /** The whole table takes along what is not sent yet. */
  #move(table: string, area: string): void {
    const { pos, sheet } = this;
    for (const ticket of this.#tickets())
      pos.desk.send({ kind: "move", ticket: ticket.id, table, area, seat: ticket.seat });
    if (sheet.spot !== "") {
      const draft = pos.draftAt(sheet.spot);
      if (draft !== undefined) pos.write({ ...draft, table, area });
      pos.way.turn({ at: "table", spot: `t/${table}` });
    }
    this.close();
  }
}

customElements.define("kds-move-sheet", KdsMoveSheet);
