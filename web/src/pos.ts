/** The waiters' page: wiring only. */

import { pageData, startScreen } from "./sync/start.ts";
import { open } from "./ui/open.ts";
import { KdsPos } from "./ui/pos/pos-page.ts";

const page = pageData();
open(page, () => new KdsPos(startScreen(page)));
