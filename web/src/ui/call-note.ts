/** A table that calls somebody. */

import { html, type TemplateResult } from "lit";
import type { Call } from "../core/documents.ts";
import "./age.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { t } from "./text.ts";

/** A table that calls, since when, and the button of whoever goes there. */
export function callNote(desk: Desk, call: Call): TemplateResult {
  const bill = call.about === "bill";
  const pressed = desk.pressed(`call ${call.table}`);
  return html`<p class="alarm-text">${icon(bill ? "bill" : "bell")}<b>${t(bill ? "call.bill" : "call.waiter", { table: call.table })}</b>
      <kds-age class="alarm-age" .since=${call.at_ms} .now=${desk.screen.now}></kds-age></p>
    ${call.times > 1 ? html`<p class="alarm-text">${t("call.again", { times: call.times })}</p>` : ""}
    <span class="answers">
      <button class="answer" data-nav="ask" data-answer-call ?disabled=${pressed} @click=${() => desk.send({ kind: "answer_call", table: call.table })}>
        ${icon(pressed ? "wait" : "check")}${t("call.answer")}
      </button>
    </span>`;
}
