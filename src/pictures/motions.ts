/**
 * The motions x ↦ Ax + t of the torus Z_h × Z_w, x = (row, column), with A a symmetry of the square:
 * the shifts A = 1, the rotations by quarter turns, the reflections.
 */
import { DomainError } from "../errors.ts";
import type { PictureShape, Picture } from "./picture.ts";

/** The linear parts: a quarter turn is (i, j) ↦ (−j, i), read counter-clockwise with rows downwards. */
const LINEAR = [
  { name: "1", A: [1, 0, 0, 1] },
  { name: "r", A: [0, -1, 1, 0] },
  { name: "r²", A: [-1, 0, 0, -1] },
  { name: "r³", A: [0, 1, -1, 0] },
  { name: "m", A: [1, 0, 0, -1] },
  { name: "mr", A: [0, 1, 1, 0] },
  { name: "mr²", A: [-1, 0, 0, 1] },
  { name: "mr³", A: [0, -1, -1, 0] },
] as const;

/** Which linear parts are taken: none but 1, the half turn, the quarter turns, or all eight. */
export type Points = "1" | "C2" | "C4" | "D4";
const POINTS: Readonly<Record<Points, readonly number[]>> = {
  "1": [0],
  C2: [0, 2],
  C4: [0, 1, 2, 3],
  D4: [0, 1, 2, 3, 4, 5, 6, 7],
};

/** x ↦ Ax + t, A by its place in the list of symmetries of the square. */
export interface Motion {
  readonly linear: number;
  readonly shift: readonly [row: number, column: number];
}

/** Motions of one torus, closed under products. */
export interface Motions {
  readonly height: number;
  readonly width: number;
  /** The identity first; all shifts before any turn. */
  readonly elements: readonly Motion[];
  readonly indexOf: (g: Motion) => number;
  readonly compose: (g: Motion, h: Motion) => Motion;
  /** Where each pixel, by its index row · width + column, goes. */
  readonly pixelMap: (g: Motion) => Int32Array;
}

/** All motions of the torus with linear parts in `points`. @throws {DomainError} on a torus that is no square with quarter turns */
export function motions(height: number, width: number, points: Points): Motions {
  const linears = POINTS[points].filter((k) => height === width || LINEAR[k].A[0] !== 0);
  if (linears.length !== POINTS[points].length && points === "C4")
    throw new DomainError("motions", "a square for quarter turns", `${height} x ${width}`);
  const mod = (i: number, n: number): number => ((i % n) + n) % n;
  const act = (linear: number, [i, j]: readonly [number, number]): [number, number] => {
    const [a, b, c, d] = LINEAR[linear].A;
    return [mod(a * i + b * j, height), mod(c * i + d * j, width)];
  };
  const add = (s: readonly [number, number], t: readonly [number, number]): [number, number] => [
    mod(s[0] + t[0], height),
    mod(s[1] + t[1], width),
  ];
  const shifts = Array.from(
    { length: height * width },
    (_, i) => [Math.floor(i / width), i % width] as const,
  );
  const elements = linears.flatMap((linear) => shifts.map((shift) => ({ linear, shift })));
  const place = LINEAR.map((_, linear) => linears.indexOf(linear));
  const indexOf = ({ linear, shift: [i, j] }: Motion): number =>
    (place[linear] * height + i) * width + j;
  const maps: (Int32Array | undefined)[] = [];
  return {
    height,
    width,
    elements,
    indexOf,
    compose: (g, h) => ({
      linear: productOf(g.linear, h.linear),
      shift: add(act(g.linear, h.shift), g.shift),
    }),
    pixelMap: (g) =>
      (maps[indexOf(g)] ??= Int32Array.from(shifts, (x) => {
        const [i, j] = add(act(g.linear, x), g.shift);
        return i * width + j;
      })),
  };
}

function productOf(k: number, l: number): number {
  const [a, b, c, d] = LINEAR[k].A;
  const [e, f, g, h] = LINEAR[l].A;
  const A = [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
  return LINEAR.findIndex((other) => other.A.every((x, i) => x === A[i]));
}

/** (g·f)(x) = f(g⁻¹x): the content of the picture moves by g. */
export function moved(G: Motions, g: Motion, f: Picture): Picture {
  const target = G.pixelMap(g);
  const carry = (from: Float64Array): Float64Array => {
    const to = new Float64Array(from.length);
    target.forEach((y, x) => {
      for (let c = 0; c < f.channels; c++) to[y * f.channels + c] = from[x * f.channels + c];
    });
    return to;
  };
  return {
    ...f,
    values: carry(f.values),
    ...(f.err === undefined ? {} : { err: carry(f.err) }),
  };
}

/** `shift (0, 1)`, `r then shift (3, 0)`. */
export function showMotion({ linear, shift }: Motion): string {
  const by = `(${shift[0]}, ${shift[1]})`;
  if (linear === 0) return `shift ${by}`;
  const { name } = LINEAR[linear];
  return shift[0] === 0 && shift[1] === 0 ? name : `${name} then shift ${by}`;
}

/** The name of a linear part. */
export function linearName(linear: number): string {
  return LINEAR[linear].name;
}

/** The group in words. */
export function describeMotions(
  shape: Pick<PictureShape, "height" | "width">,
  points: Points,
): string {
  const torus = `Z_${shape.height} × Z_${shape.width}`;
  return points === "1" ? `shifts of ${torus}` : `shifts of ${torus} with ${points}`;
}
