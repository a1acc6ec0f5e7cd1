/** For tests in a copy of the tree, which has no libraries of its own: they are taken from the folder `KDS_TOOLS`. */

import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const home = pathToFileURL(join(process.env.KDS_TOOLS, "package.json")).href;

registerHooks({
  resolve(name, context, next) {
    const library = !/^(\.|\/|node:|file:|data:)/.test(name);
    return next(name, library ? { ...context, parentURL: home } : context);
  },
});
