import { FrameworkError } from "../errors.ts";
import { abelianNumbers, rootSum, type AbelianNumber } from "../algebra/abelianNumber.ts";
import { characteristicPolynomial } from "../algebra/characteristicPolynomial.ts";
import { inverseModulo } from "../algebra/euclid.ts";

import { echelon, nullSpace } from "../algebra/linear.ts";
import { applyMatrix, identityMatrix, mapMatrix, type Matrix } from "../algebra/matrix.ts";
import { isPrime, primeField } from "../algebra/primeField.ts";
import { rational } from "../algebra/rational.ts";
import { power, sub, type Field } from "../algebra/ring.ts";
import { primeDivisors } from "../algebra/primeDivisors.ts";
import { valueAt } from "../algebra/univariate.ts";
import { powerMap, type ConjugacyClasses } from "./conjugacy.ts";

/** A function on the conjugacy classes, in their order. */
export type ClassFunction = readonly AbelianNumber[];

/**
 * The irreducible complex characters, by degree; the trivial one is the first.
 *
 * Dixon's algorithm: the vectors ω_χ(C) = |C| χ(C)/χ(1) are the common eigenvectors of the class
 * matrices (M_r)_st = |{(x, y) ∈ C_r × C_s : x y = g_t}|. They are found modulo a prime p ≡ 1 modulo
 * the exponent e of the group with p > 2 √|G|; there the degree is read off |G| = Σ |C| χ χ̄, and
 * the multiplicity of each root of 1 as eigenvalue, a number at most the degree, off the values at
 * the powers of an element. Exactness: exact.
 *
 * Cost: classes · |G| products and as many class look-ups at most.
 *
 * Source: Dixon, Numer. Math. 10 (1967); Schneider, J. Symb. Comp. 9 (1990).
 */
export function irreducibleCharacters<T>(C: ConjugacyClasses<T>): readonly ClassFunction[] {
  const exponent = C.classes.reduce((e, { order }) => (e / gcdOf(e, order)) * order, 1);
  const p = dixonPrime(exponent, C.order);
  const F = primeField(p);
  const sizes = C.classes.map(({ members }) => BigInt(members.length));
  const inverses = powerMap(C, exponent - 1);
  const characters = commonEigenvectors(F, C).map((vector) => {
    const scale = F.inv(vector[0]);
    const omega = vector.map((a) => F.mul(scale, a));
    const values = omega.map((w, t) => F.mul(w, inverseModulo(sizes[t], p)));
    const norm = omega.reduce((sum, w, t) => F.add(sum, F.mul(w, values[inverses[t]])), F.zero);
    const degree = rootBelow(F, F.mul(BigInt(C.order), F.inv(norm)), C.order);
    return values.map((v) => F.mul(v, degree));
  });
  const lifted = liftedFrom(F, primitiveRoot(F, p, exponent), exponent, C, characters);
  return lifted.sort(
    (a, b) =>
      Number(a[0].coordinates[0].n - b[0].coordinates[0].n) ||
      Number(isTrivial(b)) - Number(isTrivial(a)),
  );
}

/** A prime p ≡ 1 modulo the exponent with p > 2 √|G|. */
function dixonPrime(exponent: number, order: number): bigint {
  const step = BigInt(exponent);
  let p = 1n + step;
  while (p * p <= 4n * BigInt(order) || !isPrime(p)) p += step;
  return p;
}

/** The one-dimensional spaces into which the class matrices split GF(p)^k, small classes first. */
function commonEigenvectors<T>(F: Field<bigint>, C: ConjugacyClasses<T>): (readonly bigint[])[] {
  const k = C.classes.length;
  const bySize = C.classes
    .map(({ members }, r) => ({ r, size: members.length }))
    .sort((a, b) => a.size - b.size);
  let spaces: Matrix<bigint>[] = [identityMatrix(F, k)];
  for (const { r } of bySize) {
    if (spaces.length === k) break;
    const M = mapMatrix(classMatrix(C, r), BigInt);
    spaces = spaces.flatMap((space) => (space.length === 1 ? [space] : split(F, M, space)));
  }
  return spaces.map(([vector]) => vector);
}

/** (M_r)_st = |{x ∈ C_r : x⁻¹ g_t ∈ C_s}|. */
function classMatrix<T>(C: ConjugacyClasses<T>, r: number): Matrix<number> {
  const { op, inv } = C.group;
  const inverses = C.classes[r].members.map(inv);
  const M = C.classes.map(() => C.classes.map(() => 0));
  C.classes.forEach(({ representative }, t) => {
    for (const x of inverses) M[C.classOf(op(x, representative))][t] += 1;
  });
  return M;
}

/** The eigenspaces of M in an invariant space with the given basis, in reduced echelon form. */
function split(F: Field<bigint>, M: Matrix<bigint>, basis: Matrix<bigint>): Matrix<bigint>[] {
  const { rows, pivots } = echelon(F, basis);
  // An image is Σ (its entry at pivot j) row j, for the rows are reduced.
  const images = rows.map((row) => applyMatrix(F, M, row));
  const A = pivots.map((pivot) => images.map((image) => image[pivot]));
  return eigenvalues(F, A).map((value) => {
    const shifted = A.map((row, i) => row.map((a, j) => (i === j ? sub(F, a, value) : a)));
    return nullSpace(F, shifted).map((c) =>
      rows[0].map((_, t) => c.reduce((sum, a, j) => F.add(sum, F.mul(a, rows[j][t])), F.zero)),
    );
  });
}

/** The zeros of the characteristic polynomial in GF(p), by trial: p is small. */
function eigenvalues(F: Field<bigint>, A: Matrix<bigint>): bigint[] {
  const f = characteristicPolynomial(F, A);
  const found: bigint[] = [];
  for (let x = F.zero; F.has(x); x += 1n) if (valueAt(F, f, x) === F.zero) found.push(x);
  return found;
}

/** The d with d² ≡ square, 1 <= d <= √order. */
function rootBelow(F: Field<bigint>, square: bigint, order: number): bigint {
  for (let d = 1n; d * d <= BigInt(order); d++) if (F.mul(d, d) === square) return d;
  throw new FrameworkError("irreducibleCharacters: no degree fits an eigenvector");
}

/** An element of order e of the units modulo p, e | p - 1. */
function primitiveRoot(F: Field<bigint>, p: bigint, e: number): bigint {
  const primes = primeDivisors(e);
  for (let x = 2n; ; x++) {
    const z = power(F, x % p, Number((p - 1n) / BigInt(e)));
    if (z !== 0n && primes.every((q) => power(F, z, e / q) !== F.one)) return z;
  }
}

/**
 * Σ_k m_k ζ_o^k with m_k = (1/o) Σ_l χ(g^l) z^(-kl): the eigenvalues of g, of order o, counted
 * modulo p, where z of order o stands for ζ_o.
 */
function liftedFrom<T>(
  F: Field<bigint>,
  root: bigint,
  exponent: number,
  C: ConjugacyClasses<T>,
  characters: readonly (readonly bigint[])[],
): AbelianNumber[][] {
  const powers = Array.from({ length: exponent }, (_, l) => powerMap(C, l));
  const ofRoot = Array.from({ length: exponent }, (_, k) => power(F, root, k));
  return characters.map((chi) =>
    C.classes.map(({ order }, t) => {
      const step = exponent / order;
      const share = F.inv(BigInt(order));
      const multiplicities = Array.from({ length: order }, (_, k) => {
        let sum = F.zero;
        for (let l = 0; l < order; l++)
          sum = F.add(sum, F.mul(chi[powers[l][t]], ofRoot[((order - k) * l * step) % exponent]));
        return rational(F.mul(share, sum));
      });
      return rootSum(order, multiplicities);
    }),
  );
}

function isTrivial(chi: ClassFunction): boolean {
  return chi.every((value) => abelianNumbers.eq(value, abelianNumbers.one));
}

function gcdOf(a: number, b: number): number {
  return b === 0 ? a : gcdOf(b, a % b);
}
