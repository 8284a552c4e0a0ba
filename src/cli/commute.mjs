#!/usr/bin/env node
// Node 20 cannot run TypeScript: the loader is registered here, and everything else is TypeScript.
import { register } from "tsx/esm/api";

register();
const { main } = await import("./main.ts");
const code = await main(process.argv);
// What was printed leaves before the process does.
process.stdout.write("", () => process.exit(code));
