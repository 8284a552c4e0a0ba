import { show, type Expression } from "../formula/expression.ts";
import { splitOutside } from "../formula/given.ts";
import { parseExpression } from "../formula/parse.ts";
import type { Loader } from "./engine.ts";

/** What is asked of nerdamer. It is wrong at times: whatever it says must be proved. */
interface Nerdamer {
  (text: string): { readonly toString: () => string };
  readonly set: (setting: "TIMEOUT", value: number) => void;
  readonly flush: () => void;
}

const timeoutMs = 10_000;

/**
 * Proposes antiderivatives, roots and partial fractions: expressions that may be such, or none where
 * nerdamer has no answer, or one that cannot be read. Roots of what is no polynomial it finds in doubles.
 */
export function nerdamerProposer(load: Loader): {
  readonly name: string;
  readonly antiderivative: (f: Expression, x: string) => Expression | undefined;
  readonly roots: (f: Expression, x: string) => readonly Expression[];
  readonly partialFractions: (f: Expression, x: string) => Expression | undefined;
} {
  const nerdamer = load("nerdamer/all") as Nerdamer;
  nerdamer.set("TIMEOUT", timeoutMs);
  const ask = <T>(question: string, read: (text: string) => T, none: T): T => {
    try {
      return read(nerdamer(question).toString());
    } catch {
      // It throws at what it cannot do, and may say what cannot be read: no proposal.
      return none;
    } finally {
      nerdamer.flush();
    }
  };
  const unless = (unanswered: string) => (text: string) =>
    text.includes(unanswered) ? undefined : parseExpression(text, "nerdamer");
  return {
    name: "nerdamer",
    antiderivative: (f, x) => ask(`integrate(${show(f)}, ${x})`, unless("integrate"), undefined),
    roots: (f, x) =>
      ask(
        `solve(${show(f)}, ${x})`,
        (text) =>
          splitOutside(text.replaceAll(/^\[|\]$/g, "")).map((root) =>
            parseExpression(root, "nerdamer"),
          ),
        [],
      ),
    partialFractions: (f, x) => ask(`partfrac(${show(f)}, ${x})`, unless("partfrac"), undefined),
  };
}
