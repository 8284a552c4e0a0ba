/** π, log 2, e and Catalan's G, kept to the most digits asked for so far. */
import { integerRoot } from "./dyadic.ts";
import { fromFixed, type Enclosure } from "./enclosure.ts";
import { coarser, expFixed, logFixed, times, type Fixed } from "./fixedPoint.ts";

/** A constant to p digits behind the point, computed anew only for more digits than before. */
function kept(compute: (p: bigint) => Fixed): (p: bigint) => Fixed {
  let [known, digits] = [{ v: 0n, err: 0n }, -1n];
  return (p) => {
    // A third more than asked for: a doubling of the precision finds it ready every other time.
    if (p > digits) [digits, known] = [p + p / 3n + 32n, compute(p + p / 3n + 32n)];
    return coarser(known, digits - p);
  };
}

/**
 * Σ_n s^n/((2n+1) d^(2n+1)): atan(1/d) for s = −1, atanh(1/d) for s = 1. Each power is short by less
 * than 2 units (1/d of that before, and 1), each term by 1 more; the tail is below the first
 * omitted term over 1 − 1/d², itself below 3.
 */
function inverseArc(d: bigint, s: -1n | 1n, p: bigint): Fixed {
  let [sum, power, n] = [0n, (1n << p) / d, 0n];
  for (; power !== 0n; power /= d * d, n++) {
    const term = power / (2n * n + 1n);
    sum += s < 0n && n % 2n === 1n ? -term : term;
  }
  return { v: sum, err: 3n * n + 4n };
}

/** Σ c·x over constants, exactly. */
function combine(...parts: readonly (readonly [c: bigint, x: Fixed])[]): Fixed {
  return {
    v: parts.reduce((total, [c, x]) => total + c * x.v, 0n),
    err: parts.reduce((total, [c, x]) => total + (c < 0n ? -c : c) * x.err, 0n),
  };
}

/** 16 atan(1/5) − 4 atan(1/239): Machin 1706. */
export const piFixed: (p: bigint) => Fixed = kept((p) =>
  combine([16n, inverseArc(5n, -1n, p)], [-4n, inverseArc(239n, -1n, p)]),
);

/** 18 atanh(1/26) − 2 atanh(1/4801) + 8 atanh(1/8749): Gourdon and Sebah 2001, "The constant log 2". */
export const log2Fixed: (p: bigint) => Fixed = kept((p) =>
  combine(
    [18n, inverseArc(26n, 1n, p)],
    [-2n, inverseArc(4801n, 1n, p)],
    [8n, inverseArc(8749n, 1n, p)],
  ),
);

/** exp(1/2)²: the kernel's domain ends before 1. */
const eFixed = kept((p) => {
  const half = expFixed(1n << (p - 1n), p);
  return times(half, half, p);
});

/**
 * (π/8) log(2 + √3) + (3/8) Σ_k 1/((2k+1)² C(2k,k)). The reciprocals of the binomials are short by
 * less than 2 units (half of that before, and 1), each term by 1 more, the tail by less than 4.
 *
 * Source: Bradley 1999, "Representations of Catalan's constant", formula 31 (Ramanujan).
 */
const catalanFixed = kept((p) => {
  let [sum, reciprocal, k] = [0n, 1n << p, 0n];
  while (reciprocal !== 0n) {
    sum += reciprocal / (2n * k + 1n) ** 2n;
    k++;
    reciprocal = (reciprocal * k) / (2n * (2n * k - 1n));
  }
  // (2 + √3)/2 to less than a unit; the logarithm is no steeper than 1 from 1 on.
  const half = logFixed((1n << p) + (integerRoot(3n << (2n * p), 2) >> 1n), p);
  const log = combine([1n, half], [1n, log2Fixed(p)], [1n, { v: 0n, err: 1n }]);
  const product = times(piFixed(p), log, p);
  return coarser(combine([1n, product], [3n, { v: sum, err: 3n * k + 4n }]), 3n);
});

/** π to `bits` digits. */
export function pi(bits: number): Enclosure {
  return fixed(piFixed, bits);
}

/** log 2 to `bits` digits. */
export function log2(bits: number): Enclosure {
  return fixed(log2Fixed, bits);
}

/** e = exp 1 to `bits` digits. */
export function e(bits: number): Enclosure {
  return fixed(eFixed, bits);
}

/** G = Σ (−1)^n/(2n+1)² to `bits` digits. */
export function catalan(bits: number): Enclosure {
  return fixed(catalanFixed, bits);
}

function fixed(constant: (p: bigint) => Fixed, bits: number): Enclosure {
  const p = BigInt(bits + 8);
  return fromFixed(constant(p), p, bits);
}
