/** What a tap on the floor leads to, and what opens over it: a script of its own, not needed for the first paint. */

import "../recall-panel.ts";
import "../settings-panel.ts";
import "./draft-view.ts";
import "./item-sheet.ts";
import "./line-sheet.ts";
import "./move-sheet.ts";
import "./party-sheet.ts";
import "./table-view.ts";
import "./ticket-sheet.ts";
