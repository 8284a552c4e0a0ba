import {
  abelianNumbers as K,
  amount,
  characteristicPolynomial,
  equation,
  finiteGroups,
  fn,
  freeGroupModel,
  fromRational,
  groupFunctions,
  predicate,
  quoted,
  rational,
  rationalRank,
  rationals,
  rootOfUnity,
  stream,
  value,
} from "commute";
import type { AbelianNumber, Figure, Rational, Series, Term } from "commute";

type G = Term<"G">;
type R = Term<"R">;

const id = (conclusion: string): string => `convolution/convolution-as-matrix/${conclusion}`;

export const averaged = equation({
  id: id("averaged-kernel-is-a-convolution-kernel"),
  states: String.raw`\sum_t\kappa(x+t,y+t)=\psi(x-y)\quad\text{with}\quad\psi(z)=\sum_t\kappa(z+t,t)`,
  over: groupFunctions,
  unknowns: () => ({ kappa: fn(["G", "G"], "R"), x: "G", y: "G" }) as const,
  assume: { "left-invariant": "the sum runs over the whole group" },
  parts: (X) => ({ offset: (x: G, y: G): G => X.op(x, X.inv(y)) }),
  left: (X, { kappa, x, y }) => X.sum((t) => kappa(X.op(x, t), X.op(y, t))),
  right: (X, { kappa, x, y }, p) => X.sum((t): R => kappa(X.op(p.offset(x, y), t), t)),
  models: [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "S3", "C3xC3"])],
  nearMisses: (X) => ({
    sum: { why: "ψ(x + y)", change: { offset: (x: G, y: G): G => X.op(x, y) } },
    turned: { why: "ψ(y − x)", change: { offset: (x: G, y: G): G => X.op(y, X.inv(x)) } },
    "weighted-translations": {
      why: "translations counted with weights",
      without: "left-invariant",
    },
  }),
});

/** Pixels of Z_n² are i·n + j. */
const shiftBy = (n: number, x: number, [a, b]: readonly [number, number]): number =>
  ((Math.floor(x / n) + a + n) % n) * n + (((x % n) + b + n) % n);
type Step = (n: number, x: number, t: readonly [number, number]) => number | undefined;

/**
 * dim {M : M(x + t, y + t) = M(x, y)} as n⁴ minus the rank of these equations over Q; a pixel that is
 * shifted out of the picture gives 0.
 */
function commutantDimension(
  n: number,
  steps: readonly (readonly [number, number])[],
  step: Step,
): number {
  const size = n ** 4;
  const place = (x: number, y: number): number => x * n * n + y;
  const equation = (k: number, t: readonly [number, number]): ReadonlyMap<number, number> => {
    const [x, y] = [Math.floor(k / (n * n)), k % (n * n)];
    const row = new Map<number, number>();
    row.set(place(x, y), -1);
    const [a, b] = [step(n, x, t), step(n, y, t)];
    if (a !== undefined && b !== undefined) row.set(place(a, b), (row.get(place(a, b)) ?? 0) + 1);
    return row;
  };
  const places = Array.from({ length: size }, (_, k) => k);
  const rows = steps.flatMap((t) => places.map((k) => equation(k, t)));
  const dense = rows.map((row) => {
    const out = Array<Rational>(size).fill(rationals.zero);
    for (const [k, v] of row) out[k] = rational(v);
    return out;
  });
  return size - rationalRank(dense);
}

function rankOfUnitFilters(n: number): number {
  const pixels = Array.from({ length: n * n }, (_, z) => z);
  const matrices = pixels.map((z) => {
    const t = [Math.floor(z / n), z % n] as const;
    return pixels.flatMap((x) =>
      pixels.map((y) => (shiftBy(n, y, t) === x ? rationals.one : rationals.zero)),
    );
  });
  return rationalRank(matrices);
}

function orbitsOfPairs(n: number): number {
  const shifts = Array.from({ length: n * n }, (_, t) => [Math.floor(t / n), t % n] as const);
  const fixed = shifts.map((t) => shifts.filter((_, x) => shiftBy(n, x, t) === x).length ** 2);
  return fixed.reduce((a, b) => a + b, 0) / (n * n);
}

const lost: Step = (n, x, [a, b]) =>
  Math.floor(x / n) + a < n && (x % n) + b < n ? shiftBy(n, x, [a, b]) : undefined;
type Steps = readonly (readonly [number, number])[];
const [down, right]: Steps = [[1, 0], [0, 1]]; // prettier-ignore
const bothWays: Steps = [down, right];
const none: Steps = [];
const rightOnly: Steps = [right];
interface Shifting {
  readonly steps: Steps;
  readonly step: Step;
}

export const commutant = value({
  id: id("matrices-that-commute-with-translations-are-convolutions"),
  states: String.raw`\dim\{M\in\mathbb Q^{n^2\times n^2}: M\,T(t)=T(t)\,M\ \forall t\in\mathbb Z_n^2\}=n^2=\dim\{M_\psi\}`,
  kind: "proved",
  engine: "rank over Q of the equations M(x + t, y + t) = M(x, y)",
  cases: [{ n: 2 }, { n: 3 }, { n: 4 }],
  parts: (): Shifting => ({ steps: bothWays, step: shiftBy }),
  compute: ({ n }, { steps, step }) => commutantDimension(n, steps, step),
  routes: {
    "convolution matrices that are independent: rank of the unit filters' matrices": ({ n }) =>
      rankOfUnitFilters(n),
    "orbits of pairs of pixels, counted by fixed points (Burnside)": ({ n }) => orbitsOfPairs(n),
  },
  nearMisses: () => ({
    "any-matrix": { why: "no condition: n⁴ dimensions", change: { steps: none } },
    "rows-only": { why: "shifts in one direction: n³ dimensions", change: { steps: rightOnly } },
    "shifted-out": {
      why: "a pixel shifted out of the picture is lost: M(x, y) = M(x + t, y + t) then leaves 0 alone",
      change: {
        step: lost,
      },
    },
  }),
  figures: () => [patterns()],
});

/** M_ψ for a filter with one tap, with or without wrapping round. */
type Wrap = (i: number, n: number) => number | undefined;
const wraps: Wrap = (i, n) => ((i % n) + n) % n;
const cuts: Wrap = (i, n) => (i >= 0 && i < n ? i : undefined);
const convolutionMatrix = (n: number, [a, b]: readonly [number, number], wrap: Wrap): number[][] =>
  Array.from({ length: n * n }, (_, x) => {
    const [i, j] = [wrap(Math.floor(x / n) - a, n), wrap((x % n) - b, n)];
    return Array.from({ length: n * n }, (_, y) =>
      Number(i !== undefined && j !== undefined && y === i * n + j),
    );
  });

export const commutes = predicate({
  id: id("convolution-matrix-commutes-with-cyclic-shifts"),
  states: String.raw`M_\psi T(t)=T(t)M_\psi\quad\forall t\in\mathbb Z_n^2,\ \forall\psi`,
  parts: () => ({ wrap: wraps, entry: (m: number, _: number): number => m }),
  models: [
    {
      kind: "exhausted",
      name: "all filters with one tap, all shifts and entries, n = 2, 3, 4, 5",
      scope: "both sides are linear in ψ, so all filters",
      *decideAll(p) {
        for (const n of [2, 3, 4, 5])
          for (let z = 0; z < n * n; z++) {
            const tap = [Math.floor(z / n), z % n] as const;
            const M = convolutionMatrix(n, tap, p.wrap);
            for (const t of bothWays)
              for (let x = 0; x < n * n; x++)
                for (let y = 0; y < n * n; y++) {
                  const [a, b] = [shiftBy(n, x, t), shiftBy(n, y, t)];
                  const [left, right] = [p.entry(M[a][b], a), p.entry(M[x][y], x)];
                  yield left === right
                    ? { holds: true as const }
                    : {
                        fails: {
                          says: `Z_${n}²: M(x + t, y + t) against M(x, y)`,
                          values: {
                            ψ: `1 at (${tap.join(", ")})`,
                            t: t.join(", "),
                            x: String(x),
                            y: String(y),
                          },
                          left: String(left),
                          right: String(right),
                        },
                      };
                }
          }
      },
    },
  ],
  nearMisses: () => ({
    "toeplitz-without-wrap": {
      why: "the matrix of the zero-padded layer: Toeplitz, not circulant",
      change: { wrap: cuts },
    },
    "any-matrix": {
      why: "a matrix whose rows are weighted by the pixel",
      change: { entry: (m: number, x: number) => m * (1 + x) },
    },
  }),
});

/** An integer filter on Z_n², drawn once. */
const filter = (n: number): number[] => {
  const s = stream("1", "circulant", `n = ${n}`);
  return Array.from({ length: n * n }, () => s.integer(-5, 5));
};
const integer = (a: number): AbelianNumber => fromRational(rational(a));

/** ψ̂(k) = Σ_z ψ(z) ζ^(−k·z). */
type Phase = (k: number, z: number, n: number) => number;
const dot: Phase = (k, z, n) => Math.floor(k / n) * Math.floor(z / n) + (k % n) * (z % n);
const transform = (n: number, phase: Phase): AbelianNumber[] =>
  filter(n).map((_, k) =>
    filter(n).reduce(
      (sum, v, z) => K.add(sum, K.mul(integer(v), rootOfUnity(n, ((-phase(k, z, n) % n) + n) % n))),
      K.zero,
    ),
  );

export const diagonal = value({
  id: id("fourier-transform-diagonalises-convolution"),
  states: String.raw`\det(\lambda-M_\psi)=\prod_{k\in\mathbb Z_n^2}\bigl(\lambda-\hat\psi(k)\bigr),\qquad\hat\psi(k)=\sum_z\psi(z)e^{-2\pi ik\cdot z/n}`,
  kind: "proved",
  engine: "the product over all frequencies in Q(ζ_n)",
  cases: [{ n: 2 }, { n: 3 }, { n: 4 }],
  parts: () => ({ phase: dot }),
  compute: ({ n }, { phase }) => {
    const product = transform(n, phase).reduce<AbelianNumber[]>(
      (f, root) => [K.zero, ...f].map((a, i) => K.add(a, K.neg(K.mul(root, f[i] ?? K.zero)))),
      [K.one],
    );
    return product.map(K.show).join(" ");
  },
  routes: {
    "the characteristic polynomial of the matrix, over Q": ({ n }) => {
      const psi = filter(n);
      const M = psi.map((_, x) =>
        psi.map((_, y) => rational(psi[shiftBy(n, x, [-Math.floor(y / n), -(y % n)])])),
      );
      return characteristicPolynomial(rationals, M).map(rationals.show).join(" ");
    },
  },
  nearMisses: () => ({
    "one-direction": {
      why: "frequencies in one direction only",
      change: { phase: (k: number, z: number, n: number) => (k % n) * (z % n) },
    },
    "sum-in-place-of-product": {
      why: "ζ^(k + z) in place of ζ^(kz)",
      change: { phase: (k: number, z: number) => k + z },
    },
  }),
});

/** Each character is an eigenvector, exponent by exponent: M_ψ χ_k = ψ̂(k) χ_k at ψ = 1 at z. */
export const eigenvectors = predicate({
  id: id("characters-are-eigenvectors"),
  states: String.raw`\sum_y\psi(x-y)\,\chi(y)=\hat\psi\,\chi(x),\qquad\hat\psi=\sum_z\psi(z)\,\chi(-z),\ \chi\ \text{a character}`,
  parts: () => ({ chi: dot }),
  models: [
    {
      kind: "exhausted",
      name: "all characters, filters with one tap and pixels, n = 2, …, 6",
      scope: "exponents of ζ_n; both sides are linear in ψ",
      *decideAll(p, work) {
        const most = amount(work.effort, { quick: 4, default: 6, deep: 9 });
        for (let n = 2; n <= most; n++)
          for (let k = 0; k < n * n; k++)
            for (let z = 0; z < n * n; z++)
              for (let x = 0; x < n * n; x++) {
                const back: readonly [number, number] = [-Math.floor(z / n), -(z % n)];
                const mod = (a: number): number => ((a % n) + n) % n;
                const left = mod(p.chi(k, shiftBy(n, x, back), n));
                const right = mod(p.chi(k, x, n) + p.chi(k, shiftBy(n, 0, back), n));
                yield left === right
                  ? { holds: true as const }
                  : {
                      fails: {
                        says: `Z_${n}², exponents of ζ_${n}`,
                        values: { k: String(k), z: String(z), x: String(x) },
                        left: String(left),
                        right: String(right),
                      },
                    };
              }
      },
    },
  ],
  nearMisses: () => ({
    "not-a-character": {
      why: "ζ^(k₁x₁² + k₂x₂): no homomorphism",
      change: {
        chi: (k: number, x: number, n: number) =>
          Math.floor(k / n) * Math.floor(x / n) ** 2 + (k % n) * (x % n),
      },
    },
  }),
});

/** On Z², without a continuity hypothesis, the converse fails. */
export const banachLimit = quoted({
  id: id("banach-limit-commutes-with-translations-and-is-no-convolution"),
  states: String.raw`\exists\,\Lambda:\ell^\infty(\mathbb Z^2)\to\mathbb R\ \text{linear},\ \Lambda T(t)=\Lambda,\ \Lambda 1=1,\ \Lambda\delta_x=0\ \forall x`,
  rests: [
    {
      lemma:
        "Banach limits, by the Hahn–Banach theorem: Conway, A Course in Functional Analysis, III.7",
    },
  ],
});

function patterns(): Figure {
  const n = 4;
  const taps = [[0, 0], [0, 1], [1, 0], [-1, 0], [0, -1]] as const; // prettier-ignore
  const total = (wrap: Wrap): number[] =>
    taps
      .map((t, i) => convolutionMatrix(n, t, wrap).flatMap((row) => row.map((v) => v * (i + 1))))
      .reduce((a, b) => a.map((v, k) => v + b[k]));
  const cells = (panel: string, values: readonly number[]): Series => ({
    ...{ name: "weight", panel, mark: "cells", value: [...values] },
    x: values.map((_, k) => k % (n * n)),
    y: values.map((_, k) => String(Math.floor(k / (n * n))).padStart(2, "0")),
  });
  return {
    id: "patterns",
    caption: String.raw`The $16\times16$ matrix of a filter with five taps on $4\times4$ pixels, one colour a weight. On the torus it is block circulant with circulant blocks: 256 entries, five numbers. With zero padding the corners are lost, and with them the cyclic symmetry.`,
    description:
      "Two 16 by 16 matrices of weights 0 to 5: a block circulant one, whose bands wrap round at the edges of each block, and a block Toeplitz one, where they stop.",
    axes: { x: "pixel $y$ of the input", y: "pixel $x$ of the output" },
    series: [cells("torus: circulant", total(wraps)), cells("zero padding: Toeplitz", total(cuts))],
  };
}
