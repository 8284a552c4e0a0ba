// Workers are started without a loader of TypeScript.
import { register } from "tsx/esm/api";

register();
await import("./coreWorker.ts");
