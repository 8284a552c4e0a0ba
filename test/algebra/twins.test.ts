import { expect, it } from "vitest";
import {
  algebra,
  basisVector,
  type UnitalAlgebra,
  type Vector,
} from "../../src/algebra/algebra.ts";
import { clifford, complexAlgebra, jets } from "../../src/algebra/algebras.ts";
import { complexField, complexOver, gaussianRationals } from "../../src/algebra/complex.ts";
import { exterior } from "../../src/algebra/exterior.ts";
import { integers } from "../../src/algebra/integer.ts";
import {
  fieldLaws,
  involutionLaws,
  ringLaws,
  unitalRingLaws,
  type Law,
} from "../../src/algebra/laws.ts";
import { polynomials } from "../../src/algebra/polynomial.ts";
import { primeField } from "../../src/algebra/primeField.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import type { Field } from "../../src/algebra/ring.ts";
import { rejectedBy } from "./laws.ts";

/** A structure that obeys its laws on the elements, and one like it that does not. */
interface Twin {
  readonly name: string;
  readonly wrong: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

function twin<T>(
  [name, wrong]: readonly [string, string],
  elements: readonly T[],
  laws: readonly Law<T>[],
  broken: readonly Law<T>[],
): Twin {
  const [accepted, rejected] = [laws, broken].map((l) => rejectedBy(l, elements));
  return { name, wrong, accepted, rejected };
}

const largest = (p: bigint): readonly bigint[] => [0n, 1n, 2n, p - 1n, p - 2n, p / 3n];

function primeTwin(p: bigint, bits: number): Twin {
  const F = primeField(p);
  // As in doubles, where products of large residues lose their last bits.
  const rounded = (a: bigint, b: bigint): bigint => BigInt(Number(a) * Number(b)) % p;
  const laws = (G: Field<bigint>): readonly Law<bigint>[] => [...ringLaws(G), ...fieldLaws(G)];
  const names = [`GF(p), ${bits} bits`, "products in doubles"] as const;
  return twin(names, largest(p), laws(F), laws({ ...F, mul: rounded }));
}

function algebraTwin(
  names: readonly [string, string],
  A: UnitalAlgebra<bigint>,
  changed: (i: number, j: number) => ReturnType<typeof A.structure> | undefined,
): Twin {
  const basis = A.labels.map((_, k): Vector<bigint> => basisVector(A, k));
  const wrong = algebra(integers, "wrong", A.labels, (i, j) => changed(i, j) ?? A.structure(i, j));
  const laws = unitalRingLaws<Vector<bigint>>;
  return twin(names, basis, laws(A), laws({ ...wrong, one: A.one }));
}

const P = polynomials(integers, ["x", "y"]);
const [x, y] = ["x", "y"].map(P.variable);
const half = rational(1, 2);
const gf7i = complexField(primeField(7n), 7n);
const Zi = complexOver(integers);
const gaussian = [rational(0), half, rational(-2, 3)].flatMap((re) =>
  [rational(0), rational(1), half].map((im) => ({ re, im })),
);

const twins: readonly Twin[] = [
  twin(
    ["Z", "sums of 32 bits"],
    [0n, 1n, -1n, 2n ** 31n],
    ringLaws(integers),
    ringLaws({ ...integers, add: (a, b) => BigInt.asIntN(32, a + b) }),
  ),
  twin(
    ["Q", "sums that are not reduced"],
    [rational(0), rational(1), half, rational(-1, 3)],
    [...ringLaws(rationals), ...fieldLaws(rationals)],
    ringLaws({ ...rationals, add: (a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d }) }),
  ),
  primeTwin(2n ** 31n - 1n, 31),
  primeTwin(2n ** 61n - 1n, 61),
  twin(
    ["GF(7)[i]", "i² = 1"],
    [0n, 1n, 3n].flatMap((re) => [0n, 1n, 6n].map((im) => ({ re, im }))),
    [...ringLaws(gf7i), ...fieldLaws(gf7i), ...involutionLaws(gf7i)],
    fieldLaws({
      ...gf7i,
      mul: (a, b) => ({
        re: (a.re * b.re + a.im * b.im) % 7n,
        im: (a.re * b.im + a.im * b.re) % 7n,
      }),
    }),
  ),
  twin(
    ["Z[i]", "conjugation that turns by a right angle"],
    [Zi.zero, Zi.one, Zi.i, { re: 2n, im: -1n }],
    [...ringLaws(Zi), ...involutionLaws(Zi)],
    involutionLaws({ ...Zi, conj: (z) => Zi.mul(z, Zi.i) }),
  ),
  twin(
    ["Q(i)", "the inverse without the norm"],
    gaussian,
    [...ringLaws(gaussianRationals), ...fieldLaws(gaussianRationals)],
    fieldLaws({ ...gaussianRationals, inv: gaussianRationals.conj }),
  ),
  twin(
    ["Z[x, y]", "products of x and y that stay apart"],
    [P.zero, P.one, x, y, P.add(x, y)],
    ringLaws(P),
    ringLaws({
      ...P,
      mul: (f, g) => (P.eq(f, y) && P.eq(g, x) ? P.neg(P.mul(g, f)) : P.mul(f, g)),
    }),
  ),
  algebraTwin(["Z[ε]/(ε³)", "ε² ε = ε²"], jets(integers, 2), (i, j) =>
    i === 2 && j === 1 ? [[2, 1n]] : undefined,
  ),
  algebraTwin(["dual numbers", "1·ε = 1"], jets(integers, 1), (i, j) =>
    i === 0 && j === 1 ? [[0, 1n]] : undefined,
  ),
  algebraTwin(["complex numbers", "i·1 = −i"], complexAlgebra(integers), (i, j) =>
    i === 1 && j === 0 ? [[1, -1n]] : undefined,
  ),
  algebraTwin(["Cl(1, 1)", "e₁e₂ = e₂e₁"], clifford(integers, 1, 1), (i, j) =>
    i === 2 && j === 1 ? [[3, 1n]] : undefined,
  ),
  algebraTwin(["Λ Z³", "e₂ ∧ e₁ = e₁ ∧ e₂"], exterior(integers, 3), (i, j) =>
    i === 2 && j === 1 ? [[3, 1n]] : undefined,
  ),
];

it.each(twins)("the laws accept $name and reject it with $wrong", ({ accepted, rejected }) => {
  expect(accepted).toEqual([]);
  expect(rejected.length).toBeGreaterThan(0);
});
