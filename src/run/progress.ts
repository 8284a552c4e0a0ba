import { standing } from "./table.ts";
import type { RunEvent } from "./check.ts";

/** Prints what a run is doing. */
export interface Progress {
  readonly onEvent: (event: RunEvent) => void;
  /** A line of its own, above the line that is rewritten. */
  readonly note: (text: string) => void;
  /** Clears the line that is rewritten, before anything else is printed. */
  readonly end: () => void;
}

/** On a terminal one line that is rewritten, elsewhere one line for each claim decided. */
export function progress(out: NodeJS.WriteStream, total: number): Progress {
  let decided = 0;
  const counter = (): string => `[${String(decided).padStart(String(total).length)}/${total}]`;
  const status = (text: string): void => {
    if (out.isTTY) out.write(`\r\u001B[2K${text.slice(0, (out.columns || 100) - 1)}`);
  };
  const note = (text: string): void => {
    out.write(out.isTTY ? `\r\u001B[2K${text}\n` : `${text}\n`);
  };
  return {
    onEvent: (event) => {
      if (event.type === "started") status(`${counter()} ${event.claim}`);
      else if (event.type === "progress") status(`${counter()} ${event.claim}: ${event.message}`);
      else {
        decided += 1;
        const { id, ms } = event.record;
        const text = `${counter()} ${standing(event.record).padEnd(9)} ${id}  ${Math.round(ms)} ms`;
        if (out.isTTY) status(text);
        else note(text);
      }
    },
    note,
    end: () => {
      status("");
    },
  };
}
