/** The list of screens, in the colours and the language that this screen chose: wiring only. */

import { dressPage } from "./ui/dress.ts";
import { applySettings, settings } from "./ui/settings.ts";

const asked = new URLSearchParams(location.search);
applySettings(asked);
dressPage();

/** The server writes this page and does not know what the screen remembers. */
const { language } = settings.value;
const root = document.documentElement;
const spoken = [...document.querySelectorAll<HTMLAnchorElement>("a[hreflang]")].map((link) => link.hreflang);
if (!asked.has("lang") && language !== root.lang && spoken.includes(language)) {
  asked.set("lang", language);
  location.replace(`?${asked}`);
}
