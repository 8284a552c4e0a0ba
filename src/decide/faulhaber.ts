import { rational, rationals as Q, type Rational } from "../algebra/rational.ts";
import { constantPoly } from "./closedForm.ts";
import * as F from "./fraction.ts";
import type { Fraction } from "./fraction.ts";

const bernoulli: Rational[] = [Q.one];

/** B_m with B_1 = +1/2, by Σ_{j≤m} (m+1 over j) B_j = m + 1. Source: Concrete Mathematics, (6.79), B_1 flipped. */
function bernoulliNumber(m: number): Rational {
  for (let n = bernoulli.length; n <= m; n++) {
    let sum = rational(n + 1);
    for (let j = 0; j < n; j++)
      sum = Q.add(sum, Q.neg(Q.mul(rational(choose(n + 1, j)), bernoulli[j])));
    bernoulli.push(Q.mul(sum, rational(1, n + 1)));
  }
  return bernoulli[m];
}

function choose(n: number, k: number): bigint {
  let product = 1n;
  for (let j = 0; j < k; j++) product = (product * BigInt(n - j)) / BigInt(j + 1);
  return product;
}

/** Σ_{k=1}^{n} k^p as a polynomial in n, which is also −Σ of the terms between for n < 0. */
export function faulhaber(p: number, n: Fraction): Fraction {
  let sum = F.zero;
  for (let j = 0; j <= p; j++) {
    const weight = Q.mul(Q.mul(rational(choose(p + 1, j)), bernoulliNumber(j)), rational(1, p + 1));
    if (weight.n !== 0n)
      sum = F.add(sum, F.mul(F.ofPoly(constantPoly(weight)), F.power(n, p + 1 - j)));
  }
  return sum;
}
