/** Formulas, samples and the comparison with exact arithmetic that bounds of kernels are put to. */
import type { Evaluated } from "../../src/fused/kernel.ts";
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

type M = Term<"M">;
type X = Operations<typeof matrices>;
export type Formula = (X: X, u: Readonly<Record<"A" | "B" | "C" | "U" | "V", M>>) => Term;

/** One for each rule of `bounds.ts` and each way to read an operand, then compositions. */
export const formulas: Readonly<Record<string, Formula>> = {
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
export const matrix = (n: number, draw: () => number): Float64Array =>
  Float64Array.from({ length: 2 * n * n }, draw);
export const suites: Readonly<Record<string, Suite>> = {
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

export interface Lane {
  readonly lane: "f32" | "f64";
  readonly round: (x: number) => number;
  readonly u: number;
  /** Exponents that keep products of four factors in range. */
  readonly spread: number;
  /** Entries whose products are subnormal. */
  readonly tiny: number;
}
export const laneKinds: readonly Lane[] = [
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
export const isUnitary = (name: string): boolean => name === "U" || name === "V";

/** The formula = 0, as terms. */
export function sidesOf(formula: Formula): readonly [Term, Term] {
  const term = formula(operations, unknowns);
  return [term, term.sort === "M" ? operations.zero() : operations.zeroScalar()];
}

/** A kernel of any kind. */
export interface Computing {
  readonly unknowns: readonly string[];
  readonly load: (name: string, re: ArrayLike<number>, im: ArrayLike<number>) => void;
  readonly at: (sample: number) => Evaluated[] | Promise<Evaluated[]>;
}

/** The defect that unitary matrices are given with. */
export const defectOf = ({ u }: Lane, n: number): number => 4 * n * u;

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1];

/** Draws, runs and compares with exact arithmetic; the ratios bound / error where there is an error. */
export async function measured(
  formula: Formula,
  kernel: Computing,
  kind: Lane,
  n: number,
  count: number,
  draw: (s: Stream) => Readonly<Record<"A" | "B" | "C", Float64Array>>,
  label: string,
): Promise<{ readonly violations: number; readonly ratios: number[]; readonly samples: number }> {
  const { lane, round } = kind;
  const defect = defectOf(kind, n);
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
  const [term] = sidesOf(formula);
  const ratios: number[] = [];
  let violations = 0;
  for (const [sample, truth] of truths.entries()) {
    const [exact] = exactly(n, (name) => truth.get(name) as Exact, [term]);
    const [{ left }] = await kernel.at(sample);
    errors(exact, left.re, left.im).forEach((error, k) => {
      if (!(error * (1 - 2 ** -40) <= left.bound[k])) violations++;
      if (error > 0) ratios.push(left.bound[k] / error);
    });
  }
  return { violations, ratios, samples: count };
}

export const isTyped = (name: string): boolean => /[UV]/.test(name);
