/** What comes at a tap, over the cards or as a word in the bar: a script of its own, not needed for the first paint. */

import "./learn-panel.ts";
import "./notice.ts";
import "./recall-panel.ts";
import "./settings-panel.ts";
import "./soldout-panel.ts";
