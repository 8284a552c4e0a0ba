import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DomainError } from "../../src/errors.ts";
import { matrixFields } from "../../src/matrices/signature.ts";
import { prolong } from "../../src/term/differentiate.ts";
import { evaluate } from "../../src/term/evaluate.ts";
import { recorder } from "../../src/term/record.ts";
import type { Operations } from "../../src/term/record.ts";
import { printTerm, termStore, unknownName } from "../../src/term/term.ts";
import type { Term, TermStore } from "../../src/term/term.ts";
import { fixed } from "../algebra/samples.ts";

type X = Operations<typeof matrixFields>;
type M = Term<"M">;
type S = Term<"S">;

function recording(): { store: TermStore; X: X; A: M; B: M; k: M } {
  const store = termStore();
  const unknown = (name: string, index: string | number): M =>
    store.term("M", "unknown", [name, index], []);
  return {
    store,
    X: recorder(matrixFields, store),
    A: unknown("A", 0),
    B: unknown("A", 1),
    k: unknown("k", ""),
  };
}

interface Numbers {
  readonly [sort: string]: number;
  readonly M: number;
  readonly S: number;
}

/** 1×1 real matrices: enough to compare derivatives in numbers. */
const real = {
  add: { M: plus, S: plus },
  sub: { M: (a: number, b: number) => a - b, S: (a: number, b: number) => a - b },
  neg: { M: (a: number) => -a, S: (a: number) => -a },
  scale: { M: times, S: times },
  mul: { M: product, S: product },
  one: () => 1,
  zero: () => 0,
  zeroScalar: () => 0,
  transpose: (a: number) => a,
  tr: (a: number) => a,
};
function plus(...xs: number[]): number {
  return xs.reduce((a, b) => a + b);
}
function product(...xs: number[]): number {
  return xs.reduce((a, b) => a * b);
}
function times(by: number | string, a: number): number {
  const [n, d] = String(by).split("/").map(Number);
  return (n * a) / (d ?? 1);
}
function valueAt(root: Term, of: (name: string) => number): number {
  const point = { unknown: (t: Term) => of(unknownName(t)), apply: () => NaN };
  return evaluate<typeof matrixFields, Numbers>(matrixFields, real, point, [root])[0];
}

describe("prolong", () => {
  it("obeys the product rule with the order of factors", () => {
    const { store, X, A, B } = recording();
    const [made] = prolong(store, [X.d(0, X.mul(A, B, A))]);
    expect(printTerm(made)).toBe(
      "add(mul(A[0]_{0}, A[1], A[0]), mul(A[0], A[1]_{0}, A[0]), mul(A[0], A[1], A[0]_{0}))",
    );
  });
  it("is linear through sums, differences, multiples, traces, transposes and adjoints", () => {
    const { store, X, A, B } = recording();
    const same = (given: Term, wanted: Term): void => {
      const [l, r] = prolong(store, [given, wanted]);
      expect(l).toBe(r);
    };
    const d = <T extends "M" | "S">(x: Term<T>): Term<T> => X.d(1, x);
    same(d(X.add(A, B)), X.add(d(A), d(B)));
    same(d(X.sub(A, B)), X.sub(d(A), d(B)));
    same(d(X.neg(A)), X.neg(d(A)));
    same(d(X.scale("2/3", A)), X.scale("2/3", d(A)));
    same(d(X.tr(A)), X.tr(d(A)));
    same(d(X.transpose(A)), X.transpose(d(A)));
    same(d(X.adjoint(A)), X.adjoint(d(A)));
    same(d(X.conjugate(A)), X.conjugate(d(A)));
    same(d(X.mul(X.tr(A), X.tr(B))), X.add(X.mul(d(X.tr(A)), X.tr(B)), X.mul(X.tr(A), d(X.tr(B)))));
  });
  it("makes derivatives commute: jets have sorted directions", () => {
    const { store, X, A, B } = recording();
    const [l, r] = prolong(store, [X.d(1, X.d(0, A)), X.d(0, X.d(1, A))]);
    expect(l).toBe(r);
    expect(unknownName(l)).toBe("A[0]_{0,1}");
    const [varied, other] = prolong(store, [X.d("delta", X.d(3, A)), X.d(3, X.d("delta", A))]);
    expect(varied).toBe(other);
    const [p, q] = prolong(store, [X.d(0, X.d(1, X.mul(A, B))), X.d(1, X.d(0, X.mul(A, B)))]);
    const of = (name: string): number =>
      [...name].reduce((h, c) => (31 * h + c.charCodeAt(0)) % 97, 7);
    expect(valueAt(p, of)).toBe(valueAt(q, of));
  });
  it("sends constants to zero: 1, 0, and unknowns said to be constant", () => {
    const { store, X, k, A } = recording();
    const constant = (name: string): boolean => name === "k";
    const derived = prolong(
      store,
      [X.d(0, X.one()), X.d(0, X.zero()), X.d(0, X.zeroScalar()), X.d(0, k), X.d(0, X.tr(k))],
      constant,
    );
    expect(derived.map(printTerm)).toEqual([
      "zero()",
      "zero()",
      "zeroScalar()",
      "zero()",
      "tr(zero())",
    ]);
    const [product] = prolong(store, [X.d(0, X.mul(k, A))], constant);
    expect(printTerm(product)).toBe("add(mul(zero(), A[0]), mul(k, A[0]_{0}))");
    expect(unknownName(prolong(store, [X.d(0, k)])[0])).toBe("k_{0}");
  });
  it("leaves a graph without derivations as it is", () => {
    const { store, X, A, B } = recording();
    const term = X.tr(X.mul(A, X.adjoint(B)));
    expect(prolong(store, [term])[0]).toBe(term);
  });
  it("refuses to differentiate what it has no rule for", () => {
    const { store, X, A } = recording();
    expect(() => prolong(store, [X.d(0, X.det(A))])).toThrow(DomainError);
    expect(() => prolong(store, [X.d(0, X.det(A))])).toThrow("got det. Expand it first.");
  });
  it("agrees with the derivative of polynomials in one real variable", () => {
    const { store, X, A, B } = recording();
    const term = X.sub(X.mul(A, B, A, A), X.scale("3/2", X.mul(X.add(A, B), X.add(A, B))));
    const [value, derived] = prolong(store, [term, X.d(0, term)]);
    // A = t², B = 1 − t: the derivative by t, by hand: A²·A·B = t⁶ − t⁷ and (t² − t + 1)².
    const at =
      (t: number) =>
      (name: string): number =>
        ({ "A[0]": t * t, "A[1]": 1 - t, "A[0]_{0}": 2 * t, "A[1]_{0}": -1 })[name] ?? NaN;
    for (const t of [-2, -1, 0, 1, 2, 3]) {
      const q = t * t - t + 1;
      expect(valueAt(value, at(t))).toBe(t ** 6 - t ** 7 - 1.5 * q * q);
      expect(valueAt(derived, at(t))).toBe(6 * t ** 5 - 7 * t ** 6 - 3 * q * (2 * t - 1));
    }
  });
});

describe("euler", () => {
  it("of ½ tr(∂A ∂A) − ⅓ tr(A³) is −∂∂A − A², by hand", () => {
    const { store, X, A } = recording();
    const kinetic = X.scale("1/2", X.tr(X.mul(X.d(0, A), X.d(0, A))));
    const L = X.sub(kinetic, X.scale("1/3", X.tr(X.mul(A, A, A))));
    const [E] = prolong(store, [X.euler("A", 0, L)]);
    const of = (name: string): number =>
      ({ "A[0]": 3, "A[0]_{0}": 5, "A[0]_{0,0}": 7 })[name] ?? NaN;
    expect(valueAt(E, of)).toBe(-7 - 9);
  });
  it("knows the order of factors: of tr(A B ∂A) by A it is B ∂A − ∂(A B)", () => {
    const { store, X, A, B } = recording();
    const L = X.tr(X.mul(A, B, X.d(0, A)));
    const [E, wanted] = prolong(store, [
      X.euler("A", 0, L),
      X.sub(X.mul(B, X.d(0, A)), X.d(0, X.mul(A, B))),
    ]);
    const words = (t: Term): string[] => signedWords(t).sort();
    expect(words(E)).toEqual(words(wanted));
    expect(words(E)).toContain("+A[1] A[0]_{0}");
    expect(words(E)).toContain("-A[0]_{0} A[1]");
  });
  it("takes the transpose of a gradient under a transpose", () => {
    const { store, X, A, B } = recording();
    const [E] = prolong(store, [X.euler("A", 0, X.tr(X.mul(B, X.transpose(A))))]);
    expect(printTerm(E)).toBe("add(transpose(mul(one(), A[1])))");
  });
  it("refuses a Lagrangian without the field, or one that is no trace of products", () => {
    const { store, X, A, B } = recording();
    const of = (L: S) => () => prolong(store, [X.euler("A", 0, L)]);
    expect(of(X.tr(B))).toThrow("expected a Lagrangian that depends on A[0]");
    expect(of(X.mul(X.tr(A), X.tr(A)))).toThrow("expected a sum of traces of products");
    expect(of(X.tr(X.adjoint(A)))).toThrow("got adjoint of sort M");
  });
  it("of random polynomials L(f, ∂f) is ∂L/∂f − d/dt ∂L/∂p by finite differences along a path", () => {
    const powers = fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.nat(3), fc.nat(2)), {
      minLength: 1,
      maxLength: 4,
    });
    const coefficient = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(powers, coefficient, coefficient, coefficient, (terms, a, b, c) => {
        const { store, X, A } = recording();
        const factors = (i: number, j: number): M[] => [
          ...Array<M>(i).fill(A),
          ...Array<M>(j).fill(X.d(0, A)),
        ];
        const L = X.add(
          X.tr(X.mul(A, A)),
          ...terms.map(([q, i, j]) => X.scale(q, X.tr(X.mul(X.one(), ...factors(i, j))))),
        );
        const [E] = prolong(store, [X.euler("A", 0, L)]);
        const [f, p, pp] = [a, b, 2 * c]; // f = a + bt + ct² at t = 0
        const found = valueAt(
          E,
          (name) => ({ "A[0]": f, "A[0]_{0}": p, "A[0]_{0,0}": pp })[name] ?? NaN,
        );
        // L_f − d/dt L_p with L = f² + Σ q f^i p^j, along the path.
        const at = (t: number): [number, number] => [a + b * t + c * t * t, b + 2 * c * t];
        const partialP = (t: number): number => {
          const [y, v] = at(t);
          return terms.reduce(
            (s, [q, i, j]) => s + (j === 0 ? 0 : q * j * y ** i * v ** (j - 1)),
            0,
          );
        };
        const partialF = terms.reduce(
          (s, [q, i, j]) => s + (i === 0 ? 0 : q * i * f ** (i - 1) * p ** j),
          2 * f,
        );
        return found === partialF - slope(partialP);
      }),
      fixed(60),
    );
  });
});

/** The derivative at 0 of a polynomial of degree ≤ 8 with integer coefficients, from nine values. */
function slope(F: (t: number) => number): number {
  // Central differences of order 8: exact for degree ≤ 8. Source: Fornberg 1988, table 1.
  const weights = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
  const sum = weights.reduce((s, w, k) => s + w * (F(k + 1) - F(-k - 1)), 0);
  return Math.round(sum);
}

/** A sum of products written out, each with its sign. */
function signedWords(t: Term, sign = 1): string[] {
  if (t.op === "add") return t.args.flatMap((a) => signedWords(a, sign));
  if (t.op === "sub") return [...signedWords(t.args[0], sign), ...signedWords(t.args[1], -sign)];
  if (t.op === "neg") return signedWords(t.args[0], -sign);
  if (t.op === "mul") {
    const letters = t.args
      .flatMap((a) => (a.op === "mul" ? a.args : [a]))
      .filter((a) => a.op !== "one");
    if (letters.some((a) => a.op === "zero")) return [];
    return [`${sign > 0 ? "+" : "-"}${letters.map(unknownName).join(" ")}`];
  }
  return [`${sign > 0 ? "+" : "-"}${printTerm(t)}`];
}
