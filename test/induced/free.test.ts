import { describe, expect, it } from "vitest";
import type { ModelWork } from "../../src/claim/model.ts";
import { DomainError } from "../../src/errors.ts";
import type { Condition } from "../../src/index.ts";
import { readRule } from "../../src/induced/condition.ts";
import { compareFree, freeInducedModel } from "../../src/induced/proof.ts";
import type { Term } from "../../src/term/term.ts";
import { mackey, problemOf, unreversed, type Unknowns, type X } from "./problem.ts";

type Sides = (X: X, u: Unknowns) => readonly [Term, Term];

const right: Record<string, Sides> = {
  "f(ghk) = ρ(k⁻¹) ρ(h⁻¹) f(g)": (X, { f, g, h, k }) => [
    f(X.op(X.op(g, X.include(h)), X.include(k))),
    X.act(X.invH(k), X.act(X.invH(h), f(g))),
  ],
  "ρ(hk) v = ρ(h) ρ(k) v": (X, { v, h, k }) => [X.act(X.opH(h, k), v), X.act(h, X.act(k, v))],
  "[gh, v] = [g, ρ(h) v]": (X, { v, g, h }) => [
    X.pair(X.op(g, X.include(h)), v),
    X.pair(g, X.act(h, v)),
  ],
  "u[gh, v] = u[g, ρ(h) v]": (X, { v, u, g, h }) => [
    X.actE(u, X.pair(X.op(g, X.include(h)), v)),
    X.actE(u, X.pair(g, X.act(h, v))),
  ],
  "f(gh) + f(gh) = 2 ρ(h⁻¹) f(g)": (X, { f, g, h }) => [
    X.add(f(X.op(g, X.include(h))), f(X.op(g, X.include(h)))),
    X.scale(2, X.act(X.invH(h), f(g))),
  ],
};

const wrong: Record<string, Sides> = {
  "f(ghk) = ρ(h⁻¹) ρ(k⁻¹) f(g)": (X, { f, g, h, k }) => [
    f(X.op(X.op(g, X.include(h)), X.include(k))),
    X.act(X.invH(h), X.act(X.invH(k), f(g))),
  ],
  "f(hg) = ρ(h⁻¹) f(g)": (X, { f, g, h }) => [f(X.op(X.include(h), g)), X.act(X.invH(h), f(g))],
  "[gh, v] = [g, ρ(h⁻¹) v]": (X, { v, g, h }) => [
    X.pair(X.op(g, X.include(h)), v),
    X.pair(g, X.act(X.invH(h), v)),
  ],
  "u[g, v] = [gu, v]": (X, { v, u, g }) => [X.actE(u, X.pair(g, v)), X.pair(X.op(g, u), v)],
  "[ug, v] = [g, v]": (X, { v, u, g }) => [X.pair(X.op(u, g), v), X.pair(g, v)],
  "f(gh) = 2 ρ(h⁻¹) f(g)": (X, { f, g, h }) => [
    f(X.op(g, X.include(h))),
    X.scale(2, X.act(X.invH(h), f(g))),
  ],
};

const model = freeInducedModel();
const work = {} as ModelWork;

describe("freeInducedModel", () => {
  it.each(Object.entries(right))("proves %s", (_, sides) => {
    const found = model.check(problemOf(sides, mackey), work);
    expect(found).toMatchObject({ outcome: "holds" });
  });

  it.each(Object.entries(wrong))("refutes %s by a finite example", (_, sides) => {
    const found = model.check(problemOf(sides, mackey), work);
    expect(found).toMatchObject({ outcome: "fails", witness: { confirmed: "exact" } });
  });

  it("does not prove f(gh) = ρ(h⁻¹) f(g) without the condition, or with ρ(h) in it", () => {
    const sides: Sides = (X, { f, g, h }) => [f(X.op(g, X.include(h))), X.act(X.invH(h), f(g))];
    expect(compareFree(problemOf(sides, mackey)).equal).toBe(true);
    expect(compareFree(problemOf(sides)).equal).toBe(false);
    expect(compareFree(problemOf(sides, unreversed)).equal).toBe(false);
  });

  it("is undecided where the forms differ and no example does", () => {
    // g^5040 = 1 in every group of the examples, and in no free group.
    const sides: Sides = (X, { f, g }) => {
      const times = (a: Term<"G">, n: number): Term<"G"> =>
        Array.from({ length: n - 1 }, () => a).reduce((x, y) => X.op(x, y), a);
      return [f(times(times(g, 60), 2)), f(X.e())];
    };
    expect(model.check(problemOf(sides, mackey), work)).toMatchObject({ outcome: "undecided" });
  });
});

describe("readRule", () => {
  const given = (condition: Condition) =>
    problemOf((_, { f, g }) => [f(g), f(g)], condition).given[0];
  const forms: [string, Condition, unknown][] = [
    ["f(gh) = ρ(h⁻¹) f(g)", mackey, { side: "right", exponent: -1 }],
    ["f(gh) = ρ(h) f(g)", unreversed, { side: "right", exponent: 1 }],
    ["ρ(h) f(gh) = f(g)", (X, f, g, h) => [X.act(h, f(X.op(g, X.include(h)))), f(g)], { side: "right", exponent: -1 }],
    ["f(g) = ρ(h) f(gh)", (X, f, g, h) => [f(g), X.act(h, f(X.op(g, X.include(h))))], { side: "right", exponent: -1 }],
    ["f(gh⁻¹) = ρ(h) f(g)", (X, f, g, h) => [f(X.op(g, X.include(X.invH(h)))), X.act(h, f(g))], { side: "right", exponent: -1 }],
    ["f(hg) = ρ(h⁻¹) f(g)", (X, f, g, h) => [f(X.op(X.include(h), g)), X.act(X.invH(h), f(g))], { side: "left", exponent: -1 }],
    ["f(gh) = f(g)", (X, f, g, h) => [f(X.op(g, X.include(h))), f(g)], { side: "right", exponent: 0 }],
  ]; // prettier-ignore
  it.each(forms)("reads %s", (_, condition, rule) => {
    expect(readRule(given(condition))).toMatchObject({ f: "f", ...(rule as object) });
  });

  const others: [string, Condition][] = [
    ["f(ghh) = f(g)", (X, f, g, h) => [f(X.op(g, X.include(X.opH(h, h)))), f(g)]],
    ["f(gh) + f(g) = f(g)", (X, f, g, h) => [X.add(f(X.op(g, X.include(h))), f(g)), f(g)]],
    ["f(gh) = 2 f(g)", (X, f, g, h) => [f(X.op(g, X.include(h))), X.scale(2, f(g))]],
    ["f(g⁻¹) = f(g)", (X, f, g) => [f(X.inv(g)), f(g)]],
  ];
  it.each(others)("refuses %s with the form it expects", (_, condition) => {
    expect(() => readRule(given(condition))).toThrow(DomainError);
  });
});

it("a group element where one of H belongs is a compile error, and refused when recorded", () => {
  expect(() =>
    problemOf((X, { f, g }) => {
      // @ts-expect-error Type 'Term<"G">' is not assignable to type 'Term<"H">'.
      const wrongSort = X.act(g, f(g));
      return [wrongSort, f(g)];
    }),
  ).toThrow(/a term of sort H/);
});
