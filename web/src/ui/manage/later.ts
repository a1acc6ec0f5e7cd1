/** The rooms that one goes to, and what opens over them: a script of its own, not needed for the first paint. */

import "../notice.ts";
import "../settings-panel.ts";
import "./bodies-room.ts";
import "./dishes-room.ts";
import "./kitchen-room.ts";
