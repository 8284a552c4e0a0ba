import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { RunEvent } from "./check.ts";

// Under vitest the claims are checked in processes that vitest owns. Their events come back to the
// command that started it through a file of JSON lines, named by this environment variable.

export const eventsVariable = "COMMUTE_EVENTS";

/** Appends events to the file named in the environment, if one is. */
export function reportEvent(event: RunEvent): void {
  const file = process.env[eventsVariable];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(event)}\n`);
}

/** The events appended to a file since the last call. */
export function eventReader(file: string): () => RunEvent[] {
  let read = 0;
  return () => {
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    const fresh = lines.slice(read);
    read = lines.length;
    return fresh.map((line) => JSON.parse(line) as RunEvent);
  };
}
