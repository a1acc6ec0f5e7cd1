/** The manager's page: wiring only. */

import { ManageLink } from "./sync/manage-link.ts";
import { KdsManage } from "./ui/manage/manage-page.ts";
import { open } from "./ui/open.ts";

open((screen) => new KdsManage(screen, new ManageLink(), screen.device));
