import { parseRational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import * as I from "../reals/interval.ts";

/** A rational literal as a pair of small integers. @throws {DomainError} above 2^15. */
export function parseLiteral(literal: number | string): { readonly n: number; readonly d: number } {
  const q = parseRational(String(literal));
  const [n, d] = [Number(q.n), Number(q.d)];
  if (!(Math.abs(n) <= 2 ** 15 && d <= 2 ** 15))
    throw new DomainError(
      "links, literal",
      "numerator and denominator up to 2^15",
      String(literal),
    );
  return { n, d };
}

export function integerGcd(a: number, b: number): number {
  return b === 0 ? a : integerGcd(b, a % b);
}

/** A rational literal, enclosed. @throws {DomainError} if a part is not an exact double. */
export function literalInterval(literal: number | string): I.Interval {
  const q = parseRational(String(literal));
  const [n, d] = [Number(q.n), Number(q.d)];
  if (BigInt(n) !== q.n || BigInt(d) !== q.d)
    throw new DomainError("links, literal", "parts that are doubles", String(literal));
  return d === 1 ? I.interval(n) : I.div(I.interval(n), I.interval(d));
}
