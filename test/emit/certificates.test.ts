import { expect, it } from "vitest";
import { equation } from "../../src/claim/equation.ts";
import { having } from "../../src/claim/problem.ts";
import { corroborate } from "../../src/corroborate/corroborate.ts";
import type { Engine } from "../../src/corroborate/engine.ts";
import { certificates } from "../../src/emit/certificates.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import { equations } from "../claim/agreement.ts";

const unitaries = equation({
  id: "test/emit/unitary",
  states: "U^\\dagger U = 1",
  over: matrices,
  unknowns: () => ({ U: having("M", "unitary"), H: having("M", "hermitian"), X: "M" as const }),
  assume: { unitary: "U is unitary", hermitian: "H is Hermitian" },
  parts: (X, { U }) => ({ inverse: X.adjoint(U) }),
  left: (X, { U, H, X: Y }, { inverse }) => [X.mul(inverse, U), X.mul(X.adjoint(Y), H)],
  right: (X, { H, X: Y }) => [X.one(), X.adjoint(X.mul(H, Y))],
  models: [],
  nearMisses: (X, { U }) => ({
    transposed: { why: "U^T in place of its adjoint", change: { inverse: X.transpose(U) } },
    twice: { why: "true as well", change: { inverse: X.adjoint(X.adjoint(X.adjoint(U))) } },
    "not-unitary": { why: "any U", without: "unitary" },
  }),
});

it("certificates() asks of the claim and of each near miss that differs, and names the others", () => {
  const found = certificates(unitaries);
  if (typeof found === "string") throw new Error(found);
  expect(found.questions.map(({ name, about, expects }) => [name, about, expects])).toEqual([
    ["claim", "2x2 matrices", true],
    ["near miss transposed", "2x2 matrices", false],
    ["near miss not-unitary", "2x2 matrices", false],
  ]);
  expect(found.blind).toEqual(["twice: true of 2x2 matrices"]);
});

it("certificates() prints programs whose roots vanish, at rational points, as claimed", () => {
  const found = certificates(unitaries);
  if (typeof found === "string") throw new Error(found);
  for (const { name, program, expects } of found.questions) {
    const values = program.variables.map((_, k) => rational(2 * k + 3, k + 2));
    const zero = evaluate(rationals, program, values).every(({ n }) => n === 0n);
    expect(zero, name).toBe(expects);
  }
});

it("certificates() of an expected refutation ask of the formula as printed, and as corrected", () => {
  const claim = equation({
    id: "test/emit/printed",
    states: "XY = YX",
    over: matrices,
    unknowns: () => ({ X: "M", Y: "M" }) as const,
    parts: (X, u) => ({ right: X.mul(u.Y, u.X) }),
    left: (X, u) => X.mul(u.X, u.Y),
    right: (_X, _u, { right }) => right,
    control: (X, u) => ({ right: X.mul(u.X, u.Y) }),
    expects: "fails",
    models: [],
  });
  const found = certificates(claim);
  expect(
    typeof found === "string" ? found : found.questions.map((q) => [q.name, q.expects]),
  ).toEqual([
    ["claim as printed", false],
    ["corrected", true],
  ]);
});

it("certificates() of a side condition, or of no equation, is a sentence", () => {
  const bound = equation({
    id: "test/emit/given",
    states: "X = Y",
    over: matrices,
    unknowns: () => ({ X: "M", Y: "M" }) as const,
    assume: { same: "X is Y" },
    given: (_X, u) => ({ same: [u.X, u.Y] }),
    left: (_X, u) => u.X,
    right: (_X, u) => u.Y,
    models: [],
  });
  expect(certificates(bound)).toBe("no commutative form: it is stated under a side condition");
  expect(certificates({ ...unitaries, shape: "estimate" })).toBe(
    "no commutative form: it is of the shape estimate",
  );
});

it("certificates() and second opinions say nothing of a claim on one given field", async () => {
  // True of the instanton, and not of every field.
  const instanton = (await equations()).find(({ id }) => id.endsWith("/instanton-is-self-dual"));
  if (instanton === undefined) throw new Error("the claim is gone");
  expect(certificates(instanton)).toMatch(/^no commutative form: it speaks of the field .* alone$/);
  const engine: Engine = {
    name: "none",
    version: "0",
    mostTerms: 1000,
    ask: () => ({ finds: "zero", how: "asked" }),
  };
  const [row] = corroborate(instanton, { outcome: "holds" }, () => [engine]);
  expect(row.says).toBe("cannot");
});
