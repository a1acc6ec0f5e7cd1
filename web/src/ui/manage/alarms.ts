/** What needs a person first, above every room but the one that says it in full: one line each, and where to go. */

import { html, nothing, type TemplateResult } from "lit";
import type { Unwatched } from "../../core/manage.ts";
import { moment } from "../clock-text.ts";
import { type IconName, icon } from "../icon.ts";
import { language, named, t } from "../text.ts";
import type { House, Room } from "./house.ts";

export function alarms(house: House): TemplateResult | typeof nothing {
  const state = house.link.state.value;
  if (state === null) return nothing;
  const { problems } = state.kitchen;
  const { count } = state.quarantine;
  const never = house.unwatched.value.filter(({ hidden, last }) => hidden === null && last === null);
  const elsewhere = (room: Room, some: number) => some > 0 && house.room.value !== room;
  const told = [
    ...house.unwatched.value.filter((one) => !never.includes(one)).map((one) => dark(house, one)),
    ...(never.length === 0 ? [] : [unbegun(never)]),
    ...(elsewhere("kitchen", problems.length)
      ? [leading("kitchen", "alert", t("manage.alarm_kitchen", { count: problems.length }))]
      : []),
    ...(elsewhere("bodies", count) ? [leading("bodies", "question", t("manage.alarm_bodies", { count }))] : []),
  ];
  return told.length === 0 ? nothing : html`<div role="alert"><ul class="manage-alarms">${told}</ul></div>`;
}

/** A station whose cards nobody can see any more. */
function dark(house: House, { station, hidden, last }: Unwatched): TemplateResult {
  const address = station.kind === "expo" ? "/expo" : `/station/${encodeURIComponent(station.id)}`;
  const left =
    last === null ? "" : t("manage.dark_gone", { screen: last.device, time: moment(last.gone_ms, house.timezone) });
  return html`<li class="manage-alarm" data-alarm="dark" data-station=${station.id}>${icon("offline")}<span>
    <b>${t("manage.dark", { station: named(station.name, station.id) })}</b>
    ${hidden === null ? left : t("manage.dark_hidden", { screen: hidden.device })}
    ${hidden === null ? t("manage.dark_next", { address: location.origin + address }) : nothing}
  </span></li>`;
}

/** Stations that nobody has opened yet: in a new store all of them, so in one line. */
function unbegun(never: readonly Unwatched[]): TemplateResult {
  const names = new Intl.ListFormat(language.value).format(never.map(({ station }) => named(station.name, station.id)));
  return html`<li class="manage-alarm" data-alarm="never">${icon("offline")}<span>
    <b>${t("manage.dark", { station: names })}</b> ${t("manage.dark_never")} ${t("manage.dark_next", { address: location.origin })}
  </span></li>`;
}

function leading(room: Room, sign: IconName, text: string): TemplateResult {
  return html`<li class="manage-alarm" data-alarm=${room}>${icon(sign)}<span><b>${text}</b></span>
    <a class="act" href=${`#${room}`}>${icon("right")}${t("manage.look")}</a></li>`;
}
