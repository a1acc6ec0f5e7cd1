/** The manager's page: wiring only. */

import { deviceName } from "./sync/device.ts";
import { ManageLink } from "./sync/manage-link.ts";
import { pageData, startScreen } from "./sync/start.ts";
import { KdsManage } from "./ui/manage/manage-page.ts";
import { open } from "./ui/open.ts";

const page = pageData();
open(page, () => new KdsManage(startScreen(page), new ManageLink(), `${page.page}-${deviceName()}`));
