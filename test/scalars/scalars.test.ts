import { expect, it } from "vitest";
import type { Work } from "../../src/claim/claim.ts";
import { equation } from "../../src/claim/equation.ts";
import { many } from "../../src/claim/problem.ts";
import { sampledScalars } from "../../src/scalars/points.ts";
import { freeScalarModel } from "../../src/scalars/proof.ts";
import { scalars } from "../../src/scalars/signature.ts";
import type { Operations } from "../../src/term/record.ts";
import type { Term } from "../../src/term/term.ts";

type R = Term<"R">;
type X = Operations<typeof scalars>;
const work: Work = { effort: "quick", seed: "1", device: () => Promise.reject(new Error("none")) };
const models = [freeScalarModel(), sampledScalars()];

/** (Σ a²)(Σ b²) − (Σ ab)² = Σ_{i<j} (a_i b_j − a_j b_i)², Lagrange's identity, n = 3. */
const lagrange = equation({
  id: "test/scalars/lagrange",
  states: "Lagrange",
  over: scalars,
  unknowns: () => ({ a: many("R", 3), b: many("R", 3) }) as const,
  parts: (X: X) => ({ minor: (p: R, q: R): R => X.sub(p, q) }),
  left: (X, { a, b }) => {
    const dot = (x: readonly R[], y: readonly R[]): R => X.add(...x.map((p, i) => X.mul(p, y[i])));
    return X.sub(X.mul(dot(a, a), dot(b, b)), X.power(2, dot(a, b)));
  },
  right: (X, { a, b }, p) => {
    const pairs = [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const;
    return X.add(
      ...pairs.map(([i, j]) => X.power(2, p.minor(X.mul(a[i], b[j]), X.mul(a[j], b[i])))),
    );
  },
  models,
  nearMisses: (X) => ({
    sum: { why: "a sign", change: { minor: (p: R, q: R): R => X.add(p, q) } },
  }),
});

it("freeScalarModel proves Lagrange's identity, sampledScalars agrees, both kill the wrong sign", async () => {
  const record = await lagrange.check(work);
  expect(record.outcome).toBe("holds");
  expect(record.evidence.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    "proved holds",
    "sampled-exact holds",
  ]);
  expect(record.evidence[1].errorLog2).toBeLessThanOrEqual(-128);
  expect(Number(record.evidence[1].degree)).toBeGreaterThanOrEqual(4);
  expect(record.nearMisses[0].by.map(({ outcome }) => outcome)).toEqual(["fails", "fails"]);
});

/** The outcome of one model on left = right in x, y. */
async function outcomes(
  left: (X: X, x: R, y: R) => R,
  right: (X: X, x: R, y: R) => R,
): Promise<string[]> {
  const claim = equation({
    id: "test/scalars/one",
    states: "one",
    over: scalars,
    unknowns: () => ({ x: "R", y: "R" }) as const,
    parts: () => ({}),
    left: (X, { x, y }) => left(X, x, y),
    right: (X, { x, y }) => right(X, x, y),
    models,
  });
  const { evidence } = await claim.check(work);
  return evidence.map(
    ({ outcome, reason, witness }) =>
      `${outcome}${witness === undefined ? "" : `: ${witness.says}`}${reason === undefined ? "" : `: ${reason}`}`,
  );
}

it("scalars: quotients agree where no divisor vanishes, and a witness is exact", async () => {
  const held = await outcomes(
    (X, x, y) => X.div(X.sub(X.power(2, x), X.power(2, y)), X.sub(x, y)),
    (X, x, y) => X.add(x, y),
  );
  expect(held).toEqual(["holds", "holds"]);
  const found = await outcomes(
    (X, x) => X.power(3, x),
    (_, x) => x,
  );
  for (const one of found) expect(one).toMatch(/^fails: left − right = -?\d+$/);
});

it("scalars: what vanishes modulo small primes, or on GF(251), is not 0", async () => {
  const both = await outcomes(
    (X, x, y) => X.mul(X.rational(251), x, y),
    (X) => X.rational(0),
  );
  for (const one of both) expect(one).toMatch(/^fails/);
  const fermat = await outcomes(
    (X, x) => X.power(251, x),
    (_, x) => x,
  );
  for (const one of fermat) expect(one).toMatch(/^fails/);
});

it("scalars: sides without a term are vacuous, hence undecided", async () => {
  const found = await outcomes(
    (X, x) => X.mul(X.rational(0), x),
    (X, _, y) => X.mul(y, X.rational(0)),
  );
  for (const one of found) expect(one).toMatch(/^undecided: (every term|both)/);
});

it("freeScalarModel with a budget says undecided: budget", async () => {
  const tiny = { ...lagrange };
  const model = freeScalarModel(3);
  const [problem] = tiny.problems();
  const stream = (): never => {
    throw new Error("no draw is needed");
  };
  const found = await model.check(problem, { ...work, stream, first: true });
  expect(`${found.outcome}: ${String(found.reason)}`).toMatch(/^undecided: budget/);
});
