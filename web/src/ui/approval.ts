/** `<kds-approval>`: an order of a guest's phone waits to be let in. */

import { html, type TemplateResult } from "lit";
import type { Ticket } from "../core/documents.ts";
import type { Desk } from "./desk.ts";
import { KdsElement } from "./element.ts";
import { icon } from "./icon.ts";
import { t } from "./text.ts";

export class KdsApproval extends KdsElement {
  static override properties = { desk: {}, ticket: {} };
  declare desk: Desk;
  declare ticket: Ticket;

  /** It goes to the kitchen, or it does not. */
  protected override render(): TemplateResult {
    const { desk } = this;
    const ticket = this.ticket.id;
    const accept = () => desk.send({ kind: "fire", ticket, course: 0 });
    const decline = () => desk.send({ kind: "cancel", ticket, reason: "declined" });
    return html`<span class="answers">
      <button class="answer" data-nav="ask" data-approve="accept" @click=${accept}>${icon("check")}${t("approve.accept")}</button>
      <button class="answer" data-nav data-approve="decline" @click=${decline}>${icon("close")}${t("approve.decline")}</button>
    </span>`;
  }
}

customElements.define("kds-approval", KdsApproval);
