/** The guest's page: wiring only. */

import { effect } from "@preact/signals-core";
import { GuestDesk } from "./sync/guest-desk.ts";
import type { GuestPage } from "./sync/guest-page.ts";
import { KdsOrder } from "./ui/guest/order-page.ts";
import { Room } from "./ui/guest/room.ts";
import { language, speak, t } from "./ui/text.ts";

const data = document.getElementById("kds-page")?.textContent;
if (data == null) throw new Error("this page lacks #kds-page: it must come from the kds server");
const page = JSON.parse(data) as GuestPage;
const desk = new GuestDesk(page);

const light = matchMedia("(prefers-color-scheme: light)");
const paint = () => {
  document.documentElement.dataset.theme = light.matches ? "light" : "dark";
};
light.addEventListener("change", paint);
paint();

/** The guest's choice, else the first language of the phone that the page speaks, else the store's. */
function wanted(): string {
  const asked = new URLSearchParams(location.search).get("lang") ?? "";
  const own = navigator.languages.map((tag) => page.languages.find((one) => speaks(tag, one)));
  return [desk.language.value, asked, ...own].find((one) => one !== undefined && one in page.texts) ?? page.language;
}

/** "zh-TW" and "zh-HK" are written in traditional characters, all other "zh" in simplified ones. */
function speaks(tag: string, language: string): boolean {
  const [main, ...rest] = tag.toLowerCase().split("-");
  if (main !== "zh") return language.toLowerCase().split("-")[0] === main;
  const traditional = rest.some((part) => ["tw", "hk", "mo", "hant"].includes(part));
  return language === (traditional ? "zh-Hant" : "zh-Hans");
}

effect(() => {
  speak(page.texts, wanted());
  document.documentElement.lang = language.value;
  document.title = `${desk.page.store[language.value] ?? Object.values(desk.page.store)[0] ?? ""} · ${t("guest.table", { table: page.table })}`;
});
document.body.replaceChildren(new KdsOrder(new Room(desk)));
