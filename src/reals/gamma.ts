/** Euler's γ and the gamma function, by asymptotic series with enclosed remainders. */
import { add, div, mul, scale, sub } from "./arithmetic.ts";
import { bernoulli } from "./bernoulli.ts";
import { log2, pi } from "./constants.ts";
import * as D from "./dyadic.ts";
import {
  coarser,
  exactly,
  fromRational,
  increasing,
  point,
  show,
  type Enclosure,
} from "./enclosure.ts";
import { exp, log } from "./exponential.ts";
import { TooWide } from "./tooWide.ts";

const one = point(D.one);

/**
 * Σ_k B_2k c(k)/w^(2k−shift) for w ≥ p/4 up to terms below 2^-p. Both series below envelop their
 * sums: the rest lies between 0 and the first omitted term (Whittaker and Watson, section 12.33).
 */
function envelope(w: Enclosure, c: (k: number) => bigint, first: Enclosure, p: number): Enclosure {
  const square = mul(w, w, p);
  let [sum, power]: [Enclosure, Enclosure] = [point(D.zero), first];
  for (let k = 1; ; k++) {
    const { n, d } = bernoulli(k);
    const term = mul(fromRational({ n, d: d * c(k) }, p), power, p);
    const next = add(sum, term, p);
    if (D.magnitude(D.greater(D.negate(term.lo), term.hi)) < -p)
      return { lo: D.lesser(sum.lo, next.lo), hi: D.greater(sum.hi, next.hi) };
    [sum, power] = [next, div(power, square, p)];
  }
}

/** 2^j ≥ p/4: there the terms of the series fall below 2^-p before they grow. */
function far(p: number): number {
  return Math.max(4, Math.ceil(Math.log2(p / 4)));
}

/**
 * γ = H_n − log n − 1/(2n) + Σ_k B_2k/(2k n^2k) with n = 2^j.
 *
 * Cost: O(bits) divisions and bits/10 Bernoulli numbers. Source: Knuth 1962, "Euler's constant to
 * 1271 places".
 */
export function eulerGamma(bits: number): Enclosure {
  const p = bits + 24;
  const j = far(p);
  const n = 2 ** j;
  const unit = 1n << BigInt(p);
  let harmonic = 0n;
  for (let k = 1n; k <= n; k++) harmonic += unit / k;
  const H = { lo: D.dyadic(harmonic, -p), hi: D.dyadic(harmonic + BigInt(n), -p) };
  const logN = mul(exactly(j), log2(p), p);
  const half = point(D.dyadic(1n, -j - 1));
  const series = envelope(exactly(n), (k) => 2n * BigInt(k), point(D.dyadic(1n, -2 * j)), p);
  return add(sub(sub(H, logN, p), half, p), series, bits);
}

/** log Γ(w) = (w − ½) log w − w + ½ log 2π + Σ_k B_2k/(2k(2k−1) w^(2k−1)) for w ≥ p/4. */
function logGammaFar(w: Enclosure, p: number): Enclosure {
  const half = point(D.dyadic(1n, -1));
  const main = sub(mul(sub(w, half, p), log(w, p), p), w, p);
  const constant = scale(log(scale(pi(p), 1), p), -1);
  const c = (k: number): bigint => 2n * BigInt(k) * BigInt(2 * k - 1);
  return add(add(main, constant, p), envelope(w, c, div(one, w, p), p), p);
}

/**
 * {Γ(x)}: Γ(x) = Γ(x + n)/(x(x + 1)…(x + n − 1)) with x + n large, where Γ increases.
 *
 * Domain: |x| ≤ 2^20, not an integer ≤ 0. Tight for thin x. Cost: bits/4 products, and the
 * Bernoulli numbers once.
 *
 * @throws {DomainError} at a pole; TooWide if x may be one, or is too large
 */
export function gamma(x: Enclosure, bits: number): Enclosure {
  const limit = D.dyadic(1n, 20);
  if (D.compare(x.lo, D.negate(limit)) < 0 || D.compare(x.hi, limit) > 0)
    throw new TooWide("gamma", "a number within ±2^20", show(x));
  // w log w before the point: its digits are lost by exp.
  const p = bits + 64;
  const least = 2 ** far(p);
  const n = Math.max(0, Math.ceil(least - D.toNumber(x.lo, -1)));
  let below = one;
  for (let k = 0; k < n; k++) below = mul(below, add(x, exactly(k), p), p);
  const w = add(x, exactly(n), p);
  const above = increasing(w, (a) => exp(logGammaFar(point(a), p), p));
  return n === 0 ? coarser(above, bits) : div(above, below, bits);
}
