/** The page of the pass: wiring only. */

import { PASS } from "./core/documents.ts";
import { pageData, startScreen } from "./sync/start.ts";
import { KdsExpo } from "./ui/expo-page.ts";
import { open } from "./ui/open.ts";

const page = pageData();
open(page, () => new KdsExpo(startScreen(page), PASS));
