/** The page of the pass: wiring only. */

import { PASS } from "./core/documents.ts";
import { KdsExpo } from "./ui/expo-page.ts";
import { open } from "./ui/open.ts";

open((screen) => new KdsExpo(screen, [PASS]));
