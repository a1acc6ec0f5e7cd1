/** An order of a guest's phone waits to be let in. */

import { html, type TemplateResult } from "lit";
import type { Ticket } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import { icon } from "./icon.ts";
import { t } from "./text.ts";

/** An order of a guest's phone goes to the kitchen, or it does not. */
export function approval(desk: Desk, ticket: Ticket): TemplateResult {
  const accept = () => desk.send({ kind: "fire", ticket: ticket.id, course: 0 });
  const decline = () => desk.send({ kind: "cancel", ticket: ticket.id, reason: "declined" });
  return html`<span class="answers">
    <button class="answer" data-nav="ask" data-approve="accept" @click=${accept}>${icon("check")}${t("approve.accept")}</button>
    <button class="answer" data-nav data-approve="decline" @click=${decline}>${icon("close")}${t("approve.decline")}</button>
  </span>`;
}
