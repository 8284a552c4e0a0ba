/** Random rotations and Mackey functions by their parameters, as float leaves and exactly. */
import { gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import {
  addMatrix,
  identityMatrix,
  mapMatrix,
  matrixOf,
  mulMatrix,
  negMatrix,
  scaleMatrix,
  transpose,
} from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { rational, rationals, type Rational } from "../algebra/rational.ts";
import { power, type Field } from "../algebra/ring.ts";
import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import type { Batch, Batches } from "../numeric/batch.ts";
import type { Stream } from "../numeric/random.ts";
import { roundedUp } from "../numeric/rounding.ts";
import { degrees, type MatrixOperations, type SpinTerm, type Turn } from "./rotations.ts";

/**
 * The parameters of every unknown, by name: of a rotation its quaternion; of a rotation about e_z the
 * tangent t of half its angle; of a function c, a, b of each term, then n and w.
 */
export type Parameters<N> = ReadonlyMap<string, readonly N[]>;

const perTerm = 8;

/** Sample `index`: Haar rotations, uniform angles, normal coefficients, which are float32 numbers. */
export function drawParameters(problem: Pick<Problem, "unknowns">, s: Stream): Parameters<number> {
  const normals = (n: number): number[] => Array.from({ length: n }, () => s.normal());
  return new Map(
    problem.unknowns.map((u): [string, number[]] => {
      if (u.sort === "G") return [u.name, normals(4)];
      if (u.sort === "H") return [u.name, [Math.tan(Math.PI * (s.unit() - 0.5))]];
      if (typeof u.sort !== "string" && u.sort.from.join() === "G" && u.sort.to === "V")
        return [u.name, normals(perTerm * degrees.length + 6).map(Math.fround)];
      throw new DomainError("so3", "unknowns of sort G and H and functions G → V", u.name);
    }),
  );
}

/**
 * Structured inputs, so that a fault in one summand is not hidden by the others. Samples 0 to F−1, of F
 * functions: the first summand of one function alone, along basis vectors, at rotations by 0. The next
 * 2F samples: one further summand of one function alone, the rest as drawn. Then, all as drawn.
 */
export function onlySummand(
  problem: Pick<Problem, "unknowns">,
  drawn: Parameters<number>,
  index: number,
): Parameters<number> {
  const functions = problem.unknowns.filter(({ sort }) => typeof sort !== "string");
  if (index >= functions.length * degrees.length) return drawn;
  const kept = functions[index % functions.length].name;
  const summand = Math.floor(index / functions.length);
  const last = perTerm * degrees.length;
  const basis = [1, 0, 0, 0, 1, 1, 0, 0];
  return new Map(
    problem.unknowns.map(({ name, sort }): [string, readonly number[]] => {
      const own = drawn.get(name) ?? [];
      if (typeof sort === "string")
        return [name, summand > 0 ? own : own.map((_, at) => (sort === "G" && at === 0 ? 1 : 0))];
      const values = own.map((x, at) => {
        const isFactor = at < last && at % perTerm < 2;
        return isFactor && !(name === kept && Math.floor(at / perTerm) === summand) ? 0 : x;
      });
      if (name === kept && summand === 0)
        [...basis, ...values.slice(perTerm, last), 0, 0, 1, 1, 0, 0].forEach((x, at) => {
          values[at] = x;
        });
      return [name, values];
    }),
  );
}

/** A field with the integers in it, as far as the parametrisations need it. */
type Numbers<N> = Pick<Field<N>, "one" | "add" | "neg" | "mul" | "inv">;

const doubles: Numbers<number> = {
  one: 1,
  add: (a, b) => a + b,
  neg: (a) => -a,
  mul: (a, b) => a * b,
  inv: (a) => 1 / a,
};

/** The rotation x ↦ q x q⁻¹, row-major. Source: Euler–Rodrigues. @throws {DomainError} if q = 0 */
function rotationOf<N>(F: Numbers<N>, q: readonly N[]): N[] {
  const [a, b, c, d] = q;
  const sum = (...xs: N[]): N => xs.reduce((x, y) => F.add(x, y));
  const square = (x: N): N => F.mul(x, x);
  const twice = (x: N, y: N): N => F.add(F.mul(x, y), F.mul(x, y));
  const norm = sum(square(a), square(b), square(c), square(d));
  const [A, B, C, D] = [a, b, c, d].map(square);
  const entries = [
    sum(A, B, F.neg(C), F.neg(D)), sum(twice(b, c), F.neg(twice(a, d))), sum(twice(b, d), twice(a, c)),
    sum(twice(b, c), twice(a, d)), sum(A, F.neg(B), C, F.neg(D)), sum(twice(c, d), F.neg(twice(a, b))),
    sum(twice(b, d), F.neg(twice(a, c))), sum(twice(c, d), twice(a, b)), sum(A, F.neg(B), F.neg(C), D),
  ]; // prettier-ignore
  const inverse = F.inv(norm);
  return entries.map((x) => F.mul(x, inverse));
}

/** cos α and sin α from t = tan(α/2). */
function circle<N>(F: Numbers<N>, t: N): readonly [N, N] {
  const square = F.mul(t, t);
  const inverse = F.inv(F.add(F.one, square));
  return [F.mul(F.add(F.one, F.neg(square)), inverse), F.mul(F.add(t, t), inverse)];
}

/**
 * By more than twice what doubles lose in the formulas above, the phase at weight 2 included: no
 * entry meets more than 24 roundings of terms that add up to at most 1.
 */
const doubleError = 2 ** -47;

/** Matrices of a batch, all samples alike in shape. */
export function floatOperations(B: Batches, samples: number): MatrixOperations<Batch> {
  return {
    mul: B.mul,
    add: B.add,
    sub: B.sub,
    neg: B.neg,
    scale: B.scale,
    times: B.times,
    transpose: B.transpose,
    conjugate: B.conjugate,
    one: (n) => B.one(samples, n),
    column: (re, im) => {
      const repeated = (xs: readonly number[]): Float32Array =>
        Float32Array.from({ length: samples * xs.length }, (_, k) => xs[k % xs.length]);
      return B.fromArrays(repeated(re), repeated(im), samples, re.length, 1);
    },
  };
}

/** The leaves of a batch: exact rotations and phases within their errors, coefficients exact. */
export function floatLeaves(
  B: Batches,
  weight: number,
  drawn: readonly Parameters<number>[],
): {
  readonly rotation: (name: string) => Batch;
  readonly turn: (name: string) => Turn<Batch>;
  readonly terms: (name: string) => readonly SpinTerm<Batch>[];
} {
  const of = (sample: number, name: string): readonly number[] => drawn[sample].get(name) ?? [];
  const leaf = (
    rows: number,
    cols: number,
    error: number,
    entries: (sample: number) => readonly (readonly [number, number])[],
  ): Batch => {
    const n = rows * cols;
    const [re, im, err] = [0, 1, 2].map(() => new Float32Array(n * drawn.length));
    drawn.forEach((_, sample) => {
      entries(sample).forEach(([x, y], k) => {
        const at = sample * n + k;
        re[at] = x;
        im[at] = y;
        err[at] = roundedUp(Math.hypot(x - re[at], y - im[at]) + error);
      });
    });
    return B.fromArrays(re, im, drawn.length, rows, cols, err);
  };
  const real = (xs: readonly number[]): (readonly [number, number])[] => xs.map((x) => [x, 0]);
  return {
    rotation: (name) => leaf(3, 3, doubleError, (s) => real(rotationOf(doubles, of(s, name)))),
    turn: (name) => ({
      rotation: leaf(3, 3, doubleError, (s) => real(aboutPole(doubles, 0, of(s, name)[0]))),
      phase: leaf(1, 1, doubleError, (s) => {
        const [c, d] = circle(doubles, of(s, name)[0]);
        return [weight === 1 ? [c, d] : [c * c - d * d, 2 * c * d]];
      }),
    }),
    terms: (name) =>
      degrees.map((_, j) => {
        const part = (from: number, n: number) => (s: number) =>
          real(of(s, name).slice(from, from + n));
        const [at, last] = [perTerm * j, perTerm * degrees.length];
        return {
          c: leaf(1, 1, 0, (s) => [[of(s, name)[at], of(s, name)[at + 1]]]),
          a: leaf(1, 3, 0, part(at + 2, 3)),
          b: leaf(1, 3, 0, part(at + 5, 3)),
          n: leaf(3, 1, 0, part(last, 3)),
          w: leaf(3, 1, 0, part(last + 3, 3)),
        };
      }),
  };
}

function aboutPole<N>(F: Numbers<N>, zero: N, t: N): N[] {
  const [c, s] = circle(F, t);
  return [c, F.neg(s), zero, s, c, zero, zero, zero, F.one];
}

type Exact = Matrix<GaussianRational>;

export const exactOperations: MatrixOperations<Exact> = {
  mul: (a, b) => mulMatrix(K, a, b),
  add: (a, b) => addMatrix(K, a, b),
  sub: (a, b) => addMatrix(K, a, negMatrix(K, b)),
  neg: (a) => negMatrix(K, a),
  scale: (n, d, a) => scaleMatrix(K, { re: rational(n, d), im: rationals.zero }, a),
  times: (s, a) => scaleMatrix(K, s[0][0], a),
  transpose: (a) => transpose(a),
  conjugate: (a) => mapMatrix(a, K.conj),
  one: (n) => identityMatrix(K, n),
  column: (re, im) => re.map((x, k) => [{ re: rational(x), im: rational(im[k]) }]),
};

const real = (x: Rational): GaussianRational => ({ re: x, im: rationals.zero });

/** The same leaves at rational parameters, exact. @throws {DomainError} for the quaternion 0 */
export function exactLeaves(
  weight: number,
  parameters: Parameters<Rational>,
): {
  readonly rotation: (name: string) => Exact;
  readonly turn: (name: string) => Turn<Exact>;
  readonly terms: (name: string) => readonly SpinTerm<Exact>[];
} {
  const of = (name: string): readonly Rational[] => parameters.get(name) ?? [];
  const shaped = (rows: number, cols: number, xs: readonly Rational[]): Exact =>
    matrixOf(rows, cols, (i, j) => real(xs[i * cols + j]));
  return {
    rotation: (name) => shaped(3, 3, rotationOf(rationals, of(name))),
    turn: (name) => {
      const [re, im] = circle(rationals, of(name)[0]);
      return {
        rotation: shaped(3, 3, aboutPole(rationals, rationals.zero, of(name)[0])),
        phase: [[power(K, { re, im }, weight)]],
      };
    },
    terms: (name) =>
      degrees.map((_, j) => {
        const [p, at, last] = [of(name), perTerm * j, perTerm * degrees.length];
        return {
          c: [[{ re: p[at], im: p[at + 1] }]],
          a: shaped(1, 3, p.slice(at + 2, at + 5)),
          b: shaped(1, 3, p.slice(at + 5, at + 8)),
          n: shaped(3, 1, p.slice(last, last + 3)),
          w: shaped(3, 1, p.slice(last + 3, last + 6)),
        };
      }),
  };
}

/** The function with these parameters, printed; terms with c = 0 are left out. */
export function showFunction(weight: number, p: readonly Rational[], free: boolean): string {
  const q = rationals.show;
  const triple = (from: number): string =>
    `(${p
      .slice(from, from + 3)
      .map(q)
      .join(", ")})`;
  const last = perTerm * degrees.length;
  const [pole, direction] = free ? [triple(last), triple(last + 3)] : ["e_z", "(e_x + i e_y)"];
  const terms = degrees.flatMap((l, j) => {
    const at = perTerm * j;
    const c = { re: p[at], im: p[at + 1] };
    if (K.eq(c, K.zero)) return [];
    const height = l === 0 ? "" : ` (${triple(at + 2)}·g${pole})${l === 1 ? "" : `^${l}`}`;
    return [
      `(${K.show(c)})${height} (${triple(at + 5)}·g${direction})${weight === 1 ? "" : `^${weight}`}`,
    ];
  });
  return terms.length === 0 ? "0" : `g ↦ ${terms.join(" + ")}`;
}

/** cos α and sin α, printed. */
export function showTurn(t: Rational): string {
  const [c, s] = circle(rationals, t);
  return `cos α = ${rationals.show(c)}, sin α = ${rationals.show(s)}`;
}
