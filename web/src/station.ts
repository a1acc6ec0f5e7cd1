/** The page of a station: wiring only. */

import { open } from "./ui/open.ts";
import { KdsStation } from "./ui/station-page.ts";

open((screen) => new KdsStation(screen, screen.page.stations));
