/** The page of a station: wiring only. */

import { pageData, startScreen } from "./sync/start.ts";
import { open } from "./ui/open.ts";
import { KdsStation } from "./ui/station-page.ts";

const page = pageData();
open(page, () => new KdsStation(startScreen(page), page.station));
