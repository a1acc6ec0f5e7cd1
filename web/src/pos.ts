/** The waiters' page: wiring only. */

import { open } from "./ui/open.ts";
import { KdsPos } from "./ui/pos/pos-page.ts";

open((screen) => new KdsPos(screen));
