/** Proofs of scalar equations: by normal form, by induction over sums, by derivatives. */
import { DomainError } from "../errors.ts";
import { derivative } from "../formula/derivative.ts";
import {
  apply,
  binds,
  number,
  partsOf,
  show,
  substitute,
  symbol,
  symbolsOf,
  type Expression,
} from "../formula/expression.ts";
import { domainOf, showComparison, type Given } from "../formula/given.ts";
import { atomsOf, ofTerms, TooLarge, type Atom, type Poly } from "./closedForm.ts";
import { contextOf, NotClosed, Restart, type Context } from "./context.ts";
import { convert } from "./convert.ts";
import { collectFacts, sharpen } from "./facts.ts";
import * as F from "./fraction.ts";
import { isNonNegative, signOf } from "./sign.ts";
import { byTelescoping } from "./zeilberger.ts";
import { isZero } from "./zero.ts";
import { programOf } from "../formula/program.ts";
import { decide as decideProgram } from "../polynomial/decide.ts";
import { connectedPoint } from "./region.ts";

/** How a proof went, in words a reader can follow. */
export interface Proof {
  readonly how: string;
  readonly premises: readonly string[];
}

/** What was tried and why it gave nothing. */
export interface Tried {
  readonly proof?: Proof;
  readonly tried: readonly string[];
}

const mostRestarts = 12;

/** Runs a computation on closed forms, again whenever a root or factor was found to be finer. */
function inContext<T>(
  given: Given,
  sides: readonly Expression[],
  compute: (context: Context) => T,
): T | string {
  let context = contextOf(given);
  for (let k = 0; k < mostRestarts; k++) {
    try {
      collectFacts(context, sides);
      sharpen(context);
      return compute(context);
    } catch (error) {
      if (error instanceof Restart) {
        const { degrees, bases } = context;
        context = { ...contextOf(given), degrees, bases };
        continue;
      }
      if (error instanceof NotClosed || error instanceof TooLarge || error instanceof DomainError)
        return error.message;
      throw error;
    }
  }
  return "no common refinement of roots and factors was found";
}

/** Tries every way in turn. */
export function prove(left: Expression, right: Expression, given: Given): Tried {
  const tried: string[] = [];
  const ways = [byExpansion, byNormalForm, bySquares, byInduction, byTelescoping, byDerivative];
  for (const way of ways) {
    const found = way(left, right, given);
    if (typeof found !== "string") return { proof: found, tried };
    if (found !== "") tried.push(found);
  }
  return { tried };
}

/** Rational functions, expanded by the exact kernel. */
function byExpansion(left: Expression, right: Expression): Proof | string {
  let program: ReturnType<typeof programOf>;
  try {
    program = programOf([{ left, right }]);
  } catch (error) {
    if (error instanceof DomainError) return `expansion: ${error.message}`;
    throw error;
  }
  if (typeof program === "string") return "";
  const decision = decideProgram(program, 2e7);
  if (decision.kind === "zero")
    return { how: "left − right expands to 0 over its denominators", premises: [] };
  return decision.kind === "nonzero" ? "expansion: not 0" : `expansion: ${decision.why}`;
}

/** Both sides have the same normal form. */
function byNormalForm(left: Expression, right: Expression, given: Given): Proof | string {
  const found = inContext(given, [left, right], (context) => {
    const difference = F.sub(convert(context, left), convert(context, right));
    return isZero(context, difference.num) ? [...context.premises] : difference.num.size;
  });
  if (typeof found === "string") return `normal form: ${found}`;
  if (typeof found === "number") return `normal form: ${found} terms are left`;
  return { how: "left − right has the normal form 0", premises: found };
}

/** Both sides are ≥ 0 and have equal squares. */
function bySquares(left: Expression, right: Expression, given: Given): Proof | string {
  if (given.over === "C" || !hasRoot(left, right)) return "";
  const found = inContext(given, [left, right], (context) => {
    const [l, r] = [convert(context, left), convert(context, right)];
    const known = (u: F.Fraction): boolean =>
      isNonNegative(signOf(context, u.num)) && signOf(context, F.denominator(u)) === "+";
    if (!known(l) || !known(r)) return false;
    return isZero(context, F.sub(F.mul(l, l), F.mul(r, r)).num);
  });
  if (found !== true) return "";
  return { how: "both sides are ≥ 0, and left² − right² has the normal form 0", premises: [] };
}

function hasRoot(...sides: readonly Expression[]): boolean {
  return sides.some(
    (e) => (e.kind === "apply" && ["sqrt", "pow"].includes(e.op)) || hasRoot(...partsOf(e)),
  );
}

/**
 * Sums to n: true at the first n, and if true at n then at n + 1. The difference at n is solved for
 * its sum, which occurs linearly, and put into the difference at n + 1.
 */
function byInduction(left: Expression, right: Expression, given: Given): Proof | string {
  const tried: string[] = [];
  for (const n of inductionSymbols([left, right], given)) {
    const start = firstOf(n, left, right, given);
    if (start === undefined) {
      tried.push(`induction over ${n}: it has no least value`);
      continue;
    }
    const at = (e: Expression, by: Expression): Expression => substitute(e, n, by);
    const first = number(start);
    const base = byNormalForm(at(left, first), at(right, first), given);
    if (typeof base === "string") {
      tried.push(`induction over ${n}: at ${n} = ${start}, ${base}`);
      continue;
    }
    const next = apply("add", symbol(n), number(1));
    const step = inContext(given, [left, right], (context) => {
      if (!isDefinedFrom(context, n)) throw new NotClosed("a side may be undefined on the way");
      const [l, r, l1, r1] = [left, right, at(left, next), at(right, next)].map((e) =>
        convert(context, e),
      );
      return followsFrom(context, F.sub(l, r), F.sub(l1, r1));
    });
    if (step === true)
      return {
        how: `induction over ${n}: equal at ${n} = ${start}, and at ${n} + 1 if at ${n}`,
        premises: base.premises,
      };
    tried.push(`induction over ${n}: ${typeof step === "string" ? step : "the step is not shown"}`);
  }
  return tried.join("; ");
}

/** No divisor with n in it vanishes for any n: a hole would break the chain. */
function isDefinedFrom(context: Context, n: string): boolean {
  return context.facts
    .filter(({ relation, poly }) => relation === "!=" && reaches(poly, n))
    .every(({ poly }) => ["+", "-"].includes(signOf(context, poly)));
}

function reaches(poly: Poly, n: string): boolean {
  return [...atomsOf(poly)].some(({ kind, name }) => kind === "symbol" && name === n);
}

/**
 * Does `then` = 0 follow from `known` = 0? So if then = ρ·known, with ρ the ratio of their
 * coefficients at one of the sums, where ρ is defined.
 */
function followsFrom(context: Context, known: F.Fraction, then: F.Fraction): boolean {
  if (isZero(context, then.num) || isZero(context, F.sub(then, known).num)) return true;
  const atoms = [...context.atoms.values()].filter(({ name }) => /^(sum|product) /.test(name));
  for (const atom of atoms) {
    const [a, b] = [known, then].map((f) => coefficientOf(f, atom));
    if (a === undefined || b === undefined || a.num.size === 0 || b.num.size === 0) continue;
    const ratio = F.mul(b, F.inverse(a));
    const defined = [...ratio.den].every(
      ([key, { factor }]) =>
        then.den.has(key) || known.den.has(key) || ["+", "-"].includes(signOf(context, factor)),
    );
    if (defined && isZero(context, F.sub(then, F.mul(ratio, known)).num)) return true;
  }
  return false;
}

/** The coefficient of the atom in f, which is linear in it. */
function coefficientOf(f: F.Fraction, atom: Atom): F.Fraction | undefined {
  const terms = [...f.num.values()];
  const powers = terms.map((t) => t.powers.find(([a]) => a === atom)?.[1] ?? 0);
  if (powers.some((k) => k !== 0 && k !== 1)) return undefined;
  const linear = terms
    .filter((_, k) => powers[k] === 1)
    .map((t) => ({ ...t, powers: t.powers.filter(([a]) => a !== atom) }));
  return F.mul(F.ofPoly(ofTerms(linear)), F.inverse(F.ofPoly(F.denominator(f))));
}

/** Integer symbols in the upper ends of sums and products. */
function inductionSymbols(sides: readonly Expression[], given: Given): string[] {
  const found = new Set<string>();
  const visit = (e: Expression): void => {
    partsOf(e).forEach(visit);
    if (!binds(e)) return;
    for (const name of symbolsOf(e.args[3]))
      if (domainOf(given, name) === "integer") found.add(name);
  };
  sides.forEach(visit);
  return [...found];
}

/** The least n that the hypotheses and the ends of the sums allow. */
function firstOf(n: string, left: Expression, right: Expression, given: Given): bigint | undefined {
  const found = inContext(given, [left, right], (context) => {
    for (let start = -20n; start <= 40n; start++) {
      // n ≥ start follows, and n ≥ start + 1 does not.
      const follows = (from: bigint): boolean => {
        const difference = F.sub(convert(context, symbol(n)), F.ofInteger(from));
        return isNonNegative(signOf(context, difference.num));
      };
      if (follows(start) && !follows(start + 1n)) return start;
    }
    return undefined;
  });
  return typeof found === "string" ? undefined : found;
}

/** All partial derivatives vanish on a connected region, and the sides agree at a point of it. */
function byDerivative(left: Expression, right: Expression, given: Given): Proof | string {
  const names = symbolsOf(left, right);
  if (given.over === "C" || names.length === 0) return "";
  if (names.some((name) => domainOf(given, name) !== "real"))
    return "derivatives: not every symbol is real";
  const difference = apply("sub", left, right);
  if (!isContinuous(difference)) return "derivatives: a function with jumps";
  const region = inContext(given, [left, right], (context) => connectedPoint(context, names));
  if (typeof region === "string") return `derivatives: ${region}`;
  for (const name of names) {
    let slope: Expression;
    try {
      slope = derivative(difference, name);
    } catch (error) {
      if (error instanceof DomainError) return `derivatives: ${error.message}`;
      throw error;
    }
    const flat = inContext(given, [left, right], (context) =>
      isZero(context, convert(context, slope).num),
    );
    if (flat !== true) return `derivatives: the one by ${name} is not shown to be 0`;
  }
  for (const point of region) {
    let [a, b] = [left, right];
    for (const [name, value] of point)
      [a, b] = [a, b].map((e) => substitute(e, name, number(value)));
    const equal = byNormalForm(a, b, given);
    if (typeof equal === "string") return `derivatives: at a point, ${equal}`;
  }
  const places = region
    .map((point) =>
      [...point].map(([name, value]) => `${name} = ${show(number(value))}`).join(", "),
    )
    .join("; ");
  const where = given.comparisons.map(showComparison).join(", ");
  const domain =
    where === "" ? "each connected piece of the domain" : `the connected region ${where}`;
  return {
    how: `every partial derivative of left − right is 0 on ${domain}, and left = right at ${places}`,
    premises: ["a differentiable function whose derivative is 0 on an interval is constant there"],
  };
}

const jumps = new Set([
  "floor",
  "ceil",
  "sign",
  "mod",
  "factorial",
  "gamma",
  "binomial",
  "sum",
  "product",
]);

function isContinuous(e: Expression): boolean {
  if (e.kind === "apply" && (jumps.has(e.op) || e.op === "atan2" || e.op === "arg")) return false;
  return partsOf(e).every(isContinuous);
}
