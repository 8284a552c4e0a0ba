import { DomainError } from "../errors.ts";
import { instruction as i, wasmModule, type WasmFunction } from "../program/wasmModule.ts";
import { sorted } from "./division.ts";
import type { Sparse } from "./sparse.ts";

/** A product whose coefficients may pass 2^53. */
export interface LongPolynomial {
  readonly keys: Float64Array;
  /** Of term i. */
  readonly coefficient: (i: number) => bigint;
}

/** Above this a table of all keys costs more memory than it saves time. */
const LARGEST_RANGE = 2 ** 24;

/** Bytes of the four sums of a key, and of a term of the longer factor: two digits and its place. */
const RECORD = 32;
const PAGE = 2 ** 16;

/**
 * A·B over the integers, coefficients of any size: c = c₀ + c₁ 2^b with |c₀|, |c₁| ≤ 2^(b−1), and the four
 * sums of digit products
 *
 *   Σ a₀b₀,   Σ a₀b₁,   Σ a₁b₀,   Σ a₁b₁
 *
 * are kept apart in a table over all keys below `range`, two to a vector of WebAssembly. With n terms in the
 * shorter factor each is at most n 2^(2b−2) < 2^52, so doubles are exact, and no residues are needed.
 *
 * Domain: keys of A·B below `range` ≤ 2^24; |coefficients| ≤ 2^(2b−2), which for n = 10^4 is 2^38.
 * Exactness: exact. Cost: four products a pair of terms, some 4 ns, and 32 bytes a key.
 *
 * @throws {DomainError} outside the domain
 */
export function digitProduct(A: Sparse, B: Sparse, range: number): LongPolynomial {
  if (!(range <= LARGEST_RANGE))
    throw new DomainError("digitProduct", `keys below ${LARGEST_RANGE}`, range);
  // In order of keys the tables are walked in order too, by lines that the cache holds.
  const [short, long] = (A.keys.length < B.keys.length ? [A, B] : [B, A]).map(sorted);
  const bits = Math.floor((52 - Math.log2(Math.max(1, short.keys.length))) / 2) + 1;
  const s = digits(short, bits);
  const l = digits(long, bits);
  const reach = largest(short.keys) + largest(long.keys);
  if (reach >= range)
    throw new DomainError("digitProduct", `keys of the product below ${range}`, reach);
  if (short.keys.length === 0) return { keys: new Float64Array(0), coefficient: () => 0n };
  const table = RECORD * (1 + long.keys.length);
  const bytes = table + RECORD * (reach + 1);
  const module = new WebAssembly.Module(wasmModule([accumulate], Math.ceil(bytes / PAGE)));
  const { memory, run } = new WebAssembly.Instance(module).exports as unknown as {
    readonly memory: WebAssembly.Memory;
    readonly run: (from: number, to: number, sums: number, by: number, scratch: number) => void;
  };
  const numbers = new Float64Array(memory.buffer);
  const places = new Int32Array(memory.buffer);
  long.keys.forEach((key, j) => {
    numbers.set([l.low[j], l.high[j]], (RECORD / 8) * (j + 1));
    places[(RECORD / 4) * (j + 1) + 4] = RECORD * key;
  });
  short.keys.forEach((key, i) => {
    numbers.set([s.low[i], s.low[i], s.high[i], s.high[i]]);
    run(RECORD, table, table + RECORD * key, 0, 0);
  });
  return collected(numbers.subarray(table / 8, bytes / 8), bits);
}

/** sums[place of j] += by₀ (b₀, b₁), by₁ (b₀, b₁) for the terms j from `from` to `to`, addresses all. */
const accumulate: WasmFunction = (() => {
  const [from, to, sums, by, at, low, high, term] = [0, 1, 2, 3, 4, 5, 6, 7];
  const more = (offset: number, factor: number): number[] => [
    ...i.get(at),
    ...i.get(at),
    ...i.load(offset),
    ...i.get(factor),
    ...i.get(term),
    ...i.mul,
    ...i.add,
    ...i.store(offset),
  ];
  const body = [
    ...i.get(from),
    ...i.loadInteger(16),
    ...i.get(sums),
    ...i.addIntegers,
    ...i.set(at),
    ...i.get(from),
    ...i.load(0),
    ...i.set(term),
    ...more(0, low),
    ...more(16, high),
    ...i.get(from),
    ...i.integer(RECORD),
    ...i.addIntegers,
    ...i.tee(from),
    ...i.get(to),
    ...i.below,
  ];
  const factors = [
    ...[...i.get(by), ...i.load(0), ...i.set(low)],
    ...[...i.get(by), ...i.load(16), ...i.set(high)],
  ];
  return { type: 5, vectors: 3, code: [...factors, ...i.loop(body)] };
})();

/** Balanced digits: c = low + high · 2^bits. */
function digits(
  { coefficients }: Sparse,
  bits: number,
): { readonly low: Float64Array; readonly high: Float64Array } {
  const base = 2 ** bits;
  const high = Float64Array.from(coefficients, (c) => Math.round(c / base));
  const low = Float64Array.from(coefficients, (c, i) => c - high[i] * base);
  if (high.some((h) => Math.abs(h) > base / 2))
    throw new DomainError("digitProduct", `coefficients up to 2^${2 * bits - 2}`, "a larger one");
  return { low, high };
}

/** The terms that are not 0, in order of keys; digits may cancel to 0 only together. */
function collected(sums: Float64Array, bits: number): LongPolynomial {
  const shift = BigInt(bits);
  const at = (k: number): bigint =>
    BigInt(sums[k]) +
    ((BigInt(sums[k + 1] + sums[k + 2]) + (BigInt(sums[k + 3]) << shift)) << shift);
  const keys: number[] = [];
  for (let k = 0; k < sums.length; k += 4) {
    const isEmpty = sums[k] === 0 && sums[k + 1] === 0 && sums[k + 2] === 0 && sums[k + 3] === 0;
    // Sums of digit products are no digits themselves: 2^b − 1·2^b is 0.
    if (!isEmpty && at(k) !== 0n) keys.push(k / 4);
  }
  return { keys: Float64Array.from(keys), coefficient: (i) => at(4 * keys[i]) };
}

function largest(values: readonly number[]): number {
  let most = 0;
  for (const v of values) if (v > most) most = v;
  return most;
}
