/** What opens over the cards at a tap: a script of its own, which is not needed for the first paint. */

import "./learn-panel.ts";
import "./recall-panel.ts";
import "./settings-panel.ts";
import "./soldout-panel.ts";
