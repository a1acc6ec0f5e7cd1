/** The board before guests: wiring only. */

import { KdsBoard } from "./ui/board-page.ts";
import { open } from "./ui/open.ts";

open((screen) => new KdsBoard(screen));
