/** Puts a page on the glass: its words, its settings, its one element. */

import { effect } from "@preact/signals-core";
import type { PageData } from "../core/screen.ts";
import { dressPage } from "./dress.ts";
import { awaitOffer } from "./install.ts";
import { applySettings, settings } from "./settings.ts";
import { language, speak } from "./text.ts";

/** `make` is called once settings and sizes are there. */
export function open(page: PageData, make: () => HTMLElement): void {
  awaitOffer();
  applySettings(new URLSearchParams(location.search));
  dressPage();
  effect(() => {
    const wanted = settings.value.language;
    speak(page.texts, wanted in page.texts ? wanted : page.language);
    document.documentElement.lang = language.value;
  });
  document.body.replaceChildren(make());
}
