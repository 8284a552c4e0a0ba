import { absolute, gcd } from "../algebra/integer.ts";
import { domainOf, type Given } from "../formula/given.ts";
import { atomPoly, keyOf, type Atom, type Poly } from "./closedForm.ts";

/** What is known of a real closed form, wherever the claim speaks: > 0, ≥ 0 or ≠ 0. */
export interface Fact {
  readonly poly: Poly;
  readonly relation: ">" | ">=" | "!=";
  /** It follows from other facts, and bounds nothing by itself. */
  readonly derived: boolean;
}

/**
 * Atoms, facts and bases of one question. Degrees of roots and factors of logarithms are found on the
 * way: what was met with another degree is done again (`Restart`).
 */
export interface Context {
  readonly given: Given;
  readonly facts: Fact[];
  readonly atoms: Map<string, Atom>;
  /** The common degree of all roots of a radicand, by its key. */
  readonly degrees: Map<string, number>;
  /** Arguments of logarithms and radicands that are no monomials: later ones are divided by them. */
  readonly bases: Map<string, Poly>;
  /** Premises used that a reader should see. */
  readonly premises: Set<string>;
}

/** Thrown when a degree or base changed what was computed before. */
export class Restart extends Error {
  override readonly name: string = "Restart";
}

/** Thrown where an expression has no closed form here. */
export class NotClosed extends Error {
  override readonly name: string = "NotClosed";
}

export function contextOf(given: Given): Context {
  return {
    given,
    facts: [],
    atoms: new Map(),
    degrees: new Map(),
    bases: new Map(),
    premises: new Set(),
  };
}

export function atomOf(context: Context, key: string, rest: Omit<Atom, "id">): Atom {
  const known = context.atoms.get(key);
  if (known !== undefined) return known;
  const made = { ...rest, id: context.atoms.size };
  context.atoms.set(key, made);
  return made;
}

export function symbolAtom(context: Context, name: string): Atom {
  const real = domainOf(context.given, name) !== "complex";
  return atomOf(context, `symbol ${name}`, { kind: "symbol", name, real });
}

export function piAtom(context: Context): Atom {
  return atomOf(context, "pi", { kind: "pi", name: "pi", real: true });
}

/** The atom r with r^degree = of, its degree the common one of all roots of this radicand. */
export function rootAtom(context: Context, of: Poly, q: number, real: boolean, name: string): Atom {
  const key = `${name} ${keyOf(of)}`;
  const before = context.degrees.get(key) ?? q;
  const degree = Number((BigInt(before) * BigInt(q)) / gcd(BigInt(before), absolute(BigInt(q))));
  context.degrees.set(key, degree);
  if (degree !== before) throw new Restart();
  return atomOf(context, `root ${key} ${degree}`, { kind: "root", name, of, degree, real });
}

export function opaque(context: Context, name: string, args: readonly Poly[], real: boolean): Poly {
  const key = `${name}(${args.map(keyOf).join("; ")})`;
  return atomPoly(atomOf(context, key, { kind: "opaque", name, args, real }));
}

/** Is the symbol an integer? */
export function isIntegerAtom(context: Context, atom: Atom): boolean {
  return atom.kind === "symbol" && domainOf(context.given, atom.name) === "integer";
}

/** Is p an integer wherever its symbols are: integer coefficients, integer symbols? */
export function isIntegerValued(context: Context, p: Poly): boolean {
  return [...p.values()].every(
    ({ re, im, turn, powers, exponent }) =>
      re.d === 1n &&
      im.n === 0n &&
      turn.n === 0n &&
      exponent.size === 0 &&
      powers.every(([atom, k]) => k > 0 && isIntegerAtom(context, atom)),
  );
}
