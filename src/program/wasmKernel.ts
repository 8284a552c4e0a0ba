import { DomainError } from "../errors.ts";
import { arity, operation, type Program } from "./program.ts";
import { constantResidues, isModulus, MODULUS_BOUND, type ResidueKernel } from "./residues.ts";
import { instruction as i, wasmModule, type WasmFunction } from "./wasmModule.ts";

const { variable, constant, add, sub, neg, mul, div } = operation;

/** Nodes a function: the compilers of browsers take more than linear time in the length of one. */
const BLOCK = 256;
/** Values and products stay below this, so that a reduction's quotient times p is exact. */
const LIMIT = 2 ** 52;
const LANE = 16;
const PAGE = 2 ** 16;

/**
 * A program compiled to WebAssembly with SIMD, two points of GF(p) at a time. Values are signed doubles
 * congruent to the true ones; their largest size is known for each node, and one is reduced only where a
 * product or sum could pass 2^52:  x − nearest(x/p) p,  at most p/2 + 2 in size.
 *
 * Exactness: exact, as `residueKernel`, its reference. Cost: some 2 ms to compile 1000 nodes, then about
 * 1 ns a node and point; an inverse takes 50 products. In a browser's main thread large modules may
 * compile in workers only.
 *
 * @throws {DomainError} if p is not a prime with 2^20 < p < 2^26, or divides the denominator of a constant
 */
export function wasmKernel(program: Program, p: number): ResidueKernel {
  if (!(p > 2 ** 20 && p < MODULUS_BOUND) || !isModulus(p))
    throw new DomainError("wasmKernel", "a prime between 2^20 and 2^26", p);
  const { variables, roots } = program;
  const inputs = variables.length * LANE;
  const scratch = inputs + LANE * program.ops.length;
  const outputs = LANE * (roots.length + 1);
  const pages = Math.ceil((scratch + outputs) / PAGE);
  const functions = compile(program, p, inputs, scratch);
  const module = new WebAssembly.Module(wasmModule(functions, pages));
  const { memory, run } = new WebAssembly.Instance(module).exports as unknown as {
    readonly memory: WebAssembly.Memory;
    readonly run: (start: number) => void;
  };
  const numbers = new Float64Array(memory.buffer);
  const out = scratch / 8;
  return (points, count) => {
    if (points.length !== variables.length * count)
      throw new DomainError("wasmKernel", `${variables.length} x ${count} values`, points.length);
    const values = new Float64Array(roots.length * count);
    const defined = new Uint8Array(count);
    for (let at = 0; at < count; at += 2) {
      const lanes = Math.min(2, count - at);
      for (let v = 0; v < variables.length; v++)
        for (let lane = 0; lane < 2; lane++)
          numbers[2 * v + lane] = points[v * count + at + Math.min(lane, lanes - 1)];
      run(0);
      for (let lane = 0; lane < lanes; lane++) {
        roots.forEach((_, r) => (values[r * count + at + lane] = numbers[out + 2 * r + lane]));
        defined[at + lane] = numbers[out + 2 * roots.length + lane] === 1 ? 1 : 0;
      }
    }
    return { values, defined };
  };
}

/** The functions: the reduction, the inverse, the blocks of nodes, and `run`, which calls those. */
function compile(program: Program, p: number, inputs: number, scratch: number): WasmFunction[] {
  const { ops, left, right, roots } = program;
  const constants = constantResidues(program, p).map((c) => (c > p / 2 ? c - p : c));
  const reducedSize = p / 2 + 2;
  const reduction = (x: number): number[] => [
    ...i.tee(x),
    ...i.get(x),
    ...i.vector(1 / p),
    ...i.mul,
    ...i.nearest,
    ...i.vector(p),
    ...i.mul,
    ...i.sub,
  ];
  const reduce: WasmFunction = {
    type: 1,
    vectors: 0,
    code: [...i.get(0), ...reduction(0)],
  };
  const [REDUCE, INVERSE] = [0, 1];
  const inverse: WasmFunction = { type: 1, vectors: 1, code: fermat(p, REDUCE) };
  const home = (node: number): number => inputs + LANE * node;
  const defined = scratch + LANE * roots.length;
  const lastUse = lastUses(program);
  /** A bound on |value|, as code is emitted. */
  const size = new Float64Array(ops.length);

  const block = (from: number, to: number): WasmFunction => {
    const code: number[] = [];
    const say = (...parts: readonly (readonly number[])[]): void => {
      for (const part of parts) for (const byte of part) code.push(byte);
    };
    // Local 0 is the address 0; node k of the block is local 1 + k − from.
    const local = (node: number): number => 1 + node - from;
    const put = (node: number): void => say(i.set(local(node)));
    const push = (node: number): void => {
      if (ops[node] === constant) say(i.vector(constants[left[node]]));
      else if (node >= from) say(i.get(local(node)));
      else say(i.get(0), i.load(home(node)));
    };
    const keep = (node: number): void => {
      if (lastUse[node] >= to) say(i.get(0), i.get(local(node)), i.store(home(node)));
    };
    const reduceInPlace = (node: number): void => {
      if (node >= from) {
        push(node);
        say(i.call(REDUCE));
        put(node);
        keep(node);
      } else {
        say(i.get(0));
        push(node);
        say(i.call(REDUCE), i.store(home(node)));
      }
      size[node] = reducedSize;
    };
    /** Reduces operands, the larger first, until the bound on the result fits. */
    const within = (a: number, b: number, bound: () => number): void => {
      while (bound() > LIMIT) reduceInPlace(size[a] >= size[b] ? a : b);
    };
    const product = (k: number, a: number, b: number): void => {
      within(a, b, () => size[a] * size[b]);
      push(a);
      push(b);
      say(i.mul);
      size[k] = size[a] * size[b];
    };
    const power = (k: number, a: number, e: number): void => {
      if (size[a] > reducedSize) reduceInPlace(a);
      size[k] = reducedSize;
      say(i.vector(1));
      for (const bit of e.toString(2)) {
        if (e === 0) break;
        put(k);
        say(i.get(local(k)), i.get(local(k)), i.mul, i.call(REDUCE));
        if (bit === "1") {
          push(a);
          say(i.mul, i.call(REDUCE));
        }
      }
    };
    for (let k = from; k < to; k++) {
      const [a, b] = [left[k], right[k]];
      switch (ops[k]) {
        case constant:
          size[k] = Math.abs(constants[a]);
          say(i.vector(constants[a]));
          break;
        case variable:
          size[k] = p;
          say(i.get(0), i.load(LANE * a));
          break;
        case add:
        case sub:
          within(a, b, () => size[a] + size[b]);
          push(a);
          push(b);
          say(ops[k] === add ? i.add : i.sub);
          size[k] = size[a] + size[b];
          break;
        case neg:
          push(a);
          say(i.negative);
          size[k] = size[a];
          break;
        case mul:
          product(k, a, b);
          break;
        case div:
          reduceInPlace(b);
          say(i.get(0), i.get(0), i.load(defined));
          push(b);
          say(i.vector(0), i.notEqual, i.and, i.store(defined));
          if (size[a] > reducedSize) reduceInPlace(a);
          push(b);
          say(i.call(INVERSE));
          push(a);
          say(i.mul);
          size[k] = reducedSize * size[a];
          break;
        default:
          power(k, a, b);
      }
      put(k);
      keep(k);
    }
    return { type: 0, vectors: to - from, code };
  };
  const blocks: WasmFunction[] = [];
  for (let from = 0; from < ops.length; from += BLOCK)
    blocks.push(block(from, Math.min(ops.length, from + BLOCK)));
  const run = [...i.get(0), ...i.vector(1), ...i.store(defined)];
  blocks.forEach((_, k) => run.push(...i.get(0), ...i.call(2 + k)));
  roots.forEach((root, r) => {
    // To 0 … p − 1: the reduced value, plus p where it is negative.
    const value = [...i.get(0), ...i.load(home(root)), ...i.call(REDUCE), ...i.tee(1)];
    const carry = [...i.get(1), ...i.vector(0), ...i.lessThan, ...i.vector(p), ...i.and, ...i.add];
    run.push(...i.get(0), ...value, ...carry, ...i.store(scratch + LANE * r));
  });
  return [reduce, inverse, ...blocks, { type: 0, vectors: 1, code: run }];
}

/** x^(p − 2), the inverse of a reduced x ≠ 0, by squaring from the top bit. */
function fermat(p: number, REDUCE: number): number[] {
  const code = [...i.get(0), ...i.set(1)];
  for (const bit of (p - 2).toString(2).slice(1)) {
    code.push(...i.get(1), ...i.get(1), ...i.mul, ...i.call(REDUCE), ...i.set(1));
    if (bit === "1") code.push(...i.get(1), ...i.get(0), ...i.mul, ...i.call(REDUCE), ...i.set(1));
  }
  return [...code, ...i.get(1)];
}

/** The last node that reads each node; roots are read at the end. */
function lastUses({ ops, left, right, roots }: Program): Int32Array {
  const last = new Int32Array(ops.length).fill(-1);
  for (let k = 0; k < ops.length; k++) {
    if (arity[ops[k]] > 0) last[left[k]] = k;
    if (arity[ops[k]] > 1) last[right[k]] = k;
  }
  for (const root of roots) last[root] = ops.length;
  return last;
}
