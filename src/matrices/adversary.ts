/** Inputs that random ones do not come near: where bounds are loose, cancellations large, or branches jump. */
import { dagger, matrix, multiply } from "../numeric/complexMatrix.ts";
import type { ComplexMatrix } from "../numeric/complexMatrix.ts";
import type { Stream } from "../numeric/random.ts";
import type { Term } from "../term/term.ts";
import { fromCayley, haarUnitary } from "../numeric/unitary.ts";

/** General matrices have the first four, unitary ones the last two. */
export const adversaries = [
  "tiny",
  "huge",
  "nearly singular",
  "nearly commuting",
  "an eigenvalue near -1",
] as const;
export type Adversary = (typeof adversaries)[number];

/** One sample in so many. */
const EVERY = 4;

/** The kinds that change an unknown, in the order in which they are drawn. */
export function adversariesFor(general: boolean, unitary: boolean): readonly Adversary[] {
  return [
    ...(general ? adversaries.slice(0, 3) : []),
    ...(general || unitary ? (["nearly commuting"] as const) : []),
    ...(unitary ? (["an eigenvalue near -1"] as const) : []),
  ];
}

/** Which of `kinds` a sample is: every fourth one after the `structured` first, in turn. */
export function adversaryOf(
  sample: number,
  structured: number,
  kinds: readonly Adversary[],
): Adversary | undefined {
  const k = sample - structured;
  if (kinds.length === 0 || k < 0 || k % EVERY !== EVERY - 1) return undefined;
  return kinds[Math.floor(k / EVERY) % kinds.length];
}

/**
 * How large, and one over it how small: a power of two from 2 to 256 of which a term of that degree makes at
 * most 2⁴⁰ or so, well within float32.
 */
export function scaleFor(terms: readonly Term[], size: number): number {
  const degrees = new Map<Term, number>();
  const degree = (term: Term): number => {
    const known = degrees.get(term);
    if (known !== undefined) return known;
    const of = term.args.map(degree);
    const own =
      term.op === "unknown"
        ? 1
        : term.op === "mul"
          ? of.reduce((a, b) => a + b, 0)
          : Math.max(0, ...of) * (term.op === "det" ? size : 1);
    degrees.set(term, own);
    return own;
  };
  const most = Math.max(1, ...terms.map(degree));
  return 2 ** Math.max(1, Math.min(8, Math.floor(40 / most)));
}

const NEAR = 2 ** -10;

/** A general matrix X of normal entries made so. */
export function generalAdversary(
  kind: Adversary | undefined,
  X: ComplexMatrix,
  scale: number,
): ComplexMatrix {
  const { n, re, im } = X;
  const at = (i: number, j: number): readonly [number, number] => [re[i * n + j], im[i * n + j]];
  const times = (c: number): ComplexMatrix =>
    matrix(n, (i, j) => {
      const [x, y] = at(i, j);
      return [c * x, c * y];
    });
  switch (kind) {
    case "tiny":
      return times(1 / scale);
    case "huge":
      return times(scale);
    case "nearly singular":
      // The last row is the first but for a little; a number is nearly zero.
      return matrix(n, (i, j) => {
        const [x, y] = at(i, j);
        if (i < n - 1) return [x, y];
        const [a, b] = n === 1 ? [0, 0] : at(0, j);
        return [a + NEAR * x, b + NEAR * y];
      });
    case "nearly commuting":
      return matrix(n, (i, j) => {
        const [x, y] = at(i, j);
        const [a, b] = i === j ? at(0, 0) : [0, 0];
        return [a + NEAR * x, b + NEAR * y];
      });
    default:
      return X;
  }
}

/** A unitary matrix: Haar distributed, or made so from Haar ones. */
export function unitaryAdversary(kind: Adversary | undefined, s: Stream, n: number): ComplexMatrix {
  if (kind !== "nearly commuting" && kind !== "an eigenvalue near -1") return haarUnitary(s, n);
  const phase = (angle: number): readonly [number, number] => [Math.cos(angle), Math.sin(angle)];
  if (kind === "nearly commuting") {
    // A phase times exp of a little, by Cayley.
    const X = matrix(n, () => [s.normal(), s.normal()]);
    const D = dagger(X);
    const little = matrix(n, (i, j) => {
      const k = i * n + j;
      return [NEAR * (X.re[k] - D.re[k]), NEAR * (X.im[k] - D.im[k])];
    });
    const [a, b] = phase(2 * Math.PI * s.unit());
    const turn = matrix(n, (i, j) => (i === j ? [a, b] : [0, 0]));
    return multiply(turn, fromCayley(little));
  }
  const V = haarUnitary(s, n);
  const angles = Array.from({ length: n }, (_, k) =>
    k === 0 ? Math.PI - NEAR * (1 + s.unit()) : 2 * Math.PI * s.unit(),
  );
  const D = matrix(n, (i, j) => (i === j ? phase(angles[i]) : [0, 0]));
  return multiply(multiply(V, D), dagger(V));
}
