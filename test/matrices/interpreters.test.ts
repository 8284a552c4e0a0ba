import fc from "fast-check";
import { expect, it } from "vitest";
import { complexField, gaussianRationals, type Complex } from "../../src/algebra/complex.ts";
import { matrices as matrixRing, type Matrix } from "../../src/algebra/matrix.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";
import { entriesOf } from "../../src/matrices/entries.ts";
import {
  exactMatrices,
  literalIn,
  matrixFrom,
  parameterCount,
  type ExactCarriers,
} from "../../src/matrices/exact.ts";
import {
  freeMatrices,
  type FreeCarriers,
  type TracePolynomial,
  type Words,
} from "../../src/matrices/freeAlgebra.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { jetsOf, propertyOf, type Jets } from "../../src/matrices/witness.ts";
import { stream } from "../../src/numeric/random.ts";
import { programBuilder } from "../../src/program/builder.ts";
import { evaluate as evaluateProgram } from "../../src/program/evaluate.ts";
import { evaluate } from "../../src/term/evaluate.ts";
import { printTerm, unknownName, type Term } from "../../src/term/term.ts";
import { fixed } from "../algebra/samples.ts";
import { problemOf } from "./problem.ts";
import { aTerm } from "./terms.ts";

const numRuns = process.env.COMMUTE_EFFORT === "deep" ? 100_000 : 100;
const K = gaussianRationals;
type Value = Matrix<Complex<Rational>> | Complex<Rational>;
type Parameters = ReadonlyMap<string, readonly number[]>;

const p = 2n ** 61n - 1n;
const F = primeField(p);
const Fi = complexField(F, p);

const entries = <T>(x: Matrix<Complex<T>> | Complex<T>): readonly Complex<T>[] =>
  "re" in x ? [x] : x.flat();

/** By the definition of every operation, over Q(i). */
function overQ(jets: Jets, N: number, at: Parameters): Value[] {
  const unknown = (u: Term): Matrix<Complex<Rational>> => overQAt(jets, N, at, u);
  return evaluate<typeof matrices, ExactCarriers<Rational>>(
    matrices,
    exactMatrices(rationals, K, N, (by) => literalIn(rationals, by)),
    { unknown, apply: () => K.zero },
    jets.left,
  );
}

function overQAt(jets: Jets, N: number, at: Parameters, u: Term): Matrix<Complex<Rational>> {
  const parameters = (at.get(unknownName(u)) ?? []).map((x) => rational(x));
  return matrixFrom(rationals, K, N, propertyOf(jets, u), parameters);
}

/** Over GF(2^61 − 1)[i]. */
function overPrime(jets: Jets, N: number, at: Parameters): Complex<bigint>[][] {
  const unknown = (u: Term): Matrix<Complex<bigint>> => {
    const parameters = (at.get(unknownName(u)) ?? []).map((x) => (BigInt(x) + p) % p);
    return matrixFrom(F, Fi, N, propertyOf(jets, u), parameters);
  };
  const values = evaluate<typeof matrices, ExactCarriers<bigint>>(
    matrices,
    exactMatrices(F, Fi, N, (by) => literalIn(F, by)),
    { unknown, apply: () => Fi.zero },
    jets.left,
  );
  return values.map((x) => [...entries(x)]);
}

/** As one commutative program in the entries, evaluated over Q. */
function byEntries(jets: Jets, N: number, at: Parameters): Complex<Rational>[][] {
  const B = programBuilder();
  const nodes = entriesOf(B, N, jets.left, (u) =>
    overQAt(jets, N, at, u).map((row) =>
      row.map(({ re, im }) => ({ re: B.constant(re), im: B.constant(im) })),
    ),
  );
  return nodes.map((side) => {
    const program = B.program(side.flatMap(({ re, im }) => [re, im]));
    const values = evaluateProgram(rationals, program, []);
    return side.map((_, k) => ({ re: values[2 * k], im: values[2 * k + 1] }));
  });
}

/** The normal form in the free algebra, its words multiplied out again. */
function byWords(jets: Jets, N: number, at: Parameters): Value[] {
  const M = matrixRing(K, N);
  const free = freeMatrices((name) => jets.propertyOf(name));
  const letters = new Map<number, Matrix<Complex<Rational>>>();
  const unknown = (u: Term): Words => {
    const words = free.unknown(u);
    const [letter] = [...words.keys()];
    letters.set(letter.charCodeAt(0), overQAt(jets, N, at, u));
    return words;
  };
  const normal = evaluate<typeof matrices, FreeCarriers>(
    matrices,
    free.algebra,
    { unknown, apply: (): Words => new Map() },
    jets.left,
  );
  const letterValue = (code: number): Matrix<Complex<Rational>> => {
    const flavour = code & 3;
    const plain = letters.get(code - flavour) ?? M.zero;
    const turned = (flavour & 1) === 1 ? M.transpose(plain) : plain;
    return (flavour & 2) === 2 ? turned.map((row) => row.map(K.conj)) : turned;
  };
  const product = (word: string): Matrix<Complex<Rational>> =>
    [...word].map((c) => letterValue(c.charCodeAt(0))).reduce(M.mul, M.one);
  const times = (q: Rational, z: Complex<Rational>): Complex<Rational> => ({
    re: rationals.mul(q, z.re),
    im: rationals.mul(q, z.im),
  });
  return normal.map((form, k) =>
    jets.left[k].sort === "M"
      ? [...(form as Words)].reduce<Matrix<Complex<Rational>>>(
          (sum, [word, q]) =>
            M.add(
              sum,
              product(word).map((row) => row.map((z) => times(q, z))),
            ),
          M.zero,
        )
      : [...(form as TracePolynomial)].reduce<Complex<Rational>>((sum, [monomial, q]) => {
          const traces = [...monomial.matchAll(/tr\(([^)]*)\)\^(\d+)/g)].flatMap(([, word, e]) =>
            Array.from({ length: Number(e) }, () => M.trace(product(word))),
          );
          return K.add(sum, times(q, traces.reduce(K.mul, K.one)));
        }, K.zero),
  );
}

it("over Q(i), over GF(p)[i], in the entries and by words of the free algebra, random terms have one value", () => {
  const draws = stream("matrices", "interpreters");
  let [nonzero, runs] = [0, 0];
  fc.assert(
    fc.property(aTerm(4), aTerm(3), fc.boolean(), (f, g, traced) => {
      const { left, store, unknowns, ...problem } = problemOf((X, u) => {
        const x = X.mul(f(X, u), g(X, u));
        return traced ? [X.mul(X.tr(x), X.tr(g(X, u))), X.zeroScalar()] : [x, X.zero()];
      });
      const jets = jetsOf({ ...problem, left, store, unknowns });
      const N = 1 + (runs++ % 2);
      const at = new Map(
        jets.unknowns.map((u) => [
          unknownName(u),
          Array.from({ length: parameterCount(propertyOf(jets, u), N) }, () =>
            draws.integer(-2, 2),
          ),
        ]),
      );
      const values = overQ(jets, N, at).map(entries);
      const residues = overPrime(jets, N, at);
      const expanded = byEntries(jets, N, at);
      const words = byWords(jets, N, at).map(entries);
      values.forEach((value, i) =>
        value.forEach((z, k) => {
          if (!K.eq(z, K.zero)) nonzero++;
          const residue = (q: Rational): bigint => literalIn(F, `${q.n}/${q.d}`);
          const r = residues[i][k];
          const what = !K.eq(z, expanded[i][k])
            ? "entries"
            : !K.eq(z, words[i][k])
              ? "words"
              : residue(z.re) !== r.re || residue(z.im) !== r.im
                ? "residues"
                : undefined;
          if (what !== undefined) throw new Error(`${what}: ${printTerm(left[i])}`);
        }),
      );
    }),
    fixed(numRuns),
  );
  expect(nonzero).toBeGreaterThan(runs);
}, 3e6);
