/** Puts a page on the glass: its words, its settings, its one element. */

import { effect } from "@preact/signals-core";
import type { PageData } from "../core/screen.ts";
import { applySettings, settings } from "./settings.ts";
import { language, speak } from "./text.ts";

export function open(page: PageData, element: HTMLElement): void {
  applySettings(new URLSearchParams(location.search));
  effect(() => {
    const wanted = settings.value.language;
    speak(page.texts, wanted in page.texts ? wanted : page.language);
    document.documentElement.lang = language.value;
  });
  document.body.replaceChildren(element);
}
