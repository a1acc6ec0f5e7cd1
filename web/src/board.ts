/** The board before guests: wiring only. */

import { pageData, startScreen } from "./sync/start.ts";
import { KdsBoard } from "./ui/board-page.ts";
import { open } from "./ui/open.ts";

const page = pageData();
open(page, () => new KdsBoard(startScreen(page)));
