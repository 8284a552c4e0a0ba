import { show, type Expression } from "../formula/expression.ts";
import { parseExpression } from "../formula/parse.ts";
import type { Loader } from "./engine.ts";

/** nerdamer's symbolic integration. It is wrong at times: whatever it says must be proved. */
interface Nerdamer {
  (text: string): { readonly toString: () => string };
  readonly set: (setting: "TIMEOUT", value: number) => void;
  readonly flush: () => void;
}

const timeoutMs = 10_000;

/**
 * Proposes antiderivatives: an expression that may be one, or undefined where nerdamer has no answer
 * or one that cannot be read.
 */
export function nerdamerProposer(load: Loader): {
  readonly name: string;
  readonly antiderivative: (f: Expression, x: string) => Expression | undefined;
} {
  const nerdamer = load("nerdamer/all") as Nerdamer;
  nerdamer.set("TIMEOUT", timeoutMs);
  return {
    name: "nerdamer",
    antiderivative: (f, x) => {
      try {
        const text = nerdamer(`integrate(${show(f)}, ${x})`).toString();
        return text.includes("integrate") ? undefined : parseExpression(text, "nerdamer");
      } catch {
        // It throws at what it cannot do, and may say what cannot be read: no proposal.
        return undefined;
      } finally {
        nerdamer.flush();
      }
    },
  };
}
