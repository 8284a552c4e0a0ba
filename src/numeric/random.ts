/**
 * Counter-based random streams: draw k of sample i of a stream is a pure function of
 * (seed, labels, i, k), so that any sample can be replayed alone and in any order.
 */
import { DomainError } from "../errors.ts";

/** Sequential draws from one position of a stream; `at` addresses another sample of it. */
export interface Stream {
  /** The stream positioned at the first draw of sample i, 0 ≤ i < 2^53. A new stream is `at(0)`. */
  readonly at: (i: number) => Stream;
  /** Uniform on {0, …, 2^32 − 1}. */
  readonly uint32: () => number;
  /** Uniform on the multiples of 2^-53 in [0, 1). */
  readonly unit: () => number;
  /** Standard normal, by Box–Muller; bits follow the engine's log and cos. */
  readonly normal: () => number;
  /** Uniform on {0, …, n − 1}, by rejection: no bias. */
  readonly below: (n: bigint) => bigint;
  /** Uniform on the integers lo ≤ k ≤ hi. */
  readonly integer: (lo: number, hi: number) => number;
}

type Words4 = readonly [number, number, number, number];
type Words2 = readonly [number, number];

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** The high 32 bits of the 64-bit product, from four 16-bit products, each below 2^32. */
function mulHigh(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  const middle = al * bh + ((al * bl) >>> 16);
  return (ah * bh + (middle >>> 16) + ((ah * bl + (middle & 0xffff)) >>> 16)) >>> 0;
}

/**
 * Philox 4x32-10: the block of four words at `counter` under `key`.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11,
 * section 3.3; known-answer tests of Random123 in `test/numeric/random.test.ts`.
 */
export function philox(counter: Words4, key: Words2): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = mulHigh(M0, c0);
    const high1 = mulHigh(M1, c2);
    const low0 = Math.imul(M0, c0) >>> 0;
    const low1 = Math.imul(M1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/**
 * FNV-1a, 64 bits, over UTF-8. Only distinct inputs → distinct keys is asked of it: Philox does
 * the mixing, and two of n keys collide with probability below n² 2^-65.
 *
 * Source: Fowler, Noll, Vo; draft-eastlake-fnv, section 5.
 */
export function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash;
}

/**
 * The stream of (seed, labels), e.g. `stream(seed, claim, model, configuration)`. Labels enter the
 * key with their lengths: ("ab", "c") and ("a", "bc") are different streams.
 */
export function stream(seed: string, ...labels: readonly string[]): Stream {
  return position(streamKey(seed, ...labels), 0);
}

/** The key under which Philox makes the words of that stream. */
export function streamKey(seed: string, ...labels: readonly string[]): readonly [number, number] {
  const hash = fnv1a64([seed, ...labels].map((label) => `${label.length}:${label}`).join(""));
  return [Number(hash & 0xffffffffn), Number(hash >> 32n)];
}

/** An integer 0 ≤ n < 2^53 as two words, the low one first. */
function lowHigh(n: number): Words2 {
  return [n >>> 0, Math.floor(n / 2 ** 32)];
}

/** Counter layout: words 0, 1 the block within the sample; words 2, 3 the sample's index. */
function position(key: Words2, sample: number): Stream {
  if (!Number.isSafeInteger(sample) || sample < 0)
    throw new DomainError("stream.at", "an integer 0 <= i < 2^53", sample);
  const [low, high] = lowHigh(sample);
  let block = 0;
  let words: Words4 = [0, 0, 0, 0];
  let used = 4;
  let spare: number | undefined;

  const uint32 = (): number => {
    if (used === 4) {
      const [near, far] = lowHigh(block);
      words = philox([near, far, low, high], key);
      block += 1;
      used = 0;
    }
    return words[used++];
  };

  const unit = (): number => {
    const top = uint32() >>> 5;
    const bottom = uint32() >>> 6;
    return (top * 2 ** 26 + bottom) * 2 ** -53;
  };

  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - unit()));
    const angle = 2 * Math.PI * unit();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  const below = (n: bigint): bigint => {
    if (n < 1n) throw new DomainError("stream.below", "a bound n >= 1", n);
    const bits = n === 1n ? 0 : (n - 1n).toString(2).length;
    for (;;) {
      let draw = 0n;
      for (let have = 0; have < bits; have += 32) draw = (draw << 32n) | BigInt(uint32());
      draw &= (1n << BigInt(bits)) - 1n;
      if (draw < n) return draw;
    }
  };

  const integer = (lo: number, hi: number): number => {
    if (!Number.isSafeInteger(lo) || !Number.isSafeInteger(hi) || hi < lo)
      throw new DomainError("stream.integer", "safe integers lo <= hi", `${lo}, ${hi}`);
    return Number(BigInt(lo) + below(BigInt(hi) - BigInt(lo) + 1n));
  };

  return { at: (i) => position(key, i), uint32, unit, normal, below, integer };
}
