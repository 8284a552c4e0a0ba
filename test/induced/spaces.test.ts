import { expect, it } from "vitest";
import type { Translation } from "../../src/index.ts";
import { homFromFunctions, homToRestriction } from "../../src/induced/reciprocity.ts";
import {
  correspondence,
  projectorTrace,
  translationRepresentation,
} from "../../src/induced/spaces.ts";
import { mackey, unreversed } from "./problem.ts";

const left: Translation = (X, u, f) => (g) => f(X.op(X.inv(u), g));
const right: Translation = (X, u, f) => (g) => f(X.op(g, u));

it("translationRepresentation tells an action from a space that has none", () => {
  expect(translationRepresentation("S4 ⊃ S3, standard", mackey, left)).toMatchObject({
    dimension: 8,
  });
  expect(translationRepresentation("S4 ⊃ S3, standard", mackey, right)).toBe("not invariant");
  expect(translationRepresentation("S4 ⊃ S3, standard", unreversed, left)).toBe("zero");
});

it("homFromFunctions agrees with the restriction, and is 0 on the space 0", () => {
  const multiplicity = (pi: string): unknown => homFromFunctions("S4 ⊃ C4, χ1", pi, mackey, left);
  for (const pi of ["trivial", "sign", "pairings", "standard", "standard ⊗ sign"])
    expect(multiplicity(pi)).toBe(homToRestriction("S4 ⊃ C4, χ1", pi));
  expect(homFromFunctions("S4 ⊃ S3, standard", "standard", unreversed, left)).toBe(0);
  expect(() => multiplicity("spin")).toThrow(/one of trivial, sign/);
});

it("correspondence sees a lift that is no solution", () => {
  const of = "S4 ⊃ S3, standard";
  const good = correspondence(of, mackey, (X, h, v) => X.act(X.invH(h), v));
  expect(good).toEqual({ wellDefined: true, kernel: 0, rank: 8, lifted: 8 });
  expect(correspondence(of, mackey, (X, h, v) => X.act(h, v))).toMatchObject({ lifted: 0 });
  expect(correspondence(of, mackey, (_, __, v) => v)).toMatchObject({ lifted: 0 });
});

it("projectorTrace is the dimension of its image", () => {
  expect(projectorTrace("S4 ⊃ D4, square")).toBe("6");
});
