import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianRationals, type Complex } from "../../src/algebra/complex.ts";
import { matrixOf, mulMatrix, transpose } from "../../src/algebra/matrix.ts";
import type { Matrix } from "../../src/algebra/matrix.ts";
import { polynomials, totalDegree } from "../../src/algebra/polynomial.ts";
import type { Polynomial } from "../../src/algebra/polynomial.ts";
import { absoluteRational, parseRational, rationals } from "../../src/algebra/rational.ts";
import type { Rational } from "../../src/algebra/rational.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { boundMatrices } from "../../src/matrices/bounds.ts";
import type { Bound } from "../../src/matrices/bounds.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { jetsOf, propertyOf } from "../../src/matrices/witness.ts";
import type { Jets } from "../../src/matrices/witness.ts";
import { evaluate } from "../../src/term/evaluate.ts";
import { printTerm, unknownName } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";
import { fixed } from "../algebra/samples.ts";
import { problemOf } from "./problem.ts";
import { aTerm } from "./terms.ts";

type Poly = Polynomial<Complex<Rational>>;
/** num / ∏ of named denominators, never reduced: the numerator whose size the bound speaks of. */
interface Fraction {
  readonly num: Poly;
  readonly den: ReadonlyMap<string, number>;
}
type Entries = Matrix<Fraction>;
interface Carriers {
  readonly [sort: string]: Entries | Fraction;
  readonly M: Entries;
  readonly S: Fraction;
}

/** Both sides expanded to polynomials over Q(i) in the real parameters, and the bound beside them. */
function expanded(
  problem: Problem,
  N: number,
): { readonly numerators: Poly[]; readonly bound: Bound } {
  const jets = jetsOf(problem);
  const P = polynomials(gaussianRationals, variables(jets, N));
  const conj = (f: Poly): Poly => new Map([...f].map(([k, c]) => [k, gaussianRationals.conj(c)]));
  const denominators = new Map<string, Poly>();
  const raise = (x: Fraction, den: ReadonlyMap<string, number>): Poly => {
    let { num } = x;
    for (const [name, e] of den)
      for (let k = x.den.get(name) ?? 0; k < e; k++)
        num = P.mul(num, denominators.get(name) ?? P.zero);
    return num;
  };
  const common = (...xs: Fraction[]): Map<string, number> => {
    const den = new Map<string, number>();
    for (const x of xs) for (const [n, e] of x.den) den.set(n, Math.max(e, den.get(n) ?? 0));
    return den;
  };
  const K = {
    zero: { num: P.zero, den: new Map<string, number>() } as Fraction,
    one: { num: P.one, den: new Map<string, number>() } as Fraction,
    add: (a: Fraction, b: Fraction): Fraction => {
      const den = common(a, b);
      return { num: P.add(raise(a, den), raise(b, den)), den };
    },
    neg: (a: Fraction): Fraction => ({ ...a, num: P.neg(a.num) }),
    mul: (a: Fraction, b: Fraction): Fraction => {
      const den = new Map(a.den);
      for (const [n, e] of b.den) den.set(n, (den.get(n) ?? 0) + e);
      return { num: P.mul(a.num, b.num), den };
    },
  };
  const bar = (x: Fraction): Fraction => ({
    num: conj(x.num),
    den: new Map(
      [...x.den].map(([n, e]) => {
        if (n.startsWith("the integer")) return [n, e];
        const other = n.endsWith("*") ? n.slice(0, -1) : `${n}*`;
        denominators.set(other, conj(denominators.get(n) ?? P.zero));
        return [other, e];
      }),
    ),
  });
  const scale = (by: number | string, x: Fraction): Fraction => {
    const q = parseRational(String(by));
    const c = P.constant({ re: { n: q.n, d: 1n }, im: rationals.zero });
    if (q.d === 1n) return { ...x, num: P.mul(c, x.num) };
    const name = `the integer ${q.d}`;
    denominators.set(name, P.constant({ re: { n: q.d, d: 1n }, im: rationals.zero }));
    return { num: P.mul(c, x.num), den: new Map([...x.den, [name, (x.den.get(name) ?? 0) + 1]]) };
  };
  const each = (f: (...xs: Fraction[]) => Fraction, ...xs: Entries[]): Entries =>
    matrixOf(N, N, (i, j) => f(...xs.map((x) => x[i][j])));
  const sub = (a: Fraction, b: Fraction): Fraction => K.add(a, K.neg(b));
  const trace = (x: Entries): Fraction => x.map((row, i) => row[i]).reduce(K.add);
  const i = P.constant(gaussianRationals.i);
  const variable = (name: string): Poly => P.variable(name);
  const complex = (re: string, im: string): Poly => P.add(variable(re), P.mul(i, variable(im)));
  const unknown = (t: Term): Entries => {
    const name = unknownName(t);
    if (propertyOf(jets, t) !== "unitary")
      return matrixOf(N, N, (a, b) => ({
        num: complex(`${name}x${a}${b}`, `${name}y${a}${b}`),
        den: new Map(),
      }));
    const X = matrixOf(N, N, (a, b): Poly =>
      a === b
        ? P.mul(i, variable(`${name}y${a}${a}`))
        : a < b
          ? complex(`${name}x${a}${b}`, `${name}y${a}${b}`)
          : P.neg(conj(complex(`${name}x${b}${a}`, `${name}y${b}${a}`))),
    );
    const one = (a: number, b: number): Poly => (a === b ? P.one : P.zero);
    const plus = matrixOf(N, N, (a, b) => P.add(one(a, b), X[a][b]));
    const minus = matrixOf(N, N, (a, b) => P.add(one(a, b), P.neg(X[a][b])));
    // The inverse by minors, for N ≤ 2.
    const det =
      N === 1
        ? plus[0][0]
        : P.add(P.mul(plus[0][0], plus[1][1]), P.neg(P.mul(plus[0][1], plus[1][0])));
    const adjugate =
      N === 1
        ? [[P.one]]
        : [
            [plus[1][1], P.neg(plus[0][1])],
            [P.neg(plus[1][0]), plus[0][0]],
          ];
    const den = `det(1+X[${name}])`;
    denominators.set(den, det);
    return mulMatrix(P, minus, adjugate).map((row) =>
      row.map((num) => ({ num, den: new Map([[den, 1]]) })),
    );
  };
  const values = evaluate<typeof matrices, Carriers>(
    matrices,
    {
      add: { M: (...xs) => xs.reduce((a, b) => each(K.add, a, b)), S: (...xs) => xs.reduce(K.add) },
      sub: { M: (a, b) => each(sub, a, b), S: sub },
      neg: { M: (a) => each(K.neg, a), S: K.neg },
      scale: { M: (by, a) => each((x) => scale(by, x), a), S: scale },
      mul: {
        M: (...xs) => xs.reduce((a, b) => mulMatrix(K, a, b)),
        S: (...xs) => xs.reduce(K.mul),
      },
      one: () => matrixOf(N, N, (a, b) => (a === b ? K.one : K.zero)),
      zero: () => matrixOf(N, N, () => K.zero),
      zeroScalar: () => K.zero,
      adjoint: (a) => each(bar, transpose(a)),
      transpose,
      conjugate: (a) => each(bar, a),
      tr: trace,
      det: (a) => (N === 1 ? a[0][0] : sub(K.mul(a[0][0], a[1][1]), K.mul(a[0][1], a[1][0]))),
    },
    { unknown, apply: () => K.zero },
    [problem.left[0], problem.right[0]],
  );
  const bound = boundOf(jets, N, problem);
  const entries = (x: Entries | Fraction): Fraction[] => ("num" in x ? [x] : x.flat());
  const [l, r] = [entries(values[0]), entries(values[1])];
  return { numerators: l.map((x, k) => raise(sub(x, r[k]), bound.denominator)), bound };
}

function variables(jets: Jets, N: number): string[] {
  return jets.unknowns.flatMap((u) =>
    [...Array(N * N).keys()].flatMap((k) =>
      ["x", "y"].map((part) => `${unknownName(u)}${part}${Math.floor(k / N)}${k % N}`),
    ),
  );
}

function boundOf(jets: Jets, N: number, problem: Problem): Bound {
  const B = boundMatrices(N);
  const [l, r] = evaluate<typeof matrices, { [s: string]: Bound; M: Bound; S: Bound }>(
    matrices,
    B.algebra,
    B.point((name) => jets.propertyOf(name)),
    [problem.left[0], problem.right[0]],
  );
  return B.difference(l, r);
}

/** The larger of the 1-norms of the real and of the imaginary part. */
function norm(f: Poly): Rational {
  let [re, im] = [rationals.zero, rationals.zero];
  for (const c of f.values()) {
    re = rationals.add(re, absoluteRational(c.re));
    im = rationals.add(im, absoluteRational(c.im));
  }
  return re.n * im.d > im.n * re.d ? re : im;
}

function check(problem: Problem, N: number): void {
  const { numerators, bound } = expanded(problem, N);
  for (const f of numerators) {
    const size = norm(f);
    if (size.d !== 1n)
      throw new Error(`${printTerm(problem.left[0])}: a numerator that is not integer`);
    if (size.n > bound.norm || totalDegree(f) > Number(bound.degree))
      throw new Error(
        `${printTerm(problem.left[0])} = ${printTerm(problem.right[0])}, N = ${N}: degree ${totalDegree(f)} of ${bound.degree}, norm ${size.n} of ${bound.norm}`,
      );
  }
}

describe("boundMatrices", () => {
  it.each([1, 2])("bounds degree and 1-norm of random terms from above, N = %i", (N) => {
    fc.assert(
      fc.property(aTerm(N === 1 ? 5 : 3), aTerm(2), fc.boolean(), (f, g, traced) => {
        check(
          problemOf((X, u) => (traced ? [X.tr(f(X, u)), X.tr(g(X, u))] : [f(X, u), g(X, u)])),
          N,
        );
      }),
      fixed(N === 1 ? 80 : 40),
    );
  });
  it("bounds determinants, products of traces, and products of conjugates of unitaries", () => {
    for (const N of [1, 2]) {
      check(
        problemOf((X, { A }) => [X.det(A), X.zeroScalar()]),
        N,
      );
      check(
        problemOf((X, { A, B }) => [X.det(X.mul(A, B)), X.mul(X.det(A), X.det(B))]),
        N,
      );
      check(
        problemOf((X, { A, B }) => [X.mul(X.tr(A), X.tr(B), X.tr(A)), X.tr(X.mul(A, B))]),
        N,
      );
      check(
        problemOf((X, { U }) => [X.det(U), X.scale("2/3", X.tr(X.mul(U, X.adjoint(U))))]),
        N,
      );
      check(
        problemOf((X, { A, U }) => [X.mul(U, A, X.adjoint(U)), X.scale("-1/2", A)]),
        N,
      );
    }
  });
  it("is attained: the degree of tr(AB), the norm of Re(AB) at N = 1", () => {
    const product = expanded(
      problemOf((X, { A, B }) => [X.mul(A, B), X.zero()]),
      1,
    );
    expect(product.bound).toMatchObject({ degree: 2n, norm: 2n });
    expect(norm(product.numerators[0]).n).toBe(2n);
  });
  it("is attained by det(1 + X) = 1 − y₀y₁ + x² + y² + i(y₀ + y₁) of a unitary matrix at N = 2", () => {
    const problem = problemOf((X, { U }) => [U, X.zero()]);
    const B = boundMatrices(2);
    B.point(() => "unitary").unknown(problem.left[0]);
    expect([...B.factors]).toEqual([["det(1+X[U])", { degree: 2n, norm: 4n }]]);
  });
  it("counts before cancellation: AB − AB is bounded by twice AB, not by 0", () => {
    const problem = problemOf((X, { A, B }) => [X.mul(A, B), X.mul(A, B)]);
    expect(boundOf(jetsOf(problem), 1, problem)).toMatchObject({ degree: 2n, norm: 4n });
  });
});
