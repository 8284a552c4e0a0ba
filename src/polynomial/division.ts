import { inverseModulo } from "../program/residues.ts";
import type { Packing } from "./packing.ts";
import type { Sparse } from "./sparse.ts";

/** A polynomial with its terms sorted by key, largest first. Cost: one pass if they are so already. */
export function sorted(f: Sparse): Sparse {
  const { keys, coefficients } = f;
  let at = 1;
  while (at < keys.length && keys[at - 1] > keys[at]) at++;
  if (at >= keys.length) return f;
  const order = Uint32Array.from(keys.keys()).sort((i, j) => keys[j] - keys[i]);
  const out: { readonly keys: number[]; readonly coefficients: number[] } = {
    keys: [],
    coefficients: [],
  };
  for (const k of order) {
    out.keys.push(keys[k]);
    out.coefficients.push(coefficients[k]);
  }
  return { ...f, ...out };
}

/** Below this an integer and the product subtracted from it are exact, and so is the difference. */
const EXACT = 2 ** 52;

/**
 * N / F if F divides N, else `undefined`: over the integers (p = 0) or modulo p. Terms are met in
 * falling order of keys, which sums respect: those of N, merged with those of each term of F times the
 * quotient so far. `undefined` also where a coefficient would pass 2^52: no division is always sound.
 *
 * The division is one of the keys' polynomials Σ c t^key; it holds for the monomials because each key
 * of the quotient decodes to exponents that keep the product within the degrees of N.
 *
 * @param F sorted, its degrees the true ones
 */
export function exactQuotient(
  N: Sparse,
  F: Sparse,
  packing: Packing,
  p: number,
): Sparse | undefined {
  if (!mayDivide(N, F, packing)) return undefined;
  const room = N.degrees.map((d, m) => d - F.degrees[m]);
  const { keys, coefficients } = sorted(N);
  const f = F.keys.length;
  const leadInverse = p > 0 ? inverseModulo(F.coefficients[0], p) : 0;
  const heads = new Int32Array(f);
  const quotientKeys: number[] = [];
  const quotient: number[] = [];
  let at = 0;
  for (;;) {
    let key = at < keys.length ? keys[at] : -1;
    for (let i = 1; i < f; i++)
      if (heads[i] < quotient.length) key = Math.max(key, quotientKeys[heads[i]] + F.keys[i]);
    if (key < 0) break;
    let c = 0;
    if (at < keys.length && keys[at] === key) c = coefficients[at++];
    for (let i = 1; i < f; i++) {
      if (heads[i] >= quotient.length || quotientKeys[heads[i]] + F.keys[i] !== key) continue;
      const product = quotient[heads[i]++] * F.coefficients[i];
      if (p > 0) {
        c = (c - (product % p)) % p;
        if (c < 0) c += p;
      } else {
        c -= product;
        if (Math.abs(product) >= EXACT || Math.abs(c) >= EXACT) return undefined;
      }
    }
    if (c === 0) continue;
    const q = p > 0 ? (c * leadInverse) % p : c / F.coefficients[0];
    if (!Number.isInteger(q) || !fits(key - F.keys[0], room, packing)) return undefined;
    quotientKeys.push(key - F.keys[0]);
    quotient.push(q);
  }
  return {
    keys: quotientKeys,
    coefficients: quotient,
    norm: p > 0 ? 0 : quotient.reduce((s, c) => s + Math.abs(c), 0),
    degrees: room,
  };
}

/** Do the largest and the smallest monomial of N allow a factor F? */
function mayDivide(N: Sparse, F: Sparse, packing: Packing): boolean {
  if (N.degrees.some((d, m) => d < F.degrees[m])) return false;
  let [low, high] = [Infinity, -1];
  for (const key of N.keys) {
    if (key < low) low = key;
    if (key > high) high = key;
  }
  const room = N.degrees.map((d, m) => d - F.degrees[m]);
  return (
    fits(high - F.keys[0], room, packing) && fits(low - F.keys[F.keys.length - 1], room, packing)
  );
}

/** Is the key that of a monomial within the degrees? */
function fits(key: number, degrees: readonly number[], packing: Packing): boolean {
  const found = key < 0 ? undefined : degreesOf(key, packing);
  return found?.every((d, m) => d <= degrees[m]) ?? false;
}

/** The degrees of one monomial, by measure. */
export function degreesOf(key: number, packing: Packing): number[] | undefined {
  const degrees = packing.limits.map(() => 0);
  const exponents = packing.decode(key);
  exponents?.forEach((e, v) => (degrees[packing.measure(v)] += e));
  return exponents === undefined ? undefined : degrees;
}
