/** Dimensions of steerable kernels in doubles: the condition at real angles, its singular values counted. */
import { DomainError } from "../errors.ts";
import { nullity } from "../numeric/nullity.ts";
import { stream } from "../numeric/random.ts";
import type { SteerableCase } from "./steerable.ts";

type Real = readonly (readonly number[])[];
type Point = readonly [number, number];

/** Sines, cosines and products of a few of them are within this of what they stand for. */
const entryError = 2 ** -48;

const turn = (a: number): Real => [
  [Math.cos(a), -Math.sin(a)],
  [Math.sin(a), Math.cos(a)],
];
const flip: Real = [
  [1, 0],
  [0, -1],
];

/** A motion of the plane: a mirror first (y ↦ −y) or not, then a turn by 2πk/n. */
interface Motion {
  readonly k: number;
  readonly mirrored: boolean;
}

const motionsOf = (n: number, mirrors: boolean): readonly Motion[] =>
  [false, ...(mirrors ? [true] : [])].flatMap((mirrored) =>
    Array.from({ length: n }, (_, k) => ({ k, mirrored })),
  );

/** The motion of the plane, and with m times the angle the representation of frequency m. */
function matrixAt({ k, mirrored }: Motion, n: number, m: number): Real {
  const R = turn((2 * Math.PI * k * m) / n);
  return mirrored ? R.map((row) => [row[0], -row[1]]) : R;
}

function representationAt(motion: Motion, n: number, mirrors: boolean, name: string): Real {
  if (name === "trivial") return [[1]];
  if (name === "mirror") return [[motion.mirrored ? -1 : 1]];
  if (name !== "regular") return matrixAt(motion, n, Number(name.replace("frequency ", "")));
  const all = motionsOf(n, mirrors);
  const product = (b: Motion): Motion => ({
    k: (motion.k + (motion.mirrored ? n - b.k : b.k)) % n,
    mirrored: motion.mirrored !== b.mirrored,
  });
  const same = (a: Motion, b: Motion): boolean => a.k === b.k && a.mirrored === b.mirrored;
  const images = all.map(product);
  return all.map((a) => images.map((b) => (same(a, b) ? 1 : 0)));
}

function pointsOf(n: number, on: string): readonly Point[] {
  if (on === "centre and ring")
    return [
      [0, 0],
      ...Array.from({ length: n }, (_, k): Point => {
        const a = (2 * Math.PI * k) / n;
        return [Math.cos(a), Math.sin(a)];
      }),
    ];
  const side = Number(/^\d+/.exec(on)?.[0]);
  const middle = (side - 1) / 2;
  return Array.from({ length: side ** 2 }, (_, x) => [
    Math.floor(x / side) - middle,
    (x % side) - middle,
  ]);
}

/** The rows of Y A = B X Y⁻ … : κ(image of x) − B κ(x) A⁻¹ in the entries of all κ(x); A is orthogonal. */
function conditionRows(images: readonly number[], A: Real, B: Real): number[][] {
  const [d, e] = [A.length, B.length];
  const size = images.length * d * e;
  return images.flatMap((y, x) =>
    Array.from({ length: d * e }, (_, at) => {
      const [i, j] = [Math.floor(at / d), at % d];
      const row = Array<number>(size).fill(0);
      for (let a = 0; a < e; a++)
        for (let b = 0; b < d; b++) row[(x * e + a) * d + b] = B[i][a] * A[j][b];
      row[(y * e + i) * d + j] -= 1;
      return row;
    }),
  );
}

/** The number of steerable kernels on taps, from the condition at a least turn and at one mirror. */
export function numericDimension({ H, on, of, to }: SteerableCase): number {
  const [mirrors, n] = [H.startsWith("D"), Number(H.slice(1))];
  const points = pointsOf(n, on);
  const generators: readonly Motion[] = [
    { k: 1, mirrored: false },
    ...(mirrors ? [{ k: 0, mirrored: true }] : []),
  ];
  const rows = generators.flatMap((motion) => {
    const M = matrixAt(motion, n, 1);
    const images = points.map(([x, y]) =>
      points.findIndex(
        ([u, v]) => Math.hypot(M[0][0] * x + M[0][1] * y - u, M[1][0] * x + M[1][1] * y - v) < 0.01,
      ),
    );
    if (images.includes(-1)) throw new DomainError("numericDimension", "taps that H moves", on);
    const at = (name: string): Real => representationAt(motion, n, mirrors, name);
    return conditionRows(images, at(of), at(to));
  });
  return nullity(rows, entryError);
}

/** The representation of frequency m of SO(2), at an angle. */
const frequency = (m: number, a: number): Real => (m === 0 ? [[1]] : turn(m * a));

/**
 * Kernels on the circle of degree at most m + m' (no others are steerable), under SO(2) or O(2): the
 * condition at one angle, whose multiples are dense, and one mirror, at as many points as a kernel has
 * coefficients.
 */
export function numericOnCircle(mirrors: boolean, m: number, to: number): number {
  const degree = m + to;
  const s = stream("1", "points of the circle");
  const basis = (t: number): number[] => [
    1,
    ...Array.from({ length: degree }, (_, j) => [
      Math.cos((j + 1) * t),
      Math.sin((j + 1) * t),
    ]).flat(),
  ];
  const angles = Array.from({ length: 2 * degree + 1 }, () => 2 * Math.PI * s.unit());
  const alpha = 1;
  const rowsAt = (moved: (t: number) => number, A: Real, B: Real): number[][] =>
    angles.flatMap((t) => {
      const [there, here] = [basis(moved(t)), basis(t)];
      const [d, e] = [A.length, B.length];
      return Array.from({ length: d * e }, (_, at) => {
        const [i, j] = [Math.floor(at / d), at % d];
        return here.flatMap((c, f) =>
          Array.from(
            { length: d * e },
            (_unused, k) => (k === at ? there[f] : 0) - c * B[i][Math.floor(k / d)] * A[j][k % d],
          ),
        );
      });
    });
  const mirror = (k: number): Real => (k === 0 ? [[1]] : flip);
  return nullity(
    [
      ...rowsAt((t) => t + alpha, frequency(m, alpha), frequency(to, alpha)),
      ...(mirrors ? rowsAt((t) => -t, mirror(m), mirror(to)) : []),
    ],
    entryError,
  );
}

/** An orthonormal basis of scalars, vectors, or symmetric matrices of trace 0: V_0, V_1, V_2 as tensors. */
const symmetric: readonly Real[] = [
  [[0, Math.SQRT1_2, 0], [Math.SQRT1_2, 0, 0], [0, 0, 0]],
  [[0, 0, Math.SQRT1_2], [0, 0, 0], [Math.SQRT1_2, 0, 0]],
  [[0, 0, 0], [0, 0, Math.SQRT1_2], [0, Math.SQRT1_2, 0]],
  [[Math.SQRT1_2, 0, 0], [0, -Math.SQRT1_2, 0], [0, 0, 0]],
  [[Math.sqrt(1 / 6), 0, 0], [0, Math.sqrt(1 / 6), 0], [0, 0, -Math.sqrt(2 / 3)]],
]; // prettier-ignore

const times = (A: Real, B: Real): Real =>
  A.map((row) => B[0].map((_, j) => row.reduce((sum, a, k) => sum + a * B[k][j], 0)));
const transposed = (A: Real): Real => A[0].map((_, j) => A.map((row) => row[j]));
const contract = (A: Real, B: Real): number =>
  A.reduce((sum, row, i) => sum + row.reduce((t, a, j) => t + a * B[i][j], 0), 0);

/** How R acts on scalars, vectors v ↦ Rv, or symmetric matrices S ↦ R S Rᵀ. */
function tensorRotation(l: number, R: Real): Real {
  if (l === 0) return [[1]];
  if (l === 1) return R;
  if (l !== 2) throw new DomainError("tensorRotation", "degree 0, 1 or 2", l);
  const images = symmetric.map((S) => times(times(R, S), transposed(R)));
  return symmetric.map((S) => images.map((image) => contract(S, image)));
}

/** The rotation by α about the axis of (x, y, z), by Rodrigues' formula. */
function rotationAbout([x, y, z]: readonly number[], alpha: number): Real {
  const r = Math.hypot(x, y, z);
  const [a, b, c] = [x / r, y / r, z / r];
  const [C, S] = [Math.cos(alpha), Math.sin(alpha)];
  return [
    [C + a * a * (1 - C), a * b * (1 - C) - c * S, a * c * (1 - C) + b * S],
    [b * a * (1 - C) + c * S, C + b * b * (1 - C), b * c * (1 - C) - a * S],
    [c * a * (1 - C) - b * S, c * b * (1 - C) + a * S, C + c * c * (1 - C)],
  ];
}

/**
 * Kernels on a sphere: κ at one random point commutes with the rotations about it, of which one, by an
 * angle whose multiples are dense, is enough. Degrees 0, 1, 2, as tensors.
 */
export function numericOnSphere(l: number, to: number): number {
  const s = stream("1", "a point of the sphere");
  const R = rotationAbout([s.normal(), s.normal(), s.normal()], 1);
  return nullity(conditionRows([0], tensorRotation(l, R), tensorRotation(to, R)), entryError);
}
