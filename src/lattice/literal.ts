import { parseRational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";

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
