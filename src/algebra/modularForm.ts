import { DomainError } from "../errors.ts";
import { gcd } from "./integer.ts";
import { eisenstein, etaQuotient } from "./modularExpansions.ts";
import {
  addSeries,
  coefficientOf,
  dilate,
  eulerDerivative,
  mulSeries,
  scaleSeries,
  truncate,
  type QSeries,
} from "./qSeries.ts";
import { primeDivisors } from "./primeDivisors.ts";
import { sturmBound } from "./sturm.ts";

/** A modular form of even weight on Γ₀(level), trivial character, with integer coefficients. */
export interface ModularForm {
  readonly name: string;
  readonly weight: number;
  readonly level: number;
  /** The theorems that make it a modular form of this weight and level. */
  readonly premises: readonly string[];
  /** Its expansion at the cusp ∞ up to O(q^precision). */
  readonly expansion: (precision: number) => QSeries;
}

/** E_k on SL₂(Z). Domain: k = 4, 6, 8, 10, 14; E₂ is not modular. @throws {DomainError} otherwise */
export function eisensteinForm(k: number): ModularForm {
  if (k === 2) throw new DomainError("eisensteinForm", "a weight of at least 4", k);
  eisenstein(k, 1);
  return {
    name: `E${k}`,
    weight: k,
    level: 1,
    premises: [`E${k} ∈ M_${k}(Γ₀(1)): Serre, A Course in Arithmetic, VII 2.3`],
    expansion: (precision) => eisenstein(k, precision),
  };
}

/**
 * Π η(dτ)^(r_d) on Γ₀(N), after checking that it is one: d | N, Σ d r_d ≡ Σ (N/d) r_d ≡ 0 modulo 24,
 * the weight Σ r_d / 2 even, Π d^(r_d) a square, and at no cusp a pole: Σ gcd(c, d)² r_d / d >= 0 for
 * c | N. So `etaForm(1, [[1, 24]])` is Δ.
 *
 * Source: Gordon, Hughes, Newman; Ligozat: K. Ono, The Web of Modularity, 1.64 and 1.65.
 *
 * @throws {DomainError} naming the condition that fails
 */
export function etaForm(
  level: number,
  exponents: readonly (readonly [d: number, r: number])[],
): ModularForm {
  const name = exponents.map(([d, r]) => `η(${d === 1 ? "" : d}τ)^${r}`).join(" ");
  const sum = (f: (d: number, r: number) => number): number =>
    exponents.reduce((total, [d, r]) => total + f(d, r), 0);
  const demand = (condition: string, holds: boolean): void => {
    if (!holds) throw new DomainError("etaForm", condition, name);
  };
  const weight = sum((_, r) => r) / 2;
  const divisors = Array.from({ length: level }, (_, k) => k + 1).filter((c) => level % c === 0);
  demand(
    `divisors of ${level}`,
    exponents.every(([d]) => divisors.includes(d)),
  );
  demand("Σ d r_d ≡ 0 modulo 24", sum((d, r) => d * r) % 24 === 0);
  demand("Σ (N/d) r_d ≡ 0 modulo 24", sum((d, r) => (level / d) * r) % 24 === 0);
  demand("an even weight", weight % 2 === 0);
  for (const p of primeDivisors(level))
    demand("Π d^(r_d) a square", sum((d, r) => valuation(d, p) * r) % 2 === 0);
  for (const c of divisors)
    demand(
      `no pole at the cusps of denominator ${c}`,
      sum((d, r) => (Number(gcd(BigInt(c), BigInt(d))) ** 2 * r * level) / d) >= 0,
    );
  return {
    name,
    weight,
    level,
    premises: [`${name} ∈ M_${weight}(Γ₀(${level})): Gordon, Hughes, Newman; Ligozat`],
    expansion: (precision) => truncate(etaQuotient(exponents, precision), precision),
  };
}

/** f g, of the sum of the weights, on the intersection of the groups. */
export function multiplyForms(f: ModularForm, g: ModularForm): ModularForm {
  return {
    name: `${bracketed(f)}·${bracketed(g)}`,
    weight: f.weight + g.weight,
    ...common(f, g),
    expansion: (n) => mulSeries(f.expansion(n), g.expansion(n)),
  };
}

/** a f + b g. @throws {DomainError} if the weights differ */
export function combineForms(a: bigint, f: ModularForm, b: bigint, g: ModularForm): ModularForm {
  if (f.weight !== g.weight)
    throw new DomainError("combineForms", `a second form of weight ${f.weight}`, g.weight);
  return {
    name: `${a}·${bracketed(f)} + ${b}·${bracketed(g)}`,
    weight: f.weight,
    ...common(f, g),
    expansion: (n) => addSeries(scaleSeries(a, f.expansion(n)), scaleSeries(b, g.expansion(n))),
  };
}

/**
 * f(dτ), a form on Γ₀(d·level). Source: N. Koblitz, Introduction to Elliptic Curves and Modular
 * Forms, III.3.
 *
 * @throws {DomainError} unless d >= 1
 */
export function dilateForm(f: ModularForm, d: number): ModularForm {
  if (!Number.isInteger(d) || d < 1) throw new DomainError("dilateForm", "an integer d >= 1", d);
  const level = d * f.level;
  const premise = `f(${d}τ) ∈ M_${f.weight}(Γ₀(${level})) for f ∈ M_${f.weight}(Γ₀(${f.level})): Koblitz, III.3`;
  return {
    name: `${bracketed(f)}(${d}τ)`,
    weight: f.weight,
    level,
    premises: [...f.premises, premise],
    expansion: (n) => truncate(dilate(f.expansion(Math.ceil(n / d)), d), n),
  };
}

/** 12 q df/dq - k E₂ f, twelve times Serre's derivative: of weight k + 2. Source: Zagier 2008, 5.1. */
export function serreDerivative(f: ModularForm): ModularForm {
  return {
    name: `ϑ${bracketed(f)}`,
    weight: f.weight + 2,
    level: f.level,
    premises: [...f.premises, "12 q d/dq - k E2 maps M_k to M_(k+2): Zagier 2008, 5.1"],
    expansion: (n) => {
      const series = f.expansion(n);
      const second = scaleSeries(-BigInt(f.weight), mulSeries(eisenstein(2, n), series));
      return addSeries(scaleSeries(12n, eulerDerivative(series)), second);
    },
  };
}

/** Equal, with what the proof rests on; or the first coefficients that differ. */
export type FormComparison =
  | {
      readonly equal: true;
      /** The coefficients of q⁰, …, q^bound were compared. */
      readonly bound: number;
      readonly premises: readonly string[];
    }
  | {
      readonly equal: false;
      readonly exponent: number;
      readonly left: bigint;
      readonly right: bigint;
    };

/**
 * Decides f = g, for all coefficients, by those up to Sturm's bound. Exactness: a proof from the
 * premises. @throws {DomainError} if the weights differ, for then no bound applies
 */
export function compareForms(f: ModularForm, g: ModularForm): FormComparison {
  if (f.weight !== g.weight)
    throw new DomainError("compareForms", `a right side of weight ${f.weight}`, g.weight);
  const { level, premises } = common(f, g);
  const bound = sturmBound(f.weight, level);
  const [F, G] = [f.expansion(bound + 1), g.expansion(bound + 1)];
  for (let exponent = 0; exponent <= bound; exponent++) {
    const [left, right] = [coefficientOf(F, exponent), coefficientOf(G, exponent)];
    if (left !== right) return { equal: false, exponent, left, right };
  }
  const rule = `a form of weight ${f.weight} on Γ₀(${level}) that is O(q^${bound + 1}) is 0: Sturm`;
  return { equal: true, bound, premises: [...premises, rule] };
}

function common(f: ModularForm, g: ModularForm): Pick<ModularForm, "level" | "premises"> {
  const divisor = Number(gcd(BigInt(f.level), BigInt(g.level)));
  return {
    level: (f.level / divisor) * g.level,
    premises: [...new Set([...f.premises, ...g.premises])],
  };
}

function bracketed({ name }: ModularForm): string {
  return /[ ·]/.test(name) ? `(${name})` : name;
}

function valuation(n: number, p: number): number {
  return n % p === 0 ? 1 + valuation(n / p, p) : 0;
}
