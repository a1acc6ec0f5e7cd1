/** Puts a page on the glass: its words, its settings, its one element. */

import { effect } from "@preact/signals-core";
import type { Screen } from "../core/screen.ts";
import { arriving } from "../sync/arriving.ts";
import { pageData, startScreen } from "../sync/start.ts";
import { dressPage } from "./dress.ts";
import { awaitOffer } from "./install.ts";
import { applySettings, settings } from "./settings.ts";
import { language, speak } from "./text.ts";

/** `make` is called once settings and sizes are there. */
export function open(make: (screen: Screen) => HTMLElement): void {
  awaitOffer();
  const query = new URLSearchParams(location.search);
  const page = pageData();
  applySettings(query, page.screens);
  dressPage();
  effect(() => {
    const wanted = settings.value.language;
    speak(page.texts, wanted in page.texts ? wanted : page.language);
    document.documentElement.lang = language.value;
  });
  const screen = startScreen(page, query.get("screen") ?? "");
  document.body.replaceChildren(make(screen));
  arriving(() => import("./layout-sync.ts")).then(({ followLayout }) => followLayout(screen));
}
