import type { Engine, Finding, Loader } from "./engine.ts";
import { pointAt, versionOf } from "./engine.ts";
import { shorten } from "./nerdamer.ts";

interface Value {
  readonly toString: () => string;
}

interface MathJs {
  readonly create: (functions: unknown) => MathJs;
  readonly config: (values: { readonly number: "Fraction" | "number" }) => void;
  readonly all: unknown;
  readonly rationalize: (text: string) => Value;
  readonly fraction: (text: string) => unknown;
  readonly parse: (text: string) => {
    readonly compile: () => { readonly evaluate: (scope: Record<string, unknown>) => Value };
  };
}

/** `rationalize` takes seconds beyond so many terms; larger differences are evaluated. */
const mostRationalized = 6;
const points = 5;

/**
 * mathjs: small differences by `rationalize`, larger ones evaluated at rational points in its exact
 * fractions, with every symbol given (a free `b` or `h` would be a unit). `rationalize` computes with
 * doubles and is no normal form: what it leaves counts only if it is not 0 at a point.
 */
export function mathjsEngine(load: Loader): Engine {
  // The bundle for browsers is the same library in one file, and loads ten times faster.
  const mathjs = load("mathjs/lib/browser/math.js") as MathJs;
  // The bundle's `create` ignores a configuration; `config` does not.
  const [doubles, fractions] = [mathjs.create(mathjs.all), mathjs.create(mathjs.all)];
  doubles.config({ number: "number" });
  fractions.config({ number: "Fraction" });
  const firstNonZero = (text: string, symbols: readonly string[]): number => {
    const compiled = fractions.parse(text).compile();
    return [...Array(points).keys()].findIndex((k) => {
      const at = Object.entries(pointAt(symbols, k)).map(([s, q]) => [s, fractions.fraction(q)]);
      return (
        compiled.evaluate(Object.fromEntries(at) as Record<string, unknown>).toString() !== "0"
      );
    });
  };
  const rationalized = (differences: readonly string[], symbols: readonly string[]): Finding => {
    let left = "";
    for (const text of differences) {
      const simple = doubles.rationalize(text).toString();
      if (simple === "0") continue;
      if (firstNonZero(simple, symbols) >= 0)
        return { finds: "not zero", how: `rationalize leaves ${shorten(simple)}` };
      left = simple;
    }
    return left === ""
      ? { finds: "zero", how: "rationalize gives 0" }
      : {
          finds: "zero",
          how: `0 at ${points} rational points, though rationalize leaves ${shorten(left)}`,
        };
  };
  return {
    name: "mathjs",
    version: versionOf(load, "mathjs"),
    mostTerms: 20_000,
    ask: (differences, symbols, terms): Finding => {
      if (terms <= mostRationalized) return rationalized(differences, symbols);
      return differences.some((text) => firstNonZero(text, symbols) >= 0)
        ? { finds: "not zero", how: "not 0 at a rational point, in its fractions" }
        : { finds: "zero", how: `0 at ${points} rational points, in its fractions` };
    },
  };
}
