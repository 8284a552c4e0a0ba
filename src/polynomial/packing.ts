import { primesBelow } from "../algebra/primeField.ts";

/**
 * Monomials as numbers: the key of x^e is Σ e_v `weights[v]`, an integer below 2^53, so that the key of a
 * product is the sum of the keys. Keys are injective on the monomials within `limits`.
 */
export interface Packing {
  readonly weights: readonly number[];
  /** Keys lie in 0 … range − 1. */
  readonly range: number;
  /** The degree that counts variable v: its own, or the total one. */
  readonly measure: (v: number) => number;
  /** The largest degrees that keys can hold, by measure. */
  readonly limits: readonly number[];
  /** The exponents of the key, by variable; `undefined` if it is no monomial within the limits. */
  readonly decode: (key: number) => readonly number[] | undefined;
}

const KEYS = 2 ** 53;

/**
 * Mixed radix: the digits of a key are the exponents, digit v below limits[v] + 1. `undefined` if the
 * keys do not fit.
 */
export function radixPacking(limits: readonly number[]): Packing | undefined {
  const weights: number[] = [];
  let range = 1;
  for (const limit of limits) {
    weights.push(range);
    range *= limit + 1;
    if (!(range < KEYS)) return undefined;
  }
  const decode = (key: number): number[] | undefined => {
    if (key < 0 || key >= range) return undefined;
    const exponents: number[] = [];
    let rest = key;
    for (const limit of limits) {
      // The remainder of doubles is exact, where the rounded quotient may be 1 too large.
      const digit = rest % (limit + 1);
      exponents.push(digit);
      rest = (rest - digit) / (limit + 1);
    }
    return exponents;
  };
  return { weights, range, measure: (v) => v, limits, decode };
}

/**
 * Power sums, for many variables of small degrees: the variables fall into groups, each with a bound D on
 * its total degree. The v-th variable of a group of n is the residue v = 1 … n modulo a prime q > D, n, and
 * has D digits, v^k mod q for k = 1 … D, in radix D (q − 1) + 1. The digits of a key are, group by group, the
 * power sums of at most D residues (the missing ones are 0), and by Newton's identities, as D < q, these
 * determine the multiset. `undefined` if the keys do not fit: for 350 variables D ≤ 4 does.
 */
export function powerSumPacking(
  groups: readonly number[],
  limits: readonly number[],
): Packing | undefined {
  if (!limits.every((degree) => degree <= MOST_DIGITS)) return undefined;
  const weights = groups.map(() => 0);
  let range = 1;
  const parts = limits.map((degree, group) => {
    const members = [...groups.keys()].filter((v) => groups[v] === group);
    const q = primeAbove(Math.max(members.length, degree));
    const radix = degree * (q - 1) + 1;
    members.forEach((v, at) => {
      let power = 1;
      for (let k = 0; k < degree; k++) {
        power = (power * (at + 1)) % q;
        weights[v] += range * power * radix ** k;
      }
    });
    range *= radix ** degree;
    return { members, q, radix, degree };
  });
  if (!(range < KEYS)) return undefined;
  const decode = (key: number): number[] | undefined => {
    if (key < 0 || key >= range) return undefined;
    const exponents = groups.map(() => 0);
    let rest = key;
    for (const { members, q, radix, degree } of parts) {
      const sums: number[] = [];
      for (let k = 0; k < degree; k++) {
        sums.push(rest % radix);
        rest = (rest - sums[k]) / radix;
      }
      multiset(sums, members.length, q).forEach((e, at) => (exponents[members[at]] = e));
    }
    const back = exponents.reduce((s, e, v) => s + e * weights[v], 0);
    return back === key ? exponents : undefined;
  };
  return { weights, range, measure: (v) => groups[v], limits, decode };
}

/** No more digits than this fit a key, at one bit each. */
const MOST_DIGITS = 53;

/** The residues 1 … n with their multiplicities whose k-th power sums modulo q are given, if any are. */
function multiset(sums: readonly number[], n: number, q: number): number[] {
  const D = sums.length;
  // Newton: k e_k = Σ_{i=1..k} (−1)^(i−1) e_(k−i) p_i; the residues are the roots of Σ (−1)^k e_k t^(D−k).
  const signed = [1];
  for (let k = 1; k <= D; k++) {
    let s = 0;
    for (let i = 1; i <= k; i++) s = (s + signed[k - i] * (sums[i - 1] % q)) % q;
    signed.push((q - ((s * inverse(k, q)) % q)) % q);
  }
  const exponents = Array<number>(n).fill(0);
  let polynomial = signed;
  for (let v = 0; v < n && polynomial.length > 1;) {
    const quotient: number[] = [];
    let carry = 0;
    for (const c of polynomial) quotient.push((carry = (carry * (v + 1) + c) % q));
    if (quotient.pop() === 0) {
      exponents[v]++;
      polynomial = quotient;
    } else v++;
  }
  return exponents;
}

function inverse(a: number, q: number): number {
  for (let b = 1; b < q; b++) if ((a * b) % q === 1) return b;
  return 0;
}

function primeAbove(n: number): number {
  // Bertrand: there is a prime in n + 1 … 2n + 1; the least one of them packs best.
  for (let bound = n + 2; ; bound++) {
    const [p] = bound > 2 ? primesBelow(BigInt(bound), 1).map(Number) : [0];
    if (p > n) return p;
  }
}
