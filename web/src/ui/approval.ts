/** `<kds-approval>`: a yes or no to an order of a guest's phone, or to what a screen brought back after a restore. */

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

  protected override render(): TemplateResult {
    return this.ticket.to_approve ? this.#guests() : this.#recovered();
  }

  /** It goes to the kitchen, or it does not. */
  #guests(): TemplateResult {
    const { desk, ticket } = this;
    const accept = () => desk.send({ kind: "fire", ticket: ticket.id, course: 0 });
    const decline = () => desk.send({ kind: "cancel", ticket: ticket.id, reason: "declined" });
    return html`<span class="answers">
      <button class="answer" data-nav="ask" data-approve="accept" @click=${accept}>${icon("check")}${t("approve.accept")}</button>
      <button class="answer" data-nav data-approve="decline" @click=${decline}>${icon("close")}${t("approve.decline")}</button>
    </span>`;
  }

  /** It is still to be cooked, or it was eaten long ago. */
  #recovered(): TemplateResult {
    const { desk, ticket } = this;
    const confirm = () => desk.send({ kind: "confirm_recovered", ticket: ticket.id });
    const drop = () => desk.send({ kind: "drop_recovered", ticket: ticket.id, reason: t("recovered.drop") });
    return html`<span class="answers">
      <button class="answer" data-nav="ask" data-recovered="confirm" @click=${confirm}>${icon("check")}${t("recovered.confirm")}</button>
      <button class="answer" data-nav data-recovered="drop" @click=${drop}>${icon("close")}${t("recovered.drop")}</button>
    </span>`;
  }
}

customElements.define("kds-approval", KdsApproval);
