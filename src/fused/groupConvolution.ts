/**
 * Convolutions of real functions on a finite group, (f ∗ ψ)(x) = Σ_y f(y) ψ(y⁻¹x), one pass with a bound:
 * is (f∘left) ∗ ψ = (f ∗ ψ)∘right for given maps `left`, `right` of the group to itself?
 *
 * **Bound.** Each value is a sum of n products, one after another: |fl − exact| ≤ γ Σ_y |f(y)||ψ(y⁻¹x)| + nη/2,
 * (1 + u)^n − 1 ≤ γ = nu(1 + nu) for nu ≤ 1, and Σ_y |f(y)||ψ(y⁻¹x)| ≤ ‖f‖‖ψ‖ by Cauchy and Schwarz, as
 * y ↦ y⁻¹x is a permutation; if `left` is one too, as it must be, ‖f∘left‖ = ‖f‖. So |r| ≤ b for
 * b = 2γ(1 + φ)(‖f‖ + τ')(‖ψ‖ + τ') + 4nη, where τ' = n√η covers the underflow of the squares (the root of
 * n losses of η), and φ the 2n + 20 roundings of norms, products and residual (`precision.ts`). For normal
 * inputs ‖f‖‖ψ‖ is π/2 times the sum it stands for.
 */
import { DomainError } from "../errors.ts";
import { indicesOf } from "../groups/finiteGroup.ts";
import type { FiniteGroup } from "../groups/finiteGroup.ts";
import { instruction as i, laneInstructions } from "../program/wasmModule.ts";
import type { LaneName, WasmFunction } from "../program/wasmModule.ts";
import { emitter } from "./emitter.ts";
import type { Place } from "./emitter.ts";
import { instantiate } from "./instance.ts";
import type { Batch } from "./instance.ts";
import { VECTOR, writer } from "./macros.ts";
import { precisions, slack } from "./precision.ts";
import type { Precision } from "./precision.ts";
import { reduce } from "./residual.ts";

export interface ConvolutionOptions {
  readonly group: FiniteGroup;
  /** Permutations of the elements. */
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly lane: LaneName;
  readonly capacity: number;
  /** Without it the residual itself is reduced. */
  readonly bounded?: boolean;
}

export interface ConvolutionKernel extends Batch {
  /** Both sides at one sample, by element, and the bound on their difference. */
  readonly at: (sample: number) => {
    readonly left: Float64Array;
    readonly right: Float64Array;
    readonly bound: number;
  };
}

/** The largest group: beyond, functions of this form are too long to compile well. */
const MOST_ELEMENTS = 64;
/** Outputs summed side by side: with more, Node 20 keeps them in memory. */
const BLOCK = 4;

/**
 * Unknowns `f` and `psi`, real, n entries a sample.
 *
 * Domain: groups of at most 64 elements. Cost: 2n² products and sums a sample, 4n more for the bound.
 *
 * @throws {DomainError} if the group is larger, a map is no permutation, or the inputs do not fit 2 GiB
 */
export function convolutionKernel(options: ConvolutionOptions): ConvolutionKernel {
  const { group: G, left, right, lane, capacity, bounded = true } = options;
  const p = precisions[lane];
  const n = G.order;
  if (n > MOST_ELEMENTS)
    throw new DomainError("convolutionKernel", `a group of up to ${MOST_ELEMENTS} elements`, n);
  const elements = indicesOf(G);
  for (const map of [left, right])
    if ([...map].sort((a, b) => a - b).join() !== elements.join())
      throw new DomainError("convolutionKernel", "permutations of the elements", map.join());
  const argument = (y: number, x: number): number => G.op(G.inv(y), x);
  const emit = emitter<WasmFunction>();
  const [f, psi] = ["f", "psi"].map((name) => emit.leaf(name, n, 1));
  const [one, other] = [1, 2].map(() => emit.allocate(VECTOR * n));
  const bound = emit.allocate(VECTOR);
  emit.call("left", () => convolve(p, n, (y) => left[y], argument), one, f, psi);
  const moved = (y: number, x: number): number => argument(y, right[x]);
  emit.call("right", () => convolve(p, n, (y) => y, moved), other, f, psi);
  const tile = { address: 0, relative: true };
  emit.call("difference", () => difference(p, n, bounded), tile, one, other, f, psi, bound);
  const { reader, ...batch } = instantiate("convolutionKernel", emit.done(), p, capacity);
  return {
    ...batch,
    at: (sample) => {
      const { number } = reader(sample);
      const side = ({ address }: Place): Float64Array =>
        Float64Array.from(elements, (x) => number(address + VECTOR * x));
      return { left: side(one), right: side(other), bound: number(bound.address) };
    },
  };
}

/** (out, f, psi): Σ_y f(from(y)) ψ(argument(y, x)) for each x. */
function convolve(
  p: Precision,
  n: number,
  from: (y: number) => number,
  argument: (y: number, x: number) => number,
): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(3);
  const value = w.fresh();
  const sums = Array.from({ length: BLOCK }, w.fresh);
  for (let start = 0; start < n; start += BLOCK) {
    const outputs = sums.slice(0, Math.min(BLOCK, n - start));
    for (let y = 0; y < n; y++) {
      w.say(i.get(1), i.load(VECTOR * from(y)), i.set(value));
      outputs.forEach((sum, k) => {
        const place = VECTOR * argument(y, start + k);
        const product = [...i.get(value), ...i.get(2), ...i.load(place), ...f.mul];
        w.say(y === 0 ? product : [...i.get(sum), ...product, ...f.add], i.set(sum));
      });
    }
    outputs.forEach((sum, k) => {
      w.say(i.get(0), i.get(sum), i.store(VECTOR * (start + k)));
    });
  }
  return w.done();
}

/** (tile, left, right, f, psi, out): the bound, and max |left − right| against it. */
function difference(p: Precision, n: number, bounded: boolean): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(6);
  const [bound, x] = [w.fresh(), w.fresh()];
  const found = { most: w.fresh(), total: w.fresh(), largest: w.fresh() };
  if (bounded) {
    const gamma = n * p.u * (1 + n * p.u);
    const parts = [w.fresh(), w.fresh(), w.fresh(), w.fresh()];
    for (const base of [3, 4]) {
      parts.forEach((part) => w.say(f.all(0), i.set(part)));
      for (let k = 0; k < n; k++) {
        const part = parts[k % 4];
        w.say(i.get(base), i.load(VECTOR * k), i.tee(x), i.get(x), f.mul);
        w.say(i.get(part), f.add, i.set(part));
      }
      w.say(i.get(parts[0]), i.get(parts[1]), f.add, i.get(parts[2]), i.get(parts[3]), f.add);
      w.say(f.add, f.sqrt, f.all(n * Math.sqrt(p.eta)), f.add);
      if (base === 3) w.say(i.set(bound));
    }
    w.say(i.get(bound), f.mul, f.all(p.up(2 * gamma * (1 + slack(p, n)))), f.mul);
    w.say(f.all(4 * n * p.eta), f.add, i.tee(bound), i.set(found.largest));
    w.say(i.get(5), i.get(bound), i.store(0));
  } else w.say(f.all(1), i.set(bound));
  for (let k = 0; k < n; k++) {
    w.say(i.get(1), i.load(VECTOR * k), i.get(2), i.load(VECTOR * k), f.sub, f.abs, i.set(x));
    w.say(i.get(found.most), i.get(x), f.max, i.set(found.most));
    w.say(i.get(found.total), i.get(x), f.add, i.set(found.total));
  }
  w.say(i.get(found.total), i.get(found.largest), f.add, i.set(found.total));
  w.say(i.get(found.most), i.get(bound), f.div, i.tee(x), i.get(x), f.mul, i.set(found.most));
  reduce(p, w, found);
  return w.done();
}
