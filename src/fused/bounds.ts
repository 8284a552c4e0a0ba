/**
 * How the error of each node is bounded: |x̂ − x| ≤ E entry by entry and sample by sample (running), or by
 * constants found while compiling, times the Frobenius norm F of one input matrix of the sample (normal).
 * Constants u, κ, φ, τ as in `precision.ts`; hats are computed values; ‖·‖ is the Frobenius norm, ‖·‖₂ the
 * spectral one, ‖AB‖ ≤ ‖A‖₂‖B‖ and |tr AB| ≤ ‖A‖‖B‖.
 *
 * **Running**, where moduli and products are entrywise, |A| the moduli of the *computed* Â:
 *
 *  - a leaf given with an error of each entry: that;
 *  - product: Ĉ − AB = (Ĉ − ÂB̂) + (Â − A)B̂ + Â(B̂ − B) − (Â − A)(B̂ − B), hence
 *    E_C = (|A| + E_A)(E_B + κ_h|B|) + E_A|B| + loss, which also covers κ E_A|B|;
 *    h = ⌈log₂ n⌉, as n products are summed in a balanced tree;
 *  - inner product Σ aᵢⱼbⱼᵢ: the same sum over i and j with h = 2⌈log₂ n⌉, rows first;
 *  - sum: E = E_a + E_b + u|ĉ| + τ: each part of ĉ errs by at most u times itself;
 *  - trace, one entry after another: E = Σ E_ii + u Σ|partial sums| + τ;
 *  - q x: E = |q|E_x + ρ|q||x| + loss, ρ = 0 for a power of two, else u plus the rounding of q;
 *  - determinant, by minors D(S) of the first |S| rows (see `determinant.ts`): an inner product a level;
 *  - what layers of networks do to entries: see `layers.ts`.
 *
 * **Normal**, from ‖X‖ ≤ size·F, ‖X̂ − X‖ ≤ error·F. A unitary leaf is the nearest unitary matrix to what
 * was drawn: F = 1, size = √n, error = δ, the defect the caller vouches for; products of unitaries are
 * unitary, of spectral norm 1. An exact leaf has F = its own norm, size = 1, error = 0. With s the spectral
 * norm where it is known to be 1, else size:
 *
 *  - product: error = e_A(s_B + e_B) + s_A e_B + κ_h(size_A + e_A)(size_B + e_B) + ε, as ‖|Â||B̂|‖ ≤ ‖Â‖‖B̂‖;
 *  - inner product: the same with sizes for s; trace: √n(e + (n − 1)u(1 + nu)(size + e));
 *  - sum: e_A + e_B + u(1 + 2u)(size_A + e_A + size_B + e_B); q x: |q|(1 + ρ)e + |q|ρ size + ε.
 *
 * ε = 8n²η/θ: what underflow takes from one operation is below 8n²η, and F is raised by θ (and, for its own
 * rounding and the underflow of its squares, by the factor 1 + φ), so that εF covers it. A rule applies only
 * where at most one operand has an F that is not 1; else the result is running.
 *
 * **Residual.** Where left = right in exact arithmetic, r = fl(l̂ − r̂) has |r| ≤ (E_l + E_r)(1 + u); ratios
 * are compared as (re/b)² + (im/b)² with b = (E_l + E_r)(1 + φ), so none passes 1 by its own rounding.
 *
 * Each was checked against exact rational arithmetic: `test/fused`.
 */
import type { Rational } from "../algebra/rational.ts";
import { numberOf } from "./layers.ts";
import type { Node, Plan, View } from "./plan.ts";
import { additions, kappa } from "./precision.ts";
import type { Precision } from "./precision.ts";

export interface Normal {
  readonly kind: "normal";
  /** The leaf whose norm is F; −1 where F = 1. */
  readonly base: number;
  readonly unitary: boolean;
  readonly size: number;
  readonly error: number;
}

export type Bound = { readonly kind: "exact" } | Normal | { readonly kind: "running" };

/** κ of the products a node is made of. */
export function kappaOf(p: Precision, op: "product" | "inner", n: number): number {
  return kappa(p, (op === "product" ? 1 : 2) * additions(p, n));
}

/** Doubles err by less in each rule: a dozen operations on positive numbers. */
const up = (x: number): number => x * (1 + 2 ** -48);

/**
 * The bound of each node. `defect` is δ, at least the Frobenius distance of every unitary leaf to the
 * unitary matrices; `typed: false` uses no rule for products of normal operands.
 */
export function boundsOf(
  plan: Plan,
  p: Precision,
  options: { readonly defect: number; readonly typed: boolean },
): Bound[] {
  const { u } = p;
  const bounds: Bound[] = [];
  const normalOf = (at: number): Normal | undefined => {
    const [node, bound] = [plan.nodes[at], bounds[at]];
    if (bound.kind === "normal") return bound;
    if (bound.kind === "running") return undefined;
    if (node.op === "one")
      return { kind: "normal", base: -1, unitary: true, size: up(Math.sqrt(node.n)), error: 0 };
    return node.op === "leaf"
      ? { kind: "normal", base: at, unitary: false, size: 1, error: 0 }
      : undefined;
  };
  const spectral = (x: Normal): number => (x.unitary ? 1 : x.size);
  const running: Bound = { kind: "running" };
  const epsilon = (n: number): number => (8 * n * n * p.eta) / p.theta;

  /** Both operands as normal, where a rule for them is wanted and there is one. */
  const both = (left: View, right: View): readonly [Normal, Normal] | undefined => {
    const inexact = [left, right].some(({ node }) => bounds[node].kind === "normal");
    const [a, b] = [normalOf(left.node), normalOf(right.node)];
    return options.typed && inexact && a !== undefined && b !== undefined ? [a, b] : undefined;
  };
  const base = (a: Normal, b: Normal): number => Math.max(a.base, b.base);

  const boundOf = (node: Node): Bound => {
    switch (node.op) {
      case "leaf":
        return node.given === "unitary"
          ? {
              kind: "normal",
              base: -1,
              unitary: true,
              size: up(Math.sqrt(node.n)),
              error: options.defect,
            }
          : { kind: node.given === "inexact" ? "running" : "exact" };
      case "one":
      case "zero":
        return { kind: "exact" };
      case "product":
      case "inner": {
        const pair = both(node.left, node.right);
        const n = plan.nodes[node.left.node].n;
        if (pair === undefined || (pair[0].base >= 0 && pair[1].base >= 0)) return running;
        const [a, b] = pair;
        const [inner, unitary] = [node.op === "inner", a.unitary && b.unitary];
        const [sa, sb] = inner ? [a.size, b.size] : [spectral(a), spectral(b)];
        const rounding = kappaOf(p, node.op, n) * (a.size + a.error) * (b.size + b.error);
        return {
          kind: "normal",
          base: base(a, b),
          unitary: !inner && unitary,
          size: inner ? up(a.size * b.size) : up(Math.min(sa * b.size, a.size * sb)),
          error: up(a.error * (sb + b.error) + sa * b.error + rounding + epsilon(n)),
        };
      }
      case "trace": {
        const x = bounds[node.of.node];
        if (x.kind !== "normal") return running;
        const n = plan.nodes[node.of.node].n;
        const root = up(Math.sqrt(n));
        const rounding = (n - 1) * u * (1 + n * u) * (x.size + x.error);
        return {
          ...x,
          unitary: false,
          size: up(root * x.size),
          error: up(root * (x.error + rounding)),
        };
      }
      case "sum": {
        const pair = both(node.left, node.right);
        if (pair === undefined || pair[0].base !== pair[1].base) return running;
        const [a, b] = pair;
        const size = up(a.size + b.size);
        const error = up(a.error + b.error);
        return {
          kind: "normal",
          base: a.base,
          unitary: false,
          size,
          error: up(error + u * (1 + 2 * u) * (size + error)),
        };
      }
      case "scale": {
        const x = bounds[node.of.node];
        if (x.kind !== "normal") return running;
        const { value, relative } = factor(p, node.by);
        return {
          ...x,
          unitary: false,
          size: up(value * (1 + relative) * x.size),
          error: up(value * ((1 + relative) * x.error + relative * x.size) + epsilon(node.n)),
        };
      }
      case "determinant":
      case "entrywise":
        return running;
      case "ones":
        return { kind: "exact" };
      case "corner":
        return bounds[node.of.node].kind === "exact" ? { kind: "exact" } : running;
      case "pointwise": {
        const keeps =
          bounds[node.of.node].kind === "exact" &&
          node.name !== "abs" &&
          node.name !== "reciprocal" &&
          numberOf(p, node.q).error === 0;
        return keeps ? { kind: "exact" } : running;
      }
    }
  };
  for (const node of plan.nodes) bounds.push(boundOf(node));
  return bounds;
}

/**
 * A positive rational as a number of the lane, and ρ: how far a rounded product with that number may be
 * from the product with the rational, relatively, the result being normal.
 */
export function factor(
  p: Precision,
  { n, d }: Rational,
): { readonly value: number; readonly relative: number } {
  const quotient = Number(n) / Number(d);
  const value = p.lane === "f32" ? Math.fround(quotient) : quotient;
  const exactly = Number.isFinite(value) && value > 0 && isExactly(value, n, d);
  const isPower = exactly && 2 ** Math.round(Math.log2(value)) === value;
  return { value, relative: isPower ? 0 : up((exactly ? 1 : 4) * p.u * (1 + 4 * p.u)) };
}

function isExactly(value: number, n: bigint, d: bigint): boolean {
  let [significand, shift] = [value, 0n];
  for (; !Number.isInteger(significand); shift++) significand *= 2;
  return BigInt(significand) * d === n << shift;
}
