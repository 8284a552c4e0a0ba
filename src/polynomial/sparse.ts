import { Unfit } from "./unfit.ts";

/**
 * A polynomial without order: term i is coefficients[i] times the monomial of keys[i]; keys differ, and
 * no coefficient is 0. Plain arrays: thousands of small polynomials are made, and typed arrays of more
 * than 8 numbers are costly to make and to collect. Coefficients are integers (below 2^53), or residues modulo a prime p < 2^26.
 */
export interface Sparse {
  readonly keys: readonly number[];
  readonly coefficients: readonly number[];
  /** The 1-norm over the integers; 0 modulo p, where no bound is needed. */
  readonly norm: number;
  /** Upper bounds, by measure of the packing. */
  readonly degrees: readonly number[];
}

export const zeroPolynomial: Sparse = {
  keys: [],
  coefficients: [],
  norm: 0,
  degrees: [],
};

/** c times the monomial. */
export function monomial(key: number, c: number, degrees: readonly number[]): Sparse {
  return {
    keys: [key],
    coefficients: [c],
    norm: Math.abs(c),
    degrees,
  };
}

/** m·f, m ≠ 0; over the integers (p = 0) the caller knows that the products are integers below 2^53. */
export function scaled(f: Sparse, m: number, p: number): Sparse {
  if (m === 1) return f;
  const coefficients = f.coefficients.map((c) => (p > 0 ? (c * m) % p : c * m));
  return { ...f, coefficients, norm: f.norm * Math.abs(m) };
}

/** f/d, for an integer d > 0 that divides every coefficient. */
export function divided(f: Sparse, d: number): Sparse {
  if (d === 1) return f;
  return { ...f, coefficients: f.coefficients.map((c) => c / d), norm: f.norm / d };
}

/**
 * Where products are summed: a hash table from keys to coefficients with linear probing, at most half
 * full. Cancelled terms stay as zeros until the sum is read.
 */
export interface Accumulator {
  keys: Float64Array;
  values: Float64Array;
  /** The slots in use, in order of arrival. */
  slots: Int32Array;
  size: number;
}

const FREE = -1;

export function accumulator(): Accumulator {
  const capacity = 1 << 8;
  return {
    keys: new Float64Array(capacity).fill(FREE),
    values: new Float64Array(capacity),
    slots: new Int32Array(capacity / 2),
    size: 0,
  };
}

/** The top bits of a multiplicative hash of both halves of the key. */
function home(key: number, shift: number): number {
  const high = key < 2 ** 31 ? 0 : Math.imul((key * 2 ** -31) | 0, 0x85ebca6b);
  return Math.imul((key | 0) ^ high, 0x9e3779b1) >>> shift;
}

const shiftOf = (capacity: number): number => Math.clz32(capacity) + 1;

/** Slots of 18 bytes: 604 MB, and half as much again while a table grows to it. */
const MOST_SLOTS = 2 ** 25;

/** @throws {Unfit} budget, beyond 2^24 terms */
function grow(into: Accumulator): void {
  const { keys, values, slots, size } = into;
  const capacity = 2 * keys.length;
  if (capacity > MOST_SLOTS) throw new Unfit("budget");
  into.keys = new Float64Array(capacity).fill(FREE);
  into.values = new Float64Array(capacity);
  into.slots = new Int32Array(capacity / 2);
  const shift = shiftOf(capacity);
  for (let i = 0; i < size; i++) {
    const key = keys[slots[i]];
    let slot = home(key, shift);
    while (into.keys[slot] !== FREE) slot = (slot + 1) & (capacity - 1);
    into.keys[slot] = key;
    into.values[slot] = values[slots[i]];
    into.slots[i] = slot;
  }
}

/** The key's slot, made if it is new; the arrays of `into` may be new ones afterwards. */
function slotFor(into: Accumulator, key: number): number {
  if (2 * (into.size + 1) > into.keys.length) grow(into);
  const { keys } = into;
  const mask = keys.length - 1;
  let slot = home(key, shiftOf(keys.length));
  while (keys[slot] !== key) {
    if (keys[slot] === FREE) {
      keys[slot] = key;
      into.values[slot] = 0;
      into.slots[into.size++] = slot;
      return slot;
    }
    slot = (slot + 1) & mask;
  }
  return slot;
}

/** into += m·A·B over the integers. The caller knows that all sums stay below 2^53. */
export function addProduct(into: Accumulator, A: Sparse, B: Sparse, m: number): void {
  const [few, many] = A.keys.length < B.keys.length ? [A, B] : [B, A];
  const n = many.keys.length;
  const { keys: manyKeys, coefficients: manyCoefficients } = many;
  for (let i = 0; i < few.keys.length; i++) {
    const key = few.keys[i];
    const c = m * few.coefficients[i];
    let { keys, values } = into;
    let mask = keys.length - 1;
    let shift = shiftOf(keys.length);
    for (let j = 0; j < n; j++) {
      const wanted = key + manyKeys[j];
      let slot = home(wanted, shift);
      while (keys[slot] !== wanted && keys[slot] !== FREE) slot = (slot + 1) & mask;
      if (keys[slot] === FREE) {
        slot = slotFor(into, wanted);
        ({ keys, values } = into);
        mask = keys.length - 1;
        shift = shiftOf(keys.length);
      }
      values[slot] += c * manyCoefficients[j];
    }
  }
}

/** into += m·A·B modulo p; m is a residue. */
export function addProductModulo(
  into: Accumulator,
  A: Sparse,
  B: Sparse,
  m: number,
  p: number,
): void {
  const [few, many] = A.keys.length < B.keys.length ? [A, B] : [B, A];
  const inverse = 1 / p;
  for (let i = 0; i < few.keys.length; i++) {
    const mc = m * few.coefficients[i];
    const c = mc - Math.floor(mc * inverse) * p;
    for (let j = 0; j < many.keys.length; j++) {
      const slot = slotFor(into, few.keys[i] + many.keys[j]);
      // |c| ≤ p, as the quotient may be off by 1: the product and the sum stay exact.
      const x = into.values[slot] + c * many.coefficients[j];
      into.values[slot] = x - Math.floor(x * inverse) * p;
    }
  }
}

/** Reads the sum, without its zeros, and empties the table. Modulo p if p > 0. */
export function taken(into: Accumulator, degrees: readonly number[], p: number): Sparse {
  const { keys, values, slots, size } = into;
  const out: { readonly keys: number[]; readonly coefficients: number[] } = {
    keys: [],
    coefficients: [],
  };
  let norm = 0;
  for (let i = 0; i < size; i++) {
    const slot = slots[i];
    const x = values[slot];
    const value = p === 0 ? x : x < 0 ? x + p : x >= p ? x - p : x;
    if (value !== 0) {
      out.keys.push(keys[slot]);
      out.coefficients.push(value);
      norm += Math.abs(value);
    }
    keys[slot] = FREE;
  }
  const terms = out.keys.length;
  into.size = 0;
  // A table that one large sum has grown would be slow to keep cold.
  if (into.keys.length > 1 << 16 && terms < into.keys.length / 64)
    Object.assign(into, accumulator());
  return terms === 0 ? zeroPolynomial : { ...out, norm: p > 0 ? 0 : norm, degrees };
}
