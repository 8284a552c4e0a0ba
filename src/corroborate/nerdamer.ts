import type { Engine, Finding, Loader } from "./engine.ts";
import { pointAt, versionOf } from "./engine.ts";

/** What is used of it: its own types describe a much larger surface. */
interface Nerdamer {
  (
    text: string,
    values?: Readonly<Record<string, string>>,
  ): {
    readonly toString: () => string;
    readonly evaluate: () => { readonly text: (format: "fractions") => string };
  };
  readonly set: (setting: "TIMEOUT", value: number) => void;
  readonly flush: () => void;
}

/** A safety net only, below the runner's own: its default of 0.8 s lets the machine's load decide. */
const timeoutMs = 20_000;
const points = 3;

/**
 * nerdamer-prime, asked to `expand` each difference. It is known to be wrong on powers of powers of
 * products, ((xy)³)² = x²y²: see `test/corroborate`.
 */
export function nerdamerEngine(load: Loader): Engine {
  const nerdamer = load("nerdamer/all") as Nerdamer;
  nerdamer.set("TIMEOUT", timeoutMs);
  return {
    name: "nerdamer-prime",
    version: versionOf(load, "nerdamer"),
    mostTerms: 300,
    ask: (differences, symbols): Finding => {
      let left = "";
      for (const text of differences) {
        const expanded = nerdamer(`expand(${text})`).toString();
        nerdamer.flush();
        if (expanded === "0") continue;
        for (let k = 0; k < points; k++)
          if (nerdamer(expanded, pointAt(symbols, k)).evaluate().text("fractions") !== "0")
            return { finds: "not zero", how: `expand leaves ${shorten(expanded)}` };
        left = expanded;
      }
      return left === ""
        ? { finds: "zero", how: "expand gives 0" }
        : {
            finds: "nothing",
            why: `expand leaves ${shorten(left)}, which is 0 at ${points} points`,
          };
    },
  };
}

export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
