import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The folder of what this machine has been set up with: addons and their libraries, calibrations. Shared
 * by all checkouts, outside any `node_modules`, and safe to delete. `COMMUTE_CACHE`, else the user's cache.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { COMMUTE_CACHE: own, XDG_CACHE_HOME: users } = environment;
  if (own !== undefined && own !== "") return own;
  return join(users === undefined || users === "" ? join(homedir(), ".cache") : users, "commute");
}
