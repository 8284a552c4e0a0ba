/**
 * The constants of the running bounds of fused kernels, and why they are enough.
 *
 * WebAssembly rounds every operation to nearest and never fuses, reorders or flushes (Core Specification
 * 2.0, 4.3.3), so fl(x ∘ y) = (x ∘ y)(1 + δ), |δ| ≤ u, for sums, differences, quotients and roots, and
 * fl(x y) = x y (1 + δ) + ζ, |ζ| ≤ η/2, η the smallest subnormal; sums have no ζ, being exact where
 * they are subnormal. A complex value x is a pair; |x| is its modulus.
 *
 * **Complex products.** |fl(a b) − a b| ≤ √5 u |a||b| + √2 · 2 η. Source: Brent, Percival, Zimmermann,
 * "Error bounds on complex floating-point multiplication", Math. Comp. 76 (2007), theorem 1 (no ζ); of the
 * four real products each adds its ζ to one part.
 *
 * **Sums of products.** Let s = (√5 + h) u, h the most complex additions that a product goes through. Then
 *
 *     |fl(Σ aᵢbᵢ) − Σ aᵢbᵢ| ≤ ((1 + √5 u)(1 + u)^h − 1) Σ|aᵢ||bᵢ| + …  ≤ κ_h Σ|aᵢ||bᵢ| + …,  κ_h = s(1 + s),
 *
 * for each addition errs by u in each part, thus by u in modulus, and e^s − 1 ≤ s + s² for s ≤ 1. The dots
 * are the ζ: at most 3η a product, (1 + u)^h times: below `loss` = 8nη for n² products or fewer, n ≤ 8,
 * once it is added for each of n products.
 *
 * **Moduli.** With M = max(|re|, |im|) and m = min: M √(1 + t²) ≤ M + (√2 − 1) m for t = m/M in [0, 1], as
 * the left side is convex in t and the right side is its chord. So |x| ≤ M̃ ≤ 1.0824 (1 + 2φ)|x| + 2τ for
 *
 *     M̃ = c₁ M + c₂ m + τ,   c₁ = 1 + φ,   c₂ = (√2 − 1)(1 + φ),   τ = 4η,
 *
 * τ for the ζ of the two products. What φ is for: a bound is a sum of products of non-negative numbers, each
 * of which passes at most `roundings` = 2n + 20 roundings, each of a factor at least 1 − u; every such
 * product has one factor M̃, or E(1 + φ) in its place, and (1 + φ)(1 − u)^(2n + 20) ≥ 1. So a bound stays
 * above what its formula says in real numbers.
 */
import type { LaneName } from "../program/wasmModule.ts";

export interface Precision {
  readonly lane: LaneName;
  /** Bytes of a number, and numbers of a vector. */
  readonly bytes: 4 | 8;
  readonly lanes: 4 | 2;
  /** Unit roundoff. */
  readonly u: number;
  /** Smallest subnormal. */
  readonly eta: number;
  readonly largest: number;
  /** A number not below x, for 0 ≤ x in the normal range, at most 2^-21 (f32), 2^-49 (f64) above it. */
  readonly up: (x: number) => number;
  /** c with |fl(a b) − a b| ≤ c u |a||b| for complex a, b, but for underflow. */
  readonly complexProduct: number;
  /** Whether sums of products are balanced trees, else one after another. */
  readonly trees: boolean;
  /** θ of `bounds.ts`: norms are raised by it, so that losses to underflow are a fraction of them. */
  readonly theta: number;
}

export const precisions: Readonly<Record<LaneName, Precision>> = {
  f32: {
    lane: "f32",
    bytes: 4,
    lanes: 4,
    u: 2 ** -24,
    eta: 2 ** -149,
    largest: 2 ** 127 * (2 - 2 ** -23),
    up: (x) => Math.fround(x * (1 + 2 ** -22)),
    complexProduct: Math.sqrt(5),
    trees: true,
    theta: 2 ** -60,
  },
  f64: {
    lane: "f64",
    bytes: 8,
    lanes: 2,
    u: 2 ** -53,
    eta: 2 ** -1074,
    largest: Number.MAX_VALUE,
    up: (x) => x * (1 + 2 ** -50),
    complexProduct: Math.sqrt(5),
    trees: true,
    theta: 2 ** -500,
  },
};

/** κ_h, see the module's comment; not rounded to the lane. */
export function kappa({ u, complexProduct }: Precision, additions: number): number {
  const s = (complexProduct + additions) * u;
  return s * (1 + s) * (1 + 2 ** -40);
}

/** h for a sum of `terms` numbers. */
export function additions({ trees }: Precision, terms: number): number {
  return trees ? Math.ceil(Math.log2(terms)) : terms - 1;
}

/** φ for matrices of n rows. */
export function slack({ u }: Precision, n: number): number {
  const m = (2 * n + 20) * u;
  return (m / (1 - m)) * (1 + 2 ** -20);
}

/** c₁, c₂ and τ of the modulus. */
export function modulusConstants(
  p: Precision,
  n: number,
): { readonly c1: number; readonly c2: number; readonly tau: number } {
  const phi = slack(p, n);
  return { c1: p.up(1 + phi), c2: p.up(Math.SQRT2 - 1 + phi), tau: 4 * p.eta };
}

/** What underflow may take from a sum of products, and from the products of its bound. */
export function loss({ eta }: Precision, n: number): number {
  return 8 * n * eta;
}
