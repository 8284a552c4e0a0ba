import { DomainError } from "../errors.ts";
import { multiplyTruncated } from "./kronecker.ts";
import { power, type Ring } from "./ring.ts";

/**
 * Σ_k c_k q^(order + k) + O(q^(order + length)) with integers c_k: a Laurent series as far as it is
 * known. Normal form: c₀ ≠ 0, and nothing known but zeros is the empty list at its precision.
 */
export interface QSeries {
  readonly order: number;
  readonly coefficients: readonly bigint[];
}

/** The series with these coefficients from q^order on, in normal form. */
export function qSeries(order: number, coefficients: readonly bigint[]): QSeries {
  const leading = coefficients.findIndex((c) => c !== 0n);
  const dropped = leading < 0 ? coefficients.length : leading;
  return { order: order + dropped, coefficients: coefficients.slice(dropped) };
}

/** The n such that the series is known up to O(q^n). */
export function precisionOf(f: QSeries): number {
  return f.order + f.coefficients.length;
}

/** The coefficient of q^n. @throws {DomainError} if it is not known */
export function coefficientOf(f: QSeries, n: number): bigint {
  if (n >= precisionOf(f))
    throw new DomainError("coefficientOf", `an exponent below ${precisionOf(f)}`, n);
  return n < f.order ? 0n : f.coefficients[n - f.order];
}

/**
 * The ring of Laurent series in q over Z to a precision. Its `eq` says only that two series agree as
 * far as both are known, so it is not exact: Sturm's bound turns agreement into a proof. A sum is
 * known as far as both, a product of series of n coefficients to n coefficients.
 *
 * @param precision how far 0 and 1 are known
 */
export function qSeriesRing(precision: number): Ring<QSeries> {
  return {
    name: `Z((q)) + O(q^${precision})`,
    exact: false,
    zero: qSeries(precision, []),
    one: qSeries(
      0,
      Array.from({ length: precision }, (_, k) => (k === 0 ? 1n : 0n)),
    ),
    has: ({ order, coefficients }) => Number.isSafeInteger(order) && coefficients[0] !== 0n,
    eq: (f, g) => addSeries(f, negSeries(g)).coefficients.length === 0,
    add: addSeries,
    neg: negSeries,
    mul: mulSeries,
    show: showSeries,
  };
}

/** f + g. */
export function addSeries(f: QSeries, g: QSeries): QSeries {
  const order = Math.min(f.order, g.order);
  const end = Math.min(precisionOf(f), precisionOf(g));
  const at = (h: QSeries, n: number): bigint => (n < h.order ? 0n : h.coefficients[n - h.order]);
  return qSeries(
    order,
    Array.from({ length: Math.max(0, end - order) }, (_, k) => at(f, order + k) + at(g, order + k)),
  );
}

/** -f. */
export function negSeries(f: QSeries): QSeries {
  return { order: f.order, coefficients: f.coefficients.map((c) => -c) };
}

/** c f. */
export function scaleSeries(c: bigint, f: QSeries): QSeries {
  return qSeries(
    f.order,
    f.coefficients.map((a) => c * a),
  );
}

/** f g, known to as many coefficients as the factor of which fewer are known. */
export function mulSeries(f: QSeries, g: QSeries): QSeries {
  const length = Math.min(f.coefficients.length, g.coefficients.length);
  const product = multiplyTruncated(f.coefficients, g.coefficients, length);
  return { order: f.order + g.order, coefficients: product };
}

/**
 * f/g, known to as many coefficients as f and g, by Newton's iteration for h = 1/g to half of them
 * and one more step for the quotient itself, y ↦ y + h (f - g y) (Karp and Markstein).
 *
 * @throws {DomainError} unless the leading coefficient of g is 1 or -1
 */
export function divideSeries(f: QSeries, g: QSeries): QSeries {
  const leading = g.coefficients.at(0);
  if (leading !== 1n && leading !== -1n)
    throw new DomainError("divideSeries", "a divisor with leading coefficient ±1", showSeries(g));
  const n = Math.min(f.coefficients.length, g.coefficients.length);
  const half = (n + 1) >> 1;
  let h = [leading];
  while (h.length < half) h = refined(h, h, [1n], g.coefficients, Math.min(half, 2 * h.length));
  const start = multiplyTruncated(f.coefficients, h, Math.min(n, half));
  const order = f.order - g.order;
  return { order, coefficients: refined(start, h, f.coefficients, g.coefficients, n) };
}

/** y + h (f - g y) to n coefficients, where g y = f as far as y goes. */
function refined(
  y: bigint[],
  h: readonly bigint[],
  f: readonly bigint[],
  g: readonly bigint[],
  n: number,
): bigint[] {
  const product = multiplyTruncated(g, y, n);
  const rest = product.slice(y.length).map((c, k) => (f[y.length + k] ?? 0n) - c);
  return [...y, ...multiplyTruncated(h, rest, rest.length)];
}

/** f^k for any integer k, a negative one by the inverse. */
export function powerSeriesOf(f: QSeries, k: number): QSeries {
  const { one } = qSeriesRing(f.coefficients.length);
  return power({ one, mul: mulSeries }, k < 0 ? divideSeries(one, f) : f, Math.abs(k));
}

/** q df/dq = Σ n c_n q^n. */
export function eulerDerivative(f: QSeries): QSeries {
  return qSeries(
    f.order,
    f.coefficients.map((c, k) => BigInt(f.order + k) * c),
  );
}

/** f(q^d). @throws {DomainError} unless d >= 1 */
export function dilate(f: QSeries, d: number): QSeries {
  if (!Number.isInteger(d) || d < 1) throw new DomainError("dilate", "an integer d >= 1", d);
  const spread = f.coefficients.flatMap((c) => [c, ...Array<bigint>(d - 1).fill(0n)]);
  return { order: d * f.order, coefficients: spread };
}

/** The series up to O(q^n). */
export function truncate(f: QSeries, n: number): QSeries {
  if (n >= precisionOf(f)) return f;
  return n <= f.order ? qSeries(n, []) : qSeries(f.order, f.coefficients.slice(0, n - f.order));
}

const SHOWN = 6;

function showSeries(f: QSeries): string {
  const monomial = (n: number): string => (n === 0 ? "" : n === 1 ? "q" : `q^${n}`);
  const terms = f.coefficients.slice(0, SHOWN).flatMap((c, k) => {
    const q = monomial(f.order + k);
    if (c === 0n) return [];
    if (q === "" || (c !== 1n && c !== -1n)) return [q === "" ? `${c}` : `${c}*${q}`];
    return [c === 1n ? q : `-${q}`];
  });
  const known = Math.min(SHOWN, f.coefficients.length) + f.order;
  return [...terms, `O(${monomial(known) || "1"})`].reduce((sum, t) =>
    t.startsWith("-") ? `${sum} - ${t.slice(1)}` : `${sum} + ${t}`,
  );
}
