import { describe, expect, it } from "vitest";
import { fuse } from "../../src/fused/kernel.ts";
import type { FusedKernel, KernelOptions } from "../../src/fused/kernel.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { stream } from "../../src/numeric/random.ts";
import type { Stream } from "../../src/numeric/random.ts";
import { recorder } from "../../src/term/record.ts";
import type { Operations } from "../../src/term/record.ts";
import { termStore } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";
import { errors, exactly, fromDoubles } from "./exact.ts";
import type { Exact } from "./exact.ts";
import { nearlyUnitary } from "./unitary.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";

type M = Term<"M">;
type X = Operations<typeof matrices>;
type Formula = (X: X, u: Readonly<Record<"A" | "B" | "C" | "U" | "V", M>>) => Term;

/** One for each rule of `bounds.ts` and each way to read an operand, then compositions. */
const formulas: Readonly<Record<string, Formula>> = {
  "A B": (X, { A, B }) => X.mul(A, B),
  "A† B": (X, { A, B }) => X.mul(X.adjoint(A), B),
  "A B†": (X, { A, B }) => X.mul(A, X.adjoint(B)),
  "A* Bᵀ": (X, { A, B }) => X.mul(X.conjugate(A), X.transpose(B)),
  "A B C": (X, { A, B, C }) => X.mul(A, B, X.transpose(C)),
  "(A B)(A B)†": (X, { A, B }) => X.mul(A, B, X.adjoint(X.mul(A, B))),
  "tr A B": (X, { A, B }) => X.tr(X.mul(A, B)),
  "tr A B C A": (X, { A, B, C }) => X.tr(X.mul(A, X.adjoint(B), C, X.conjugate(A))),
  "tr A": (X, { A }) => X.tr(A),
  "tr (A + B) A": (X, { A, B }) => X.mul(X.tr(X.add(A, B)), X.tr(X.conjugate(A))),
  "A B − B A": (X, { A, B }) => X.sub(X.mul(A, B), X.mul(B, A)),
  "A + B† − C*": (X, { A, B, C }) => X.sub(X.add(A, X.adjoint(B)), X.conjugate(C)),
  "A/3 − 7 B/2": (X, { A, B }) => X.sub(X.scale("1/3", A), X.scale("7/2", X.mul(A, B))),
  "A/4 + 1": (X, { A }) => X.add(X.scale("1/4", X.mul(A, A)), X.one()),
  "det A": (X, { A }) => X.det(A),
  "det A B†": (X, { A, B }) => X.det(X.sub(X.mul(A, B), X.neg(X.adjoint(B)))),
  "U A U†": (X, { A, U }) => X.mul(U, A, X.adjoint(U)),
  "tr U A V†": (X, { A, U, V }) => X.tr(X.mul(U, A, X.adjoint(V))),
  "U V† U": (X, { U, V }) => X.mul(U, X.adjoint(V), U),
  "tr U V U V": (X, { U, V }) => X.tr(X.mul(U, V, X.mul(U, V))),
  "U + V†/3": (X, { U, V }) => X.add(U, X.scale("1/3", X.adjoint(X.mul(U, V)))),
  "U A + V A": (X, { A, U, V }) => X.add(X.mul(U, A), X.mul(V, A, X.adjoint(U))),
  "(U A)(V B)": (X, { A, B, U, V }) => X.mul(X.mul(U, A), X.mul(V, B)),
  "det U, tr 2U": (X, { U, V }) => X.mul(X.det(X.mul(U, V)), X.tr(X.scale(2, U))),
};

/** Entries of a sample: how large, how spread, how they cancel. */
type Suite = (
  s: Stream,
  n: number,
  scale: number,
) => Readonly<Record<"A" | "B" | "C", Float64Array>>;
const entry =
  (spread: number) =>
  (s: Stream): number =>
    s.normal() * 2 ** (spread === 0 ? 0 : s.integer(-spread, spread));
const matrix = (n: number, draw: () => number): Float64Array =>
  Float64Array.from({ length: 2 * n * n }, draw);
const suites: Readonly<Record<string, Suite>> = {
  normal: (s, n) => {
    const one = (): Float64Array => matrix(n, () => entry(0)(s));
    return { A: one(), B: one(), C: one() };
  },
  "exponents spread": (s, n, scale) => {
    const one = (): Float64Array => matrix(n, () => entry(scale)(s));
    return { A: one(), B: one(), C: one() };
  },
  /** B nearly −A†, nearly singular, C small integers and zeros. */
  cancelling: (s, n) => {
    const A = matrix(n, () => s.normal());
    const near = 2 ** -s.integer(8, 24);
    A.forEach((_, k) => {
      if (Math.floor(k / n) % n === n - 1 && n > 1) A[k] = A[k - n] * (1 + near * s.normal());
    });
    const B = A.map((_, k) => {
      const [part, at] = [Math.floor(k / (n * n)), k % (n * n)];
      const from = part * n * n + (at % n) * n + Math.floor(at / n);
      return (part === 0 ? -1 : 1) * A[from] * (1 + near * s.normal());
    });
    return { A, B, C: matrix(n, () => s.integer(-2, 2)) };
  },
};

interface Lane {
  readonly lane: "f32" | "f64";
  readonly round: (x: number) => number;
  readonly u: number;
  /** Exponents that keep products of four factors in range. */
  readonly spread: number;
  /** Entries whose products are subnormal. */
  readonly tiny: number;
}
const laneKinds: readonly Lane[] = [
  { lane: "f32", round: Math.fround, u: 2 ** -24, spread: 14, tiny: 2 ** -72 },
  { lane: "f64", round: (x) => x, u: 2 ** -53, spread: 120, tiny: 2 ** -534 },
];

const store = termStore();
const operations = recorder(matrices, store);
const unknown = (name: string): M => store.term("M", "unknown", [name, ""], []);
const unknowns = {
  A: unknown("A"),
  B: unknown("B"),
  C: unknown("C"),
  U: unknown("U"),
  V: unknown("V"),
};
const isUnitary = (name: string): boolean => name === "U" || name === "V";

function compiled(formula: Formula, options: KernelOptions): FusedKernel {
  const term = formula(operations, unknowns);
  const zero = term.sort === "M" ? operations.zero() : operations.zeroScalar();
  const kernel = fuse([term], [zero], options);
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  return kernel;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1];

/** Draws, runs and compares with exact arithmetic; the ratios bound / error where there is an error. */
function measured(
  formula: Formula,
  { lane, round, u }: Lane,
  n: number,
  bound: "typed" | "running",
  count: number,
  draw: (s: Stream) => Readonly<Record<"A" | "B" | "C", Float64Array>>,
  label: string,
): { readonly violations: number; readonly ratios: number[]; readonly samples: number } {
  const defect = 4 * n * u;
  const kernel = compiled(formula, {
    size: n,
    lane,
    capacity: count,
    unitary: isUnitary,
    defect,
    bound,
  });
  const s = stream("20261124", "fused", label, lane, String(n));
  const truths: Map<string, Exact>[] = [];
  const values = new Map(kernel.unknowns.map((name) => [name, [[], []] as [number[], number[]]]));
  for (let k = 0; k < count; k++) {
    const drawn = draw(s.at(k));
    const truth = new Map<string, Exact>();
    for (const [name, [re, im]] of values) {
      const bare = name as "A" | "B" | "C" | "U" | "V";
      if (bare === "U" || bare === "V") {
        const { exact, near } = nearlyUnitary(s, n, round, defect);
        truth.set(name, exact);
        re.push(...near.re);
        im.push(...near.im);
        continue;
      }
      const entries = drawn[bare].map(round);
      const [x, y] = [entries.subarray(0, n * n), entries.subarray(n * n)];
      truth.set(name, fromDoubles(n, x, y));
      re.push(...x);
      im.push(...y);
    }
    truths.push(truth);
  }
  for (const [name, [re, im]] of values) kernel.load(name, re, im);
  const term = formula(operations, unknowns);
  const ratios: number[] = [];
  let violations = 0;
  truths.forEach((truth, sample) => {
    const [exact] = exactly(n, (name) => truth.get(name) as Exact, [term]);
    const { left } = kernel.at(sample)[0];
    errors(exact, left.re, left.im).forEach((error, k) => {
      if (!(error * (1 - 2 ** -40) <= left.bound[k])) violations++;
      if (error > 0) ratios.push(left.bound[k] / error);
    });
  });
  return { violations, ratios, samples: count };
}

const isTyped = (name: string): boolean => /[UV]/.test(name);

describe("the bound of a fused kernel", () => {
  for (const lane of laneKinds)
    for (const bound of ["typed", "running"] as const)
      it(`is never below the true error, ${lane.lane}, ${bound}`, { timeout: 3e6 }, () => {
        let samples = 0;
        const kinds = Object.values(suites);
        for (const [name, formula] of Object.entries(formulas)) {
          if (bound === "running" && !isTyped(name)) continue;
          for (const n of deep ? [1, 2, 3, 4] : [1, 2, 3]) {
            const count = deep ? 9000 : [120, 60, 15][n - 1];
            let sample = 0;
            const draw = (s: Stream) => kinds[sample++ % kinds.length](s, n, lane.spread);
            const found = measured(formula, lane, n, bound, count, draw, `${name} ${bound}`);
            expect(found.violations, `${name} ${n}×${n}`).toBe(0);
            samples += found.samples;
          }
        }
        expect(samples).toBeGreaterThan(bound === "running" ? 1400 : 4600);
      });

  it.each(laneKinds)("is never below the true error where $lane underflows", (lane) => {
    for (const [name, formula] of Object.entries(formulas)) {
      const n = deep || name.length % 2 === 0 ? 3 : 2;
      const draw = (s: Stream) => {
        const one = (): Float64Array => matrix(n, () => s.normal() * lane.tiny);
        const mixed = matrix(n, () => s.normal() * (s.integer(0, 1) === 0 ? lane.tiny : 1));
        return { A: one(), B: mixed, C: one() };
      };
      const found = measured(formula, lane, n, "typed", deep ? 2000 : 4, draw, `${name} tiny`);
      expect(found.violations, `${name} ${n}×${n}`).toBe(0);
    }
  });

  it("is at most 250 times the true error, in the median over products up to 7×7 and length 12", () => {
    const all: number[] = [];
    for (let n = 1; n <= 7; n++)
      for (const length of deep ? [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [2, 7, 12]) {
        const letters = ["A", "B", "C"] as const;
        const formula: Formula = (X, u) =>
          X.mul(...Array.from({ length }, (_, k) => u[letters[(k * k) % 3]]));
        const lane = laneKinds[(n + length) % 2];
        const draw = (s: Stream) => suites.normal(s, n, 0);
        const found = measured(formula, lane, n, "running", deep ? 20 : 2, draw, `${length}`);
        expect(found.violations).toBe(0);
        all.push(median(found.ratios));
      }
    expect(median(all)).toBeLessThan(250);
  });
});
