import { describe, expect, it } from "vitest";
import { gaussianRationals } from "../../src/algebra/complex.ts";
import {
  bracket,
  commutantDimension,
  inertia,
  invariantFormDimension,
  isInvariant,
  killingForm,
  satisfiesJacobi,
  structureConstants,
  traceForm,
  type StructureConstants,
} from "../../src/algebra/lieAlgebra.ts";
import { lieAlgebraNamed } from "../../src/algebra/lieAlgebras.ts";
import { mapMatrix, scaleMatrix, type Matrix } from "../../src/algebra/matrix.ts";
import { rational, rationals, type Rational } from "../../src/algebra/rational.ts";

const names = ["su(2)", "su(3)", "so(3)", "so(4)", "sl(2,R)", "aff(1)", "heisenberg"];
const q = (A: number[][]): Matrix<Rational> => mapMatrix(A, (a) => rational(a));
const constants = (name: string): StructureConstants => structureConstants(lieAlgebraNamed(name));

describe("structureConstants", () => {
  it("structureConstants of su(2) is ε_abc in the basis −iσ_a/2", () => {
    const c = constants("su(2)");
    const epsilon = (a: number, b: number, k: number): number => ((a - b) * (b - k) * (k - a)) / 2;
    c.forEach((row, a) =>
      row.forEach((ab, b) => ab.forEach((x, k) => expect(x).toEqual(rational(epsilon(a, b, k))))),
    );
  });
  it("structureConstants of every named algebra satisfies Jacobi", () => {
    for (const name of names) expect(satisfiesJacobi(constants(name)), name).toBe(true);
  });
  it("structureConstants throws DomainError where a commutator leaves the span", () => {
    expect(() => structureConstants(lieAlgebraNamed("su(2)").slice(0, 2))).toThrow("closed");
  });
  it("satisfiesJacobi rejects a broken bracket and one that is not antisymmetric", () => {
    const broken = (change: (a: number, b: number, k: number) => boolean): StructureConstants =>
      constants("su(3)").map((row, a) =>
        row.map((ab, b) => ab.map((x, k) => (change(a, b, k) ? rationals.neg(x) : x))),
      );
    expect(satisfiesJacobi(broken((a, b) => Math.min(a, b) === 0 && Math.max(a, b) === 1))).toBe(
      false,
    );
    expect(satisfiesJacobi(broken((a, b) => a < b))).toBe(false);
    // [e, e] = e is neither, and the only element is enough to see it.
    expect(satisfiesJacobi([[[rationals.one]]])).toBe(false);
  });
  it("bracket of aff(1) is [e_0, e_1] = e_1", () => {
    const [x, y] = [
      [rational(2), rational(3)],
      [rational(5), rational(7)],
    ];
    expect(bracket(constants("aff(1)"), x, y)).toEqual([rational(0), rational(14 - 15)]);
  });
});

describe("forms", () => {
  it("killingForm is 2N Tr on su(N) and (n − 2) Tr on so(n)", () => {
    // Helgason, Differential Geometry, Lie Groups, and Symmetric Spaces (1978), section III.8.
    for (const [name, factor] of [
      ["su(2)", 4],
      ["su(3)", 6],
      ["so(3)", 1],
      ["so(4)", 2],
    ] as const) {
      const k = scaleMatrix(rationals, rational(factor), traceForm(lieAlgebraNamed(name)));
      expect(killingForm(constants(name)), name).toEqual(k);
    }
  });
  it("isInvariant holds for the trace form, and fails for diag(1, 1, 2) on su(2)", () => {
    for (const name of names)
      expect(isInvariant(constants(name), traceForm(lieAlgebraNamed(name))), name).toBe(true);
    const [c, k] = [
      constants("su(2)"),
      q([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 2],
      ]),
    ];
    expect(isInvariant(c, k)).toBe(false);
  });
  it("invariantFormDimension is the number of simple ideals, as is commutantDimension", () => {
    for (const [name, ideals] of [
      ["su(2)", 1],
      ["so(4)", 2],
      ["sl(2,R)", 1],
    ] as const)
      expect([
        invariantFormDimension(constants(name)),
        commutantDimension(constants(name)),
      ]).toEqual([ideals, ideals]);
    // By hand: on aff(1) only k(e_0, e_0) is free; on the Heisenberg algebra, all but the centre.
    expect(invariantFormDimension(constants("aff(1)"))).toBe(1);
    expect(invariantFormDimension(constants("heisenberg"))).toBe(3);
    const abelian = constants("su(2)").map((row) => row.map((ab) => ab.map(() => rational(0))));
    expect([invariantFormDimension(abelian), commutantDimension(abelian)]).toEqual([6, 9]);
  });
  it("inertia counts the squares of a form, also where the diagonal is 0", () => {
    expect(
      inertia(
        q([
          [0, 1],
          [1, 0],
        ]),
      ),
    ).toEqual({ positive: 1, negative: 1, zero: 0 });
    expect(
      inertia(
        q([
          [1, 2],
          [2, 4],
        ]),
      ),
    ).toEqual({ positive: 1, negative: 0, zero: 1 });
    expect(
      inertia(
        q([
          [2, 1, 0],
          [1, 2, 1],
          [0, 1, 2],
        ]),
      ),
    ).toEqual({ positive: 3, negative: 0, zero: 0 });
    expect(inertia(traceForm(lieAlgebraNamed("sl(2,R)")))).toEqual({
      positive: 2,
      negative: 1,
      zero: 0,
    });
    expect(() =>
      inertia(
        q([
          [0, 1],
          [2, 0],
        ]),
      ),
    ).toThrow("symmetric");
  });
  it("traceForm throws DomainError where a trace is not real", () => {
    const [A] = lieAlgebraNamed("su(2)");
    const turned = scaleMatrix(gaussianRationals, { re: rational(1), im: rational(1) }, A);
    expect(() => traceForm([turned])).toThrow("real traces");
    expect(() => lieAlgebraNamed("g2")).toThrow("su(2)");
  });
});
