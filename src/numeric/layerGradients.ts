/**
 * A periodic layer of `convolution.ts` with both its gradients, for a cotangent g = ∂L/∂y:
 *
 *   y_l(p) = Σ_q Σ_k ψ_lk(q) f_k(p + q − c),
 *   ∂L/∂f_k(x) = Σ_q Σ_l ψ_lk(q) g_l(x − q + c),   ∂L/∂ψ_lk(q) = Σ_p f_k(p + q − c) g_l(p), over all samples too.
 *
 * **Bound.** Each is one matrix product by im2col, of sums of n terms: by Higham 3.1 and Cauchy and Schwarz
 * |fl − exact| ≤ γ_n Σ|a||b| + nω ≤ γ_n ‖a‖‖b‖ + nω, in any order. The norms are those of a patch and of a filter,
 * or of two channels: sums of squares, whose own roundings inflate them, with 2⁻⁶² √n for squares that underflow
 * and 2⁻²⁰ for the root. For normal entries this is π/2 times the sum of moduli, and costs no second product.
 */
import { DomainError } from "../errors.ts";
import { im2col } from "./convolution.ts";
import type { Filter, Signal } from "./convolution.ts";
import type { Device } from "./device.ts";
import type { Tensor } from "./kernels.ts";
import { gamma, inflation, OMEGA } from "./rounding.ts";

/** Values and the bound on their errors. */
export interface Bounded {
  readonly values: Tensor;
  readonly err: Tensor;
}

export interface Gradients {
  /** [B, h, w, L]. */
  readonly output: Bounded;
  /** [B, h, w, K]. */
  readonly signal: Bounded;
  /** [taps·K, L], tap by tap. */
  readonly filter: Bounded;
}

/**
 * Inside a scope of the device. Domain: odd sides of the filter, exact signals (f.err is not read).
 *
 * @throws {DomainError} if shapes do not fit
 */
export function layerWithGradients(
  { kernels: k, unitRoundoff: u }: Pick<Device, "kernels" | "unitRoundoff">,
  f: Signal,
  filter: Filter,
  g: Tensor,
): Gradients {
  const { height, width, from, to } = filter;
  if (height % 2 === 0 || width % 2 === 0)
    throw new DomainError("layerWithGradients", "odd sides", `${height} x ${width}`);
  if (from !== f.channels || filter.values.length !== height * width * from * to)
    throw new DomainError("layerWithGradients", `a filter from ${f.channels} channels`, from);
  const shape = [f.size, f.height, f.width, to];
  if (g.shape.join() !== shape.join())
    throw new DomainError("layerWithGradients", `a cotangent ${shape.join(" x ")}`, g.shape.join());
  const taps = height * width;
  const pixels = f.size * f.height * f.width;
  const patches = (part: Tensor, channels: number): Tensor =>
    k.reshape(im2col(k, { ...f, channels }, part, filter, "wrap", 1), [pixels, taps * channels]);
  const product = (a: Tensor, b: Tensor, normA: Tensor, normB: Tensor, n: number): Bounded => ({
    values: k.matMul(a, b),
    err: k.plus(k.times(k.matMul(normA, normB), gamma(u, n) * inflation(u, 4)), n * OMEGA),
  });
  /** √Σ over the last axis of [rows, n], raised. */
  const norms = (squares: Tensor, n: number): Tensor =>
    k.plus(
      k.times(k.apply("sqrt", k.sum(squares, 1)), inflation(u, n + 4) * (1 + 2 ** -20)),
      2 ** -62 * Math.sqrt(n),
    );
  const square = (x: Tensor): Tensor => k.mul(x, x);
  /** Norms of patches: squares are summed over channels first, as patches of those are few. */
  const patchNorms = (part: Tensor, channels: number): Tensor => {
    const perPixel = k.sum(k.reshape(square(part), [pixels, channels]), 1);
    const map = k.reshape(perPixel, [f.size, f.height, f.width, 1]);
    // Each partial sum has met `channels` roundings already.
    const raised = k.times(map, inflation(u, channels));
    return k.reshape(norms(patches(raised, 1), taps * channels), [pixels, 1]);
  };
  const columnNorms = (x: Float32Array, columns: number): Tensor => {
    const sums = new Float64Array(columns);
    x.forEach((v, at) => (sums[at % columns] += v * v));
    return k.tensor(
      Float32Array.from(sums, (s) => Math.sqrt(s) * (1 + 2 ** -20)),
      [1, columns],
    );
  };
  const flipped = transposed(filter);
  const G = patches(g, to);
  const total = (x: Tensor, channels: number): Tensor =>
    norms(k.transpose(k.reshape(square(x), [pixels, channels]), [1, 0]), pixels);
  const as = (x: Bounded, to: readonly number[]): Bounded => ({
    values: k.reshape(x.values, to),
    err: k.reshape(x.err, to),
  });
  const output = product(
    patches(f.values, from),
    k.tensor(filter.values, [taps * from, to]),
    patchNorms(f.values, from),
    columnNorms(filter.values, to),
    taps * from,
  );
  const signal = product(
    G,
    k.tensor(flipped, [taps * to, from]),
    patchNorms(g, to),
    columnNorms(flipped, from),
    taps * to,
  );
  // Σ_x f(x) g(x − q + c): the patches of g, tap by tap from the last, so that those of f are not turned.
  const cotangents = k.reshape(total(g, to), [1, to]);
  const columns = product(
    k.transpose(k.reshape(f.values, [pixels, from]), [1, 0]),
    G,
    k.reshape(total(f.values, from), [from, 1]),
    k.concat(
      Array.from({ length: taps }, () => cotangents),
      1,
    ),
    pixels,
  );
  const byTap = (x: Tensor): Tensor =>
    k.concat(
      Array.from({ length: taps }, (_, tap) => k.slice(x, [0, (taps - 1 - tap) * to], [from, to])),
      0,
    );
  return {
    output: as(output, shape),
    signal: as(signal, f.values.shape),
    filter: { values: byTap(columns.values), err: byTap(columns.err) },
  };
}

/** ψ(−q) with channels exchanged: the layer of the adjoint, as [taps·L, K]. */
function transposed({ height, width, from, to, values }: Filter): Float32Array {
  const taps = height * width;
  const out = new Float32Array(values.length);
  for (let tap = 0; tap < taps; tap++)
    for (let c = 0; c < from; c++)
      for (let l = 0; l < to; l++)
        out[(tap * to + l) * from + c] = values[((taps - 1 - tap) * from + c) * to + l];
  return out;
}
