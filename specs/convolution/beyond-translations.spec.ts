import {
  convolutionLayer,
  describeEquivariance,
  equivariance,
  picture,
  predicate,
  rational,
  rationalRank,
  rationals,
  value,
} from "commute";
import type { Decision, Figure, Picture, Rational, Series, Taps } from "commute";

const id = (conclusion: string): string => `convolution/beyond-translations/${conclusion}`;

/** A linear map of Z_n², as its matrix by rows; pixels are i·n + j. */
type Linear = readonly [number, number, number, number];
type Point = readonly [number, number];
const one: Linear = [1, 0, 0, 1];
const r: Linear = [0, -1, 1, 0];
const m: Linear = [1, 0, 0, -1];
const after = ([a, b, c, d]: Linear, [e, f, g, h]: Linear): Linear => [
  ...([a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h] as const),
];
const powers = (k: number): Linear => Array.from({ length: k }, () => r).reduce(after, one);
const C4: readonly Linear[] = [0, 1, 2, 3].map(powers);
const groups: Readonly<Record<string, readonly Linear[]>> = {
  C2: [one, powers(2)],
  mirror: [one, m],
  C4,
  D4: [...C4, ...C4.map((A) => after(m, A))],
};
const at = (n: number, [a, b, c, d]: Linear, x: number, [s, t]: Point = [0, 0]): number => {
  const [i, j] = [Math.floor(x / n), x % n];
  const mod = (k: number): number => ((k % n) + n) % n;
  return mod(a * i + b * j + s) * n + mod(c * i + d * j + t);
};
const plus = (n: number, x: number, y: number): number => at(n, one, x, [Math.floor(y / n), y % n]);
const inverse = ([a, b, c, d]: Linear): Linear => {
  const det = a * d - b * c;
  return [d * det, -b * det, -c * det, a * det];
};

interface Joint {
  readonly turnFilter: (n: number, A: Linear, y: number) => number;
  readonly turn: (n: number, A: Linear, x: number) => number;
}

/** (Rf) ∗ (Rψ) = R(f ∗ ψ), where f is 1 at a and ψ is 1 at b: the output is 1 at one pixel. */
export const joint = predicate<Joint>({
  id: id("turning-picture-and-filter-turns-the-output"),
  states: String.raw`(Rf)*(R\psi)=R(f*\psi)\qquad(Rf)(x)=f(R^{-1}x),\ R\in D_4`,
  parts: () => ({ turnFilter: (n, A, y) => at(n, A, y), turn: (n, A, x) => at(n, A, x) }),
  models: [
    {
      kind: "exhausted",
      name: "all R in D4, pictures and filters with one pixel, n = 3, 4, 5",
      scope: "both sides are bilinear in f and ψ",
      *decideAll({ turnFilter, turn }: Joint) {
        for (const n of [3, 4, 5])
          for (const A of groups.D4)
            for (let a = 0; a < n * n; a++)
              for (let b = 0; b < n * n; b++) {
                const left = plus(n, turn(n, A, a), turnFilter(n, A, b));
                const right = turn(n, A, plus(n, a, b));
                yield left === right
                  ? { holds: true as const }
                  : differ(n, A, { f: `1 at ${a}`, ψ: `1 at ${b}` }, left, right);
              }
      },
    },
  ],
  nearMisses: () => ({
    "filter-not-turned": {
      why: "(Rf) ∗ ψ: only the picture turned",
      change: { turnFilter: (_: number, __: Linear, y: number) => y },
    },
    "turn-about-another-pixel": {
      why: "x ↦ Ax + (1, 0) for picture, filter and output",
      change: {
        turn: (n: number, A: Linear, x: number) => at(n, A, x, [1, 0]),
        turnFilter: (n: number, A: Linear, y: number) => at(n, A, y, [1, 0]),
      },
    },
    "filter-turned-back": {
      why: "R⁻¹ψ in place of Rψ",
      change: { turnFilter: (n: number, A: Linear, y: number) => at(n, inverse(A), y) },
    },
  }),
});

function differ(n: number, A: Linear, values: Record<string, string>, left: number, right: number) {
  return {
    fails: {
      says: `Z_${n}², R = (${A.join(" ")}), pixels by number`,
      values,
      left: `1 at ${left}`,
      right: `1 at ${right}`,
    },
  } satisfies Decision;
}

/** n² minus the rank of ψ(x − Ra) = ψ(R⁻¹x − a), the equation at f = 1 at a, over all a, x and R. */
function filterDimension(n: number, group: string, output: (A: Linear) => Linear): number {
  const rows = new Map<string, readonly number[]>();
  for (const A of groups[group])
    for (let a = 0; a < n * n; a++)
      for (let x = 0; x < n * n; x++) {
        const minus = (u: number, v: number): number => plus(n, u, at(n, [-1, 0, 0, -1], v));
        const pair = [minus(x, at(n, A, a)), minus(at(n, output(inverse(A)), x), a)];
        if (pair[0] !== pair[1]) rows.set(pair.join(), pair);
      }
  const matrix = [...rows.values()].map(([p, q]) => {
    const row = Array<Rational>(n * n).fill(rationals.zero);
    row[p] = rational(1);
    row[q] = rational(-1);
    return row;
  });
  return n * n - rationalRank(matrix);
}

export const filters = value({
  id: id("filters-that-commute-with-turns-are-the-invariant-ones"),
  states: String.raw`\dim\{\psi:(Rf)*\psi=R(f*\psi)\ \forall f,\ \forall R\in P\}=\bigl|P\backslash\mathbb Z_n^2\bigr|`,
  kind: "proved",
  engine: "rank over Q of the equation at all pictures with one pixel",
  cases: [3, 4, 5].flatMap((n) => Object.keys(groups).map((P) => ({ n, P }))),
  parts: () => ({ output: (A: Linear): Linear => A }),
  compute: ({ n, P }, { output }) => filterDimension(n, P, output),
  routes: {
    "orbits counted by fixed pixels (Burnside)": ({ n, P }) => {
      const pixels = Array.from({ length: n * n }, (_, x) => x);
      const fixed = groups[P].map((A) => pixels.filter((x) => at(n, A, x) === x).length);
      return fixed.reduce((a, b) => a + b, 0) / groups[P].length;
    },
  },
  nearMisses: () => ({
    "output-not-turned": {
      why: "(Rf) ∗ ψ = f ∗ ψ: invariance in place of equivariance",
      change: { output: () => one },
    },
    "output-turned-back": { why: "R⁻¹(f ∗ ψ)", change: { output: inverse } },
  }),
  figures: turnedMaps,
});

const sobel: Taps = { height: 3, width: 3, from: 1, to: 1, values: [1, 0, -1, 2, 0, -2, 1, 0, -1] };
const laplace: Taps = { ...sobel, values: [0, 1, 0, 1, -4, 1, 0, 1, 0] };

/** Sobel's filter finds vertical edges; turned pictures have horizontal ones. */
export const sobelTurns = predicate<{ taps: Taps }>({
  id: id("sobel-filter-commutes-with-quarter-turns"),
  states: String.raw`(Rf)*\psi_{\text{Sobel}}=R(f*\psi_{\text{Sobel}})\quad\text{for quarter turns }R`,
  expects: "fails",
  parts: () => ({ taps: sobel }),
  control: () => ({ taps: laplace }),
  models: [
    {
      kind: "exhausted",
      name: "all shifts and quarter turns of Z_4²",
      scope: "all pictures, for the layer is linear",
      async *decideAll({ taps }: { taps: Taps }) {
        const found = await equivariance(
          convolutionLayer(taps),
          { height: 4, width: 4, channels: 1, points: "C4" },
          { affine: true, pictures: 1 },
        );
        const [witness] = found.witnesses;
        yield found.outcome === "holds"
          ? { holds: true as const }
          : {
              fails: {
                says: witness.says,
                values: {},
                left: describeEquivariance(found),
                right: "all 64 motions",
                size: "shrunk" as const,
              },
            };
      },
    },
  ],
});

async function turnedMaps(): Promise<Figure[]> {
  const n = 9;
  const lit = (x: number): boolean => {
    const [i, j] = [Math.floor(x / n), x % n];
    return i >= 2 && i <= 6 && j >= 3 && j <= 6 && (j === 3 || i === 2 || (i === 4 && j < 6));
  };
  const f = picture(
    { height: n, width: n, channels: 1 },
    Array.from({ length: n * n }, (_, x) => Number(lit(x))),
  );
  const turned: Picture = {
    ...f,
    values: f.values.map((_, x) => f.values[at(n, inverse(r), x, [8, 0])]),
  };
  const cells = (panel: string, { values }: Picture): Series => ({
    ...{ name: "value", panel, mark: "cells", value: [...values] },
    x: [...values.keys()].map((x) => x % n),
    y: [...values.keys()].map((x) => String(Math.floor(x / n))),
  });
  const [edge, level] = [convolutionLayer(sobel), convolutionLayer(laplace)];
  return [
    {
      id: "turned-maps",
      caption: String.raw`A letter and the letter turned by a quarter, above Sobel's filter and Laplace's. Laplace's map turns with the letter. Sobel's does not: it shows what is vertical in the picture, before and after.`,
      description:
        "Six 9 by 9 pictures: a letter F upright and turned, its Sobel maps, which differ by more than a turn, and its Laplace maps, which are turned copies of each other.",
      axes: { x: "column", y: "row" },
      series: [
        cells("$f$", f),
        cells("Sobel", await edge(f)),
        cells("Laplace", await level(f)),
        cells("$Rf$", turned),
        cells("Sobel of $Rf$", await edge(turned)),
        cells("Laplace of $Rf$", await level(turned)),
      ],
    },
  ];
}
