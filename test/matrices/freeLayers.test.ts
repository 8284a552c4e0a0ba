import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/claim/model.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { floatLayers } from "../../src/matrices/floatLayers.ts";
import { freeLayerModel } from "../../src/matrices/freeLayers.ts";
import { matrixLayers } from "../../src/matrices/signature.ts";
import { recorder } from "../../src/term/record.ts";
import type { Operations } from "../../src/term/record.ts";
import type { Term } from "../../src/term/term.ts";
import { problemOf, workWith } from "./problem.ts";
import type { Unknowns } from "./problem.ts";

type Layers = Operations<typeof matrixLayers>;
type Sides = (X: Layers, u: Unknowns) => readonly [Term, Term];

/** A problem over layers: the store and the unknowns of `problemOf`, with this signature. */
function layered(sides: Sides): Problem {
  const base = problemOf((_, { A }) => [A, A]);
  const unknown = (name: string): Term<"M"> => base.store.term("M", "unknown", [name, ""], []);
  const u = Object.fromEntries(base.unknowns.map(({ name }) => [name, unknown(name)])) as Unknowns;
  const [left, right] = sides(recorder(matrixLayers, base.store), u);
  return { ...base, signature: matrixLayers, left: [left], right: [right] };
}

const free = (sides: Sides): Finding =>
  freeLayerModel().check(layered(sides), workWith()) as Finding;
const float = (sides: Sides): Promise<Finding> =>
  Promise.resolve(
    floatLayers({ sizes: [2, 3], samples: { quick: 64, default: 64, deep: 64 } }).check(
      layered(sides),
      { ...workWith(), first: false },
    ),
  );

const conjugate = (X: Layers, { A, U }: Unknowns): Term<"M"> => X.mul(U, A, X.adjoint(U));

const identities: Readonly<Record<string, Sides>> = {
  "(tr A)·B has trace tr A tr B": (X, { A, B }) => [
    X.tr(X.times(X.tr(A), B)),
    X.mul(X.tr(A), X.tr(B)),
  ],
  "((tr A)·B)† = conj(tr A)·B†": (X, { A, B }) => [
    X.adjoint(X.times(X.tr(A), B)),
    X.times(X.tr(X.conjugate(A)), X.adjoint(B)),
  ],
  "relu tr UAU† = relu tr A": (X, u) => [X.relu(X.tr(conjugate(X, u))), X.relu(X.tr(u.A))],
  "relu tr 3A = 3 relu tr A": (X, { A }) => [
    X.relu(X.tr(X.scale(3, A))),
    X.scale(3, X.relu(X.tr(A))),
  ],
  "relu tr A − relu tr(−A) = Re tr A": (X, { A }) => [
    X.sub(X.relu(X.tr(A)), X.relu(X.neg(X.tr(A)))),
    X.scale("1/2", X.add(X.tr(A), X.tr(X.adjoint(A)))),
  ],
  "relu tr A = relu tr A†": (X, { A }) => [X.relu(X.tr(A)), X.relu(X.tr(X.adjoint(A)))],
  "|tr(−2A)| = 2 |tr A†|": (X, { A }) => [
    X.abs(X.tr(X.scale(-2, A))),
    X.scale(2, X.abs(X.tr(X.adjoint(A)))),
  ],
  "(1/tr 2A)·UAU† = ½ U (1/tr A)·A U†": (X, u) => [
    X.times(X.reciprocal(X.tr(X.scale(2, u.A))), conjugate(X, u)),
    X.scale("1/2", X.mul(u.U, X.times(X.reciprocal(X.tr(u.A)), u.A), X.adjoint(u.U))),
  ],
  "max(1/3, tr UAU†) = max(1/3, tr A)": (X, u) => [
    X.atLeast("1/3", X.tr(conjugate(X, u))),
    X.atLeast("1/3", X.tr(u.A)),
  ],
};

/** False ones, each close to one above. */
const falsehoods: Readonly<Record<string, Sides>> = {
  "((tr A)·B)† = (tr A)·B†": (X, { A, B }) => [
    X.adjoint(X.times(X.tr(A), B)),
    X.times(X.tr(A), X.adjoint(B)),
  ],
  "relu tr UAUᵀ = relu tr A": (X, { A, U }) => [
    X.relu(X.tr(X.mul(U, A, X.transpose(U)))),
    X.relu(X.tr(A)),
  ],
  "relu tr(−A) = −relu tr A": (X, { A }) => [X.relu(X.tr(X.neg(A))), X.neg(X.relu(X.tr(A)))],
  "|tr A| = tr A": (X, { A }) => [X.abs(X.tr(A)), X.tr(A)],
  "1/(tr A + tr B) = 1/tr A + 1/tr B": (X, { A, B }) => [
    X.reciprocal(X.add(X.tr(A), X.tr(B))),
    X.add(X.reciprocal(X.tr(A)), X.reciprocal(X.tr(B))),
  ],
  "max(1/3, tr A) = max(1/4, tr A)": (X, { A }) => [
    X.atLeast("1/3", X.tr(A)),
    X.atLeast("1/4", X.tr(A)),
  ],
};

/** What reads entries has no free model. */
const ofEntries: Readonly<Record<string, Sides>> = {
  "hadamard of UAU†": (X, u) => [
    X.hadamard(conjugate(X, u), conjugate(X, u)),
    X.mul(u.U, X.hadamard(u.A, u.A), X.adjoint(u.U)),
  ],
  "corner of UAU†": (X, u) => [X.corner(conjugate(X, u)), X.corner(u.A)],
  "reluEntries of UAU†": (X, u) => [
    X.reluEntries(conjugate(X, u)),
    X.mul(u.U, X.reluEntries(u.A), X.adjoint(u.U)),
  ],
  "meanEntry of UAU†": (X, u) => [X.meanEntry(conjugate(X, u)), X.meanEntry(u.A)],
};

describe("freeLayerModel and floatLayers", () => {
  for (const [name, sides] of Object.entries(identities))
    it(`${name} is proved, and holds in floats`, async () => {
      expect(free(sides).outcome).toBe("holds");
      expect((await float(sides)).outcome).toBe("holds");
    });

  for (const [name, sides] of Object.entries(falsehoods))
    it(`${name} is refuted by small matrices in both`, async () => {
      const proof = free(sides);
      expect(proof.outcome).toBe("fails");
      expect(proof.witness?.left).not.toBe(proof.witness?.right);
      expect((await float(sides)).outcome).toBe("fails");
    });

  for (const [name, sides] of Object.entries(ofEntries))
    it(`${name} is refused by the free model and refuted in floats`, async () => {
      expect(() => free(sides)).toThrow(/does not interpret/);
      expect((await float(sides)).witness?.confirmed).toBe("enclosure");
    });

  it("1/0 decides nothing", async () => {
    const found = await float((X, { A }) => [
      X.times(X.reciprocal(X.sub(X.tr(A), X.tr(A))), A),
      X.times(X.reciprocal(X.sub(X.tr(A), X.tr(A))), X.scale(2, A)),
    ]);
    expect(found.outcome).toBe("undecided");
  });
});
