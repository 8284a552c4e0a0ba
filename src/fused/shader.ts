/**
 * A check left = right over matrices, compiled to one WGSL kernel in float32: one pass over the samples, the worst
 * ratio, its index and the counts reduced on the device. The rules of its bounds are those of `bounds.ts`.
 *
 * **Arithmetic.** What WGSL promises (W3C, WebGPU Shading Language, 15.7, floating point evaluation), and no more:
 *
 *  - sums, products: either neighbour of the exact result, hence u = 2⁻²³. A complex product errs by c u|a||b| with
 *    c = 2√2(1 + 2u): each part is two real products and a sum, so γ₂(|a₁b₁| + |a₂b₂|), and √2|a||b| bounds the pair;
 *  - fused or reassociated only where that is at least as accurate as what is written;
 *  - quotients within 2.5 ulp, roots within 5 ulp: below the 2n + 20 roundings of φ that a bound is raised by, twice
 *    in the residual;
 *  - subnormal operands and results may be flushed, in one place and not in another: η = 2⁻¹²⁴, four times what an
 *    operation may lose, stands for all losses of an operation and of those that read its result. Inputs that
 *    are subnormal are made zero when they are loaded: the sample is what was loaded;
 *  - overflow and NaN have no meaning: samples that are not finite, or so large that a number of the kernel could
 *    pass 2⁹⁰ (`largestInput`), are found where they are loaded, counted, and not run.
 */
import { DomainError, FrameworkError } from "../errors.ts";
import type { Term } from "../term/term.ts";
import { boundsOf } from "./bounds.ts";
import type { Gpu } from "./gpu.ts";
import { gpuProgram } from "./gpu.ts";
import type { Tally } from "./instance.ts";
import { evaluated } from "./kernel.ts";
import type { Evaluated, SideValue } from "./kernel.ts";
import { VECTOR } from "./macros.ts";
import { isOfLayer, plan } from "./plan.ts";
import type { Plan, Refused } from "./plan.ts";
import type { Precision } from "./precision.ts";
import { precisions } from "./precision.ts";
import { schedule } from "./schedule.ts";
import type { Schedule } from "./schedule.ts";
import { BEYOND, literal, shaderOperations } from "./shaderMacros.ts";
import type { ShaderFunction } from "./shaderMacros.ts";

export interface ShaderOptions {
  readonly size: number;
  readonly capacity: number;
  readonly unitary?: (name: string) => boolean;
  /** δ, as for `fuse`. */
  readonly defect?: number;
  readonly bound?: "typed" | "running" | "none";
}

export interface ShaderKernel {
  readonly kind: "kernel";
  readonly unknowns: readonly string[];
  readonly capacity: number;
  readonly load: (name: string, re: ArrayLike<number>, im: ArrayLike<number>) => void;
  readonly check: (samples: number, limit?: number) => Promise<Tally>;
  /** Bounds are infinite where the sample was not run. */
  readonly at: (sample: number) => Promise<Evaluated[]>;
  /** Gives the device's memory back. */
  readonly close: () => void;
}

/** What WGSL guarantees of float32; see the module's comment. */
export const shaderPrecision: Precision = {
  ...precisions.f32,
  u: 2 ** -23,
  eta: 2 ** -124,
  complexProduct: 2 * Math.SQRT2 * (1 + 2 ** -20),
  trees: false,
};

/** Numbers of scratch memory of one sample. */
const MOST_NUMBERS = 8192;

/**
 * Compiles left = right, component by component.
 *
 * @throws {DomainError} if the capacity is no positive integer, or the inputs do not fit a buffer of the device
 */
export async function fuseShader(
  gpu: Gpu,
  left: readonly Term[],
  right: readonly Term[],
  options: ShaderOptions,
): Promise<ShaderKernel | Refused> {
  const { size, capacity, unitary = () => false, bound = "typed", defect = 0 } = options;
  const p = shaderPrecision;
  if (!(Number.isSafeInteger(capacity) && capacity >= 1))
    throw new DomainError("fuseShader", "a capacity of at least one sample", capacity);
  const planned = plan(left, right, size, unitary);
  if ("kind" in planned) return planned;
  const layer = planned.nodes.find(isOfLayer);
  if (layer !== undefined) return { kind: "refused", reason: `${layer.op} on a GPU` };
  const bounds = boundsOf(planned, p, { defect, typed: bound === "typed" });
  const bounded = bound !== "none";
  const made = schedule(planned, bounds, p, shaderOperations(p, size, bounded), bounded);
  const numbers = (made.bytes + made.tile) / VECTOR;
  if (numbers > MOST_NUMBERS)
    return { kind: "refused", reason: `${numbers} numbers a sample, shaders hold ${MOST_NUMBERS}` };
  const limitOfInputs = largestInput(planned);
  const rows = made.tile / VECTOR;
  const program = await gpuProgram(gpu, shaderCode(made), { rows, capacity, numbers });

  const data = new Float32Array((rows + 1) * capacity);
  /** Of each unknown, the samples that are not finite (2) or too large (1). */
  const faults = new Map([...made.leaves.keys()].map((name) => [name, new Uint8Array(capacity)]));
  let stale = true;
  const load: ShaderKernel["load"] = (name, re, im) => {
    const leaf = made.leaves.get(name);
    const fault = faults.get(name);
    if (leaf === undefined || fault === undefined)
      throw new DomainError("load", `one of ${[...made.leaves.keys()].join(", ")}`, name);
    const count = re.length / leaf.entries;
    if (!(Number.isInteger(count) && count <= capacity && im.length === re.length))
      throw new DomainError(
        "load",
        `up to ${capacity} arrays of ${leaf.entries} entries`,
        re.length,
      );
    fault.fill(0, 0, count);
    for (let sample = 0, from = 0; sample < count; sample++)
      for (let k = 0; k < leaf.entries; k++, from++)
        [re, im].forEach((part, which) => {
          const x = Math.fround(part[from]);
          const size = Math.abs(x);
          const kind = Number.isNaN(x) ? 2 : size > limitOfInputs ? 1 : 0;
          fault[sample] = Math.max(fault[sample], kind);
          const row = leaf.offset / VECTOR + 2 * k + which;
          data[row * capacity + sample] = kind > 0 || size < 2 ** -126 ? 0 : x;
        });
    stale = true;
  };
  const prepared = (samples: number): { nan: number; infinite: number } => {
    let [nan, infinite] = [0, 0];
    for (let sample = 0; sample < capacity; sample++) {
      let worst = 0;
      for (const fault of faults.values()) worst = Math.max(worst, fault[sample]);
      data[rows * capacity + sample] = worst === 0 ? 1 : 0;
      if (sample >= samples) continue;
      if (worst === 2) nan++;
      if (worst === 1) infinite++;
    }
    if (stale) program.write(data);
    stale = false;
    return { nan, infinite };
  };
  const inside = (where: string, x: number, most: number): void => {
    if (!(Number.isSafeInteger(x) && x >= 0 && x <= most))
      throw new DomainError(where, `0 to ${most} samples`, x);
  };
  return {
    kind: "kernel",
    unknowns: [...made.leaves.keys()],
    capacity,
    load,
    check: async (samples, limit = 1) => {
      inside("check", samples, capacity);
      const { nan, infinite } = prepared(samples);
      const { squared, sample, oversized } = await program.check(samples, limit);
      const worst = squared >= BEYOND ? Infinity : Math.sqrt(squared);
      return { samples, worst, sample, nan, infinite, oversized, unfit: 0 };
    },
    at: async (sample) => {
      inside("at", sample, capacity - 1);
      prepared(capacity);
      const memory = await program.at(sample);
      const found = evaluated(made, made.bytes, (address) => memory[address / VECTOR]);
      if (data[rows * capacity + sample] === 1) return found;
      const unknown = (side: SideValue): SideValue => ({
        ...side,
        bound: side.bound.fill(Infinity),
      });
      return found.map(({ left: l, right: r }) => ({ left: unknown(l), right: unknown(r) }));
    },
    close: program.close,
  };
}

/**
 * The largest modulus of a part of an input at which no number of the kernel passes 2⁹⁰: majorants M of the parts
 * of values, of bounds, and of the terms of both, with a factor 8 an operation for (|A| + E)(|B| + E) and the
 * moduli; the squares of a norm besides.
 */
export function largestInput({ nodes }: Plan): number {
  const top = (input: number): number => {
    const M: number[] = [];
    let most = 0;
    for (const node of nodes) {
      const of = (at: { readonly node: number }): number => M[at.node];
      const rows = (at: { readonly node: number }): number => nodes[at.node].n;
      const value = ((): number => {
        switch (node.op) {
          case "leaf":
            return Math.max(1, input, 2 * node.n * node.n * input * input);
          case "one":
          case "zero":
            return 1;
          case "product":
            return 8 * node.n * of(node.left) * of(node.right);
          case "inner":
            return 8 * rows(node.left) ** 2 * of(node.left) * of(node.right);
          case "trace":
            return 2 * rows(node.of) * of(node.of);
          case "determinant":
            return (8 * rows(node.of) * of(node.of)) ** rows(node.of);
          case "sum":
            return 8 * (of(node.left) + of(node.right));
          case "scale":
            return 8 * of(node.of) * Math.max(1, Number(node.by.n) / Number(node.by.d));
          default:
            throw new FrameworkError(`no majorant of ${node.op}`);
        }
      })();
      M.push(node.op === "leaf" ? Math.max(1, input) : value);
      most = Math.max(most, value);
    }
    return most;
  };
  let exponent = 44;
  while (exponent > -44 && !(top(2 ** exponent) <= 2 ** 90)) exponent--;
  return top(2 ** exponent) <= 2 ** 90 ? 2 ** exponent : 0;
}

/** The module: scratch memory, the functions, and `sample(s)`, which fills the memory and the tally of one. */
function shaderCode(made: Schedule<ShaderFunction>): string {
  const base = made.bytes / VECTOR;
  const functions = made.functions.map(({ parameters, body }, k) => {
    const list = parameters.map((name) => `${name}: i32`).join(", ");
    return `fn f${k}(${list}) {${body}}`;
  });
  const calls = made.calls.map(({ f, operands }) => {
    const at = operands.map(({ address, relative }) => address / VECTOR + (relative ? base : 0));
    return `f${f}(${at.join(", ")});`;
  });
  const constants = made.constants.map(
    ({ address, value }) => `m[${address / VECTOR}] = ${literal(value)};`,
  );
  return `
var<private> m: array<f32, ${(made.bytes + made.tile) / VECTOR}>;
var<private> ratio: f32;
var<private> largest: f32;
${functions.join("\n")}
fn constants() {${constants.join("")}}
fn sample(s: u32) {
  ratio = 0.0f;
  largest = 0.0f;
  for (var k = 0u; k < ${made.tile / VECTOR}u; k++) {m[${base}u + k] = data[k*settings.capacity + s];}
  ${calls.join("\n  ")}
}`;
}
