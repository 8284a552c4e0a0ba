import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../src/claim/problem.ts";
import { freeMatrixModel, isZeroNormalForm } from "../../src/matrices/proof.ts";
import { concretise, differenceAt, jetsOf } from "../../src/matrices/witness.ts";
import type { Stream } from "../../src/numeric/random.ts";
import { printTerm } from "../../src/term/term.ts";
import { fixed } from "../algebra/samples.ts";
import { problemOf, workWith } from "./problem.ts";
import type { Fields, M } from "./problem.ts";
import { aTerm, parametersAt } from "./terms.ts";
import type { Recipe } from "./terms.ts";

/** Whether both sides have the same normal form, and whether exact matrices of some size refute that. */
function compared(
  problem: Problem,
  tries: number,
): { readonly equal: boolean; readonly refuted: boolean } {
  const jets = jetsOf(problem);
  const X = problem.store;
  const difference = X.term(problem.left[0].sort, "sub", [], [problem.left[0], problem.right[0]]);
  const equal = isZeroNormalForm(jets, [difference]);
  for (const N of [1, 2, 3])
    for (let k = 0; k < tries; k++)
      if (differenceAt(jets, N, parametersAt(jets, N, String(k))) !== undefined)
        return { equal, refuted: true };
  return { equal, refuted: false };
}

const printed = (p: Problem): string => `${printTerm(p.left[0])} = ${printTerm(p.right[0])}`;

/** Identities of *-algebras with a unitary U: each returns the same element, written otherwise. */
const rewritings: Readonly<Record<string, (X: Fields, x: M, u: { readonly U: M }) => M>> = {
  "x = 1x": (X, x) => X.mul(X.one(), x),
  "x = UU†x": (X, x, { U }) => X.mul(U, X.adjoint(U), x),
  "x = xUᵀU*": (X, x, { U }) => X.mul(x, X.transpose(U), X.conjugate(U)),
  "x = x††": (X, x) => X.adjoint(X.adjoint(x)),
  "x = x†*ᵀ": (X, x) => X.transpose(X.conjugate(X.adjoint(x))),
  "x = 2x − x": (X, x) => X.sub(X.scale(2, x), x),
  "x = −(−x)": (X, x) => X.neg(X.scale(-1, x)),
  "x = (x − U) + U": (X, x, { U }) => X.add(X.sub(x, U), U),
  "x = ((1 + U)x) − Ux": (X, x, { U }) => X.sub(X.mul(X.add(X.one(), U), x), X.mul(U, x)),
};

describe("the free algebra against exact matrices", () => {
  it("equal normal forms are equal matrices, N = 1, 2, 3, for random terms rewritten", () => {
    const rules = fc.constantFrom(...Object.keys(rewritings));
    fc.assert(
      fc.property(aTerm(4), aTerm(3), rules, rules, fc.boolean(), (f, g, r, s, traced) => {
        const problem = problemOf((X, u) => {
          const x = X.mul(f(X, u), g(X, u));
          const y = rewritings[s](X, X.mul(rewritings[r](X, f(X, u), u), g(X, u)), u);
          return traced ? [X.tr(x), X.tr(y)] : [x, y];
        });
        const { equal, refuted } = compared(problem, 1);
        if (!equal || refuted) throw new Error(printed(problem));
      }),
      fixed(40),
    );
  });
  it("traces of rotated, transposed and conjugated-unitary products have equal forms", () => {
    fc.assert(
      fc.property(aTerm(3), aTerm(3), fc.constantFrom(0, 1, 2), (f, g, k) => {
        const problem = problemOf((X, u) => {
          const [x, y] = [f(X, u), g(X, u)];
          const others = [
            X.tr(X.mul(y, x)),
            X.tr(X.mul(X.transpose(y), X.transpose(x))),
            X.tr(X.mul(u.U, x, y, X.adjoint(u.U))),
          ];
          return [X.tr(X.mul(x, y)), others[k]];
        });
        const { equal, refuted } = compared(problem, 1);
        if (!equal || refuted) throw new Error(printed(problem));
      }),
      fixed(40),
    );
  });
  it("unequal normal forms are refuted by small matrices: no two random terms are told apart in vain", () => {
    const survivors: string[] = [];
    let [same, different] = [0, 0];
    fc.assert(
      fc.property(aTerm(3), aTerm(3), fc.boolean(), (f, g, traced) => {
        const problem = problemOf((X, u) => {
          const [x, y]: [M, M] = [f(X, u), g(X, u)];
          return traced ? [X.tr(x), X.tr(y)] : [x, y];
        });
        const { equal, refuted } = compared(problem, 3);
        if (equal && refuted) throw new Error(`equal forms, unequal matrices: ${printed(problem)}`);
        if (!equal && !refuted) survivors.push(printed(problem));
        if (equal) same++;
        else different++;
      }),
      fixed(150),
    );
    expect(survivors).toEqual([]);
    expect(same).toBeGreaterThan(1);
    expect(different).toBeGreaterThan(50);
  });
  it("finds [A, BC] + … = 0 and not its neighbours", () => {
    const bracket = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
    const jacobi =
      (sign: 1 | -1): Recipe =>
      (X, { A, B, U }) =>
        X.add(
          bracket(X, A, bracket(X, B, U)),
          bracket(X, B, bracket(X, U, A)),
          X.scale(sign, bracket(X, U, bracket(X, A, B))),
        );
    const work = workWith();
    const asked = (f: Recipe) =>
      freeMatrixModel().check(
        problemOf((X, u) => [f(X, u), X.zero()]),
        work,
      );
    expect(asked(jacobi(1))).toMatchObject({ outcome: "holds" });
    expect(asked(jacobi(-1))).toMatchObject({ outcome: "fails", witness: { size: "shrunk" } });
  });
});

describe("freeMatrixModel", () => {
  const work = workWith();
  it("is undecided, not wrong, where an identity holds for some sizes only", () => {
    // Cayley–Hamilton at N = 1: [A, B] = 0 there; every N ≥ 2 refutes it, with a witness.
    const commutes = problemOf((X, { A, B }) => [X.mul(A, B), X.mul(B, A)]);
    expect(freeMatrixModel().check(commutes, work)).toMatchObject({ outcome: "fails" });
    // det of a sum is no word: the model throws rather than guess.
    const sum = problemOf((X, { A, B }) => [X.det(X.add(A, B)), X.add(X.det(A), X.det(B))]);
    expect(() => freeMatrixModel().check(sum, work)).toThrow("a product of unknowns");
  });
  it("is undecided for an identity true at N = 1, 2, 3 and not free: the fundamental trace identity", () => {
    // Procesi 1976: Σ over σ in S₄ of sgn σ tr_σ(A, B, U, V) vanishes on N×N matrices iff N < 4.
    const problem = problemOf((X, { A, B, U, V }) => {
      const xs = [A, B, U, V];
      const terms = permutations([0, 1, 2, 3]).map(({ order, sign }) =>
        X.scale(sign, X.mul(...cycles(order).map((c) => X.tr(X.mul(...c.map((i) => xs[i])))))),
      );
      return [X.add(...terms), X.zeroScalar()];
    });
    const found = freeMatrixModel().check(problem, work);
    expect(found).toMatchObject({ outcome: "undecided" });
    expect((found as { reason: string }).reason).toContain("not free");
  });
  it("counts what cancelled, and sees where there was nothing", () => {
    const zero = problemOf((X, { A }) => [X.scale(0, A), X.zero()]);
    expect(freeMatrixModel().check(zero, work)).toMatchObject({ outcome: "holds", cancelled: 0 });
    const cyclic = problemOf((X, { A, B }) => [X.tr(X.mul(A, B)), X.tr(X.mul(B, A))]);
    expect(freeMatrixModel().check(cyclic, work)).toMatchObject({ outcome: "holds", cancelled: 1 });
    const commutator = problemOf((X, { A }) => [X.sub(X.mul(A, A), X.mul(A, A)), X.zero()]);
    expect(freeMatrixModel().check(commutator, work)).toMatchObject({
      outcome: "holds",
      cancelled: 1,
    });
  });
});

function permutations(xs: readonly number[]): { order: number[]; sign: number }[] {
  if (xs.length === 0) return [{ order: [], sign: 1 }];
  return xs.flatMap((x, i) =>
    permutations(xs.filter((y) => y !== x)).map(({ order, sign }) => ({
      order: [x, ...order],
      sign: i % 2 === 0 ? sign : -sign,
    })),
  );
}

function cycles(order: readonly number[]): number[][] {
  const seen = new Set<number>();
  return order.flatMap((_, start) => {
    const cycle: number[] = [];
    for (let i = start; !seen.has(i); i = order[i]) {
      seen.add(i);
      cycle.push(i);
    }
    return cycle.length === 0 ? [] : [cycle];
  });
}

it("concretise draws −1, 0, 1 six times, then larger numbers", () => {
  // The largest draw each time: AA† = 2 is true of 1 + i, and of no larger multiple of it.
  const problem = problemOf((X, { A }) => [X.mul(A, X.adjoint(A)), X.scale(2, X.one())]);
  const asked: number[] = [];
  const work = workWith();
  const largest = (): Stream => ({
    ...work.stream(),
    at: (attempt) => {
      asked.push(attempt);
      return { ...work.stream(), integer: (_, hi) => hi };
    },
  });
  const witness = concretise(problem, { ...work, stream: largest }, [1]);
  expect(witness).toMatchObject({ confirmed: "exact" });
  expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
