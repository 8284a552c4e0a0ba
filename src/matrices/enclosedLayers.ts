import type { Complex } from "../algebra/complex.ts";
import {
  determinant,
  identityMatrix,
  mapMatrix,
  matrixOf,
  mulMatrix,
  trace,
  transpose,
  zeroMatrix,
} from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { parseRational } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import * as A from "../reals/arithmetic.ts";
import { complexBox } from "../reals/complexBox.ts";
import type { ComplexBox } from "../reals/complexBox.ts";
import * as C from "../reals/complexBox.ts";
import { exactly, fromRational, meet } from "../reals/enclosure.ts";
import type { Algebra } from "../term/evaluate.ts";
import type { MatrixLayers } from "./signature.ts";

export interface EnclosedCarriers {
  readonly [sort: string]: Matrix<ComplexBox> | ComplexBox;
  readonly M: Matrix<ComplexBox>;
  readonly S: ComplexBox;
}

/** Bits of every operation: a witness has small rational entries, and its enclosures are narrow. */
const bits = 96;
const none = exactly(0);

export function boxOf({ re, im }: Complex<Rational>): ComplexBox {
  return complexBox(fromRational(re, bits), fromRational(im, bits));
}

/** No number is in both: then the numbers that they enclose differ. */
export function disjointBoxes(a: ComplexBox, b: ComplexBox): boolean {
  return meet(a.re, b.re) === undefined || meet(a.im, b.im) === undefined;
}

/**
 * N×N matrices of complex boxes: every operation of a layer, enclosed.
 *
 * @throws {DomainError} of `reciprocal` at 0, TooWide about it
 */
export function enclosedLayers(N: number): Algebra<MatrixLayers, EnclosedCarriers> {
  type M = Matrix<ComplexBox>;
  const add = (a: ComplexBox, b: ComplexBox): ComplexBox => C.add(a, b, bits);
  const sub = (a: ComplexBox, b: ComplexBox): ComplexBox => C.sub(a, b, bits);
  const mul = (a: ComplexBox, b: ComplexBox): ComplexBox => C.mul(a, b, bits);
  const ring = { zero: complexBox(none), one: complexBox(exactly(1)), add, mul, neg: C.neg };
  const literal = (by: number | string): ComplexBox =>
    complexBox(fromRational(parseRational(String(by)), bits));
  const both = (f: (a: ComplexBox, b: ComplexBox) => ComplexBox, a: M, b: M): M =>
    matrixOf(N, N, (i, j) => f(a[i][j], b[i][j]));
  const relu = (x: ComplexBox["re"]): ComplexBox["re"] => A.max(none, x);
  return {
    add: { M: (...xs) => xs.reduce((a, b) => both(add, a, b)), S: (...xs) => xs.reduce(add) },
    sub: { M: (a, b) => both(sub, a, b), S: sub },
    neg: { M: (a) => mapMatrix(a, C.neg), S: C.neg },
    scale: {
      M: (by, a) => mapMatrix(a, (z) => mul(literal(by), z)),
      S: (by, z) => mul(literal(by), z),
    },
    mul: { M: (...xs) => xs.reduce((a, b) => mulMatrix(ring, a, b)), S: (...xs) => xs.reduce(mul) },
    one: () => identityMatrix(ring, N),
    zero: () => zeroMatrix(ring, N),
    zeroScalar: () => ring.zero,
    adjoint: (a) => transpose(mapMatrix(a, C.conj)),
    transpose,
    conjugate: (a) => mapMatrix(a, C.conj),
    tr: (a) => trace(ring, a),
    det: (a) => determinant(ring, a),
    times: (s, a) => mapMatrix(a, (z) => mul(s, z)),
    relu: (s) => complexBox(relu(s.re)),
    abs: (s) => complexBox(C.abs(s, bits)),
    reciprocal: (s) => C.div(ring.one, s, bits),
    atLeast: (q, s) => complexBox(A.max(literal(q).re, s.re)),
    hadamard: (a, b) => both(mul, a, b),
    corner: (a) => a[0][0],
    reluEntries: (a) => mapMatrix(a, ({ re, im }) => complexBox(relu(re), relu(im))),
    meanEntry: (a) =>
      mul(
        literal(`1/${N * N}`),
        a
          .flat()
          .map((z) => complexBox(C.abs(z, bits)))
          .reduce(add),
      ),
  };
}
