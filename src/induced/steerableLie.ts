/** Steerable kernels of SO(2), O(2) and SO(3), by exact linear algebra on the condition's derivative. */
import { rational, rationals, type Rational } from "../algebra/rational.ts";
import { rationalKernel } from "../algebra/rationalKernel.ts";

/** A row of a linear system, by the place of each entry that is not 0. */
type Row = ReadonlyMap<number, number>;

function kernelDimensionOf(rows: readonly Row[], columns: number): number {
  const dense = rows.map((row) => {
    const out = Array<Rational>(columns).fill(rationals.zero);
    for (const [k, a] of row) out[k] = rational(a);
    return out;
  });
  return columns - rationalKernel(dense, columns).rank;
}

/** What a rotation acts on in the condition, and with which sign: a near miss leaves one out. */
export interface InfinitesimalRule {
  readonly point: 0 | 1;
  readonly output: 0 | 1;
  /** 1 for κρ(X) subtracted, −1 for added, 0 for left out. */
  readonly input: -1 | 0 | 1;
  /** How far below l + l' the degree of the kernel stops. */
  readonly missingDegrees: number;
}

/** The derivative of the steerable condition as it is true, with a kernel of every degree up to l + l'. */
export const infinitesimalRule: InfinitesimalRule = {
  point: 1,
  output: 1,
  input: 1,
  missingDegrees: 0,
};

/** A sum of matrix units: (row, column, coefficient). */
type Sparse = readonly (readonly [row: number, column: number, a: number])[];

/** The functions 1, cos t, sin t, … on the circle; the turn's derivative, and t ↦ −t. */
const turnOfFunctions = (degree: number): Sparse =>
  Array.from({ length: degree }, (_, j): Sparse => {
    const [c, s] = [2 * j + 1, 2 * j + 2];
    return [[s, c, j + 1], [c, s, -(j + 1)]]; // prettier-ignore
  }).flat();
/** The derivative of the turn by m times the angle. */
const turnOfFrequency = (m: number): Sparse => (m === 0 ? [] : [[1, 0, m], [0, 1, -m]]); // prettier-ignore

/** Rows of f κ + ρ' κ − κ ρ = 0 for a tensor κ = Σ c(f, i, j): place (f·e + i)·d + j. */
function invariance(
  [functions, output, input]: readonly [Sparse, Sparse, Sparse],
  sizes: readonly [number, number, number],
  keep: (f: number, i: number, j: number) => boolean,
): readonly Row[] {
  const [n, e, d] = sizes;
  const rows = new Map<number, Map<number, number>>();
  const place = (f: number, i: number, j: number): number => (f * e + i) * d + j;
  const add = (row: number, column: number, a: number): void => {
    const found = rows.get(row) ?? new Map<number, number>();
    found.set(column, (found.get(column) ?? 0) + a);
    rows.set(row, found);
  };
  for (let f = 0; f < n; f++)
    for (let i = 0; i < e; i++)
      for (let j = 0; j < d; j++) {
        if (!keep(f, i, j)) continue;
        const at = place(f, i, j);
        for (const [to, from, a] of functions) if (from === f) add(place(to, i, j), at, a);
        for (const [to, from, a] of output) if (from === i) add(place(f, to, j), at, a);
        // (κ ρ)_{i, to} = Σ_j κ_{ij} ρ_{j, to}.
        for (const [from, to, a] of input) if (from === j) add(place(f, i, to), at, a);
      }
  return [...rows.values()];
}

const scaled = (by: number, A: Sparse): Sparse => A.map(([i, j, a]) => [i, j, by * a]);

/** dim of steerable kernels on the circle under SO(2), or O(2), between real frequencies m and m'. */
export function dimensionOnCircle(
  mirrors: boolean,
  m: number,
  to: number,
  rule: InfinitesimalRule = infinitesimalRule,
): number {
  const degree = Math.max(m + to - rule.missingDegrees, 0);
  const [n, e, d] = [2 * degree + 1, to === 0 ? 1 : 2, m === 0 ? 1 : 2];
  const rows = invariance(
    [
      scaled(rule.point, turnOfFunctions(degree)),
      scaled(rule.output, turnOfFrequency(to)),
      scaled(-rule.input, turnOfFrequency(m)),
    ],
    [n, e, d],
    () => true,
  );
  // A mirror turns the sign of sines and of second components: only products of sign 1 are left.
  const column = (j: number): number => (rule.input === 0 ? 0 : j);
  const odd = (f: number, i: number, j: number): boolean =>
    ((f > 0 && f % 2 === 0 ? 1 : 0) + i + column(j)) % 2 === 1;
  const mirrored: Row[] = [];
  for (let f = 0; f < n; f++)
    for (let i = 0; i < e; i++)
      for (let j = 0; j < d; j++)
        if (mirrors && odd(f, i, j)) mirrored.push(new Map([[(f * e + i) * d + j, 1]]));
  return kernelDimensionOf([...rows, ...mirrored], n * e * d);
}

/** V_l on e_{−l}, …, e_l: E e_m = (l − m) e_{m+1}, F e_m = (l + m) e_{m−1}. */
const raising = (l: number): Sparse =>
  Array.from({ length: 2 * l }, (_, k) => [k + 1, k, 2 * l - k] as const);
const lowering = (l: number): Sparse =>
  Array.from({ length: 2 * l }, (_, k) => [k, k + 1, k + 1] as const);

/** Monomials u^a v^b z^c in u = x + iy, v = x − iy with a + b + c = J or J − 1: functions of degree ≤ J. */
function monomials(degree: number): readonly (readonly [number, number, number])[] {
  const found: [number, number, number][] = [];
  for (const total of degree === 0 ? [0] : [degree, degree - 1])
    for (let a = 0; a <= total; a++)
      for (let b = 0; a + b <= total; b++) found.push([a, b, total - a - b]);
  return found;
}

/** E = 2z ∂_v − u ∂_z and F = v ∂_z − 2z ∂_u on these monomials. */
function fieldsOnSphere(degree: number): readonly [Sparse, Sparse] {
  const all = monomials(degree);
  const index = new Map(all.map((m, k) => [m.join(), k]));
  const to = (a: number, b: number, c: number): number => index.get([a, b, c].join()) ?? -1;
  const E: [number, number, number][] = [];
  const F: [number, number, number][] = [];
  all.forEach(([a, b, c], k) => {
    if (b > 0) E.push([to(a, b - 1, c + 1), k, 2 * b]);
    if (c > 0) E.push([to(a + 1, b, c - 1), k, -c]);
    if (c > 0) F.push([to(a, b + 1, c - 1), k, c]);
    if (a > 0) F.push([to(a - 1, b, c + 1), k, -2 * a]);
  });
  return [E, F];
}

/**
 * dim of steerable kernels on the sphere between V_l and V_l': polynomials of degree at most l + l' in the
 * point, with values in Hom(V_l, V_l'), that E, F and H annihilate. H is diagonal, so that its equation
 * leaves the monomials of weight 0; of the others only E and F are solved, over Q.
 */
export function dimensionOnSphere(
  l: number,
  to: number,
  rule: InfinitesimalRule = infinitesimalRule,
): number {
  const degree = Math.max(l + to - rule.missingDegrees, 0);
  const all = monomials(degree);
  const weights = all.map(([a, b]) => a - b);
  return weightZeroDimension(fieldsOnSphere(degree), weights, l, to, rule);
}

/**
 * dim of the maps V_j ⊗ V_l → V_l' that commute with SU(2), by the same equations; degrees may be half
 * integers.
 */
export function couplingDimension(
  j: number,
  l: number,
  to: number,
  rule: InfinitesimalRule = infinitesimalRule,
): number {
  const weights = Array.from({ length: 2 * j + 1 }, (_, k) => k - j);
  // V_j is its own dual, so that it may stand where functions do.
  return weightZeroDimension([raising(j), lowering(j)], weights, l, to, rule);
}

/** The kernel of E and F on what H annihilates: tensors of a space with these weights, V_l' and the dual of V_l. */
function weightZeroDimension(
  fields: readonly [Sparse, Sparse],
  weights: readonly number[],
  l: number,
  to: number,
  rule: InfinitesimalRule,
): number {
  const [n, e, d] = [weights.length, 2 * to + 1, 2 * l + 1];
  const weight = (f: number, i: number, j: number): number =>
    rule.point * weights[f] + rule.output * (i - to) - rule.input * (j - l);
  const rows = [raising, lowering].flatMap((X, k) =>
    invariance(
      [scaled(rule.point, fields[k]), scaled(rule.output, X(to)), scaled(-rule.input, X(l))],
      [n, e, d],
      (f, i, j) => weight(f, i, j) === 0,
    ),
  );
  // Number the unknowns of weight 0 anew.
  const places = new Map<number, number>();
  for (let f = 0; f < n; f++)
    for (let i = 0; i < e; i++)
      for (let j = 0; j < d; j++)
        if (weight(f, i, j) === 0) places.set((f * e + i) * d + j, places.size);
  const renamed = rows.map(
    (row): Row => new Map([...row].map(([k, a]) => [places.get(k) ?? -1, a])),
  );
  return kernelDimensionOf(renamed, places.size);
}
