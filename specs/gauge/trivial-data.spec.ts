import { localModels, quoted, value } from "commute";
import type { Figure } from "commute";

type Data = Parameters<typeof localModels>[0];

interface Choice {
  readonly data: Data["data"];
  readonly classFunction: boolean;
  readonly sites: number;
  readonly of: "dimension" | "sum";
}

/** Whether φ is a multiple of the sum of the eigenphases, on every spectrum. */
const isSum = ({ spectra, basis }: ReturnType<typeof localModels>): boolean =>
  basis.every((phi) => {
    const sums = spectra.map((s) => BigInt(s.reduce((a, b) => a + b, 0)));
    const at = sums.findIndex((x) => x !== 0n);
    return phi.every((v, k) => v.n * phi[at].d * sums[at] === sums[k] * phi[at].n * v.d);
  });

const answer = (found: ReturnType<typeof localModels>): string =>
  `${found.basis.length}${isSum(found) ? ", multiples of the sum of the eigenphases" : ""}`;

const three = [
  { M: 1, n: 5 },
  { M: 1, n: 17 },
  { M: 2, n: 3 },
  { M: 2, n: 5 },
  { M: 3, n: 3 },
];

export const determined = value({
  id: "gauge/trivial-data/local-models-are-determined-up-to-a-factor",
  states: String.raw`\varphi(W_1)+\varphi(W_2)+\varphi(W_3)=0\text{ on trivial data}\iff\varphi=c\,\operatorname{Im}\operatorname{Tr}\log`,
  kind: "proved",
  engine:
    "null space over Q, all diagonal configurations with eigenvalues in the n-th roots of unity",
  cases: three,
  parts: (): Choice => ({
    data: "trivial bands",
    classFunction: true,
    sites: 3,
    of: "dimension",
  }),
  compute: ({ M, n }, p) => answer(localModels({ ...p, M, n })),
  routes: {
    "Cauchy's equation solved step by step from φ(1, 0, …) = 1": ({ M, n }) => propagated(M, n),
    "configurations of more kinds, C₁ = 0 with bands that cancel": ({ M, n }) =>
      answer(localModels({ M, n, sites: 3, data: "trivial", classFunction: true })),
  },
  nearMisses: () => ({
    "two-sites": { why: "two sites: every odd φ", change: { sites: 2 } },
    "not-a-class-function": {
      why: "φ that may tell the bands apart: a factor for each",
      change: { classFunction: false },
    },
    "all-data": {
      why: "configurations of every C₁: then φ = 0 alone",
      change: { data: "all" as const },
    },
  }),
  rests: [
    {
      lemma: String.raw`a measurable solution of $f(a)+f(b)=f(a+b)$ on an interval is linear (Aczél, Lectures on Functional Equations, 1966, section 2.1)`,
    },
  ],
  figures: () => [models()],
});

/** All lists of `length` items. */
const tuples = <T>(items: readonly T[], length: number): T[][] =>
  Array.from({ length }).reduce<T[][]>(
    (all) => all.flatMap((rest) => items.map((item) => [...rest, item])),
    [[]],
  );

/**
 * Without linear algebra: φ(0) = 0 and φ(1, 0, …) = 1, and then each equation of three spectra that has
 * one unknown value left gives it, until none does. The number of parameters is 1 if this reaches every
 * spectrum and no equation contradicts it.
 */
function propagated(M: number, n: number): string {
  const half = (n - 1) / 2;
  const phases = Array.from({ length: n }, (_, k) => k - half);
  const bands = tuples(phases, 2)
    .map(([a, b]) => [a, b, 0 - a - b])
    .filter((band) => Math.abs(band[2]) <= half);
  const key = (spectrum: readonly number[]): string => [...spectrum].sort((a, b) => a - b).join();
  const equations = tuples(bands, M).map((c) => [0, 1, 2].map((k) => key(c.map((b) => b[k]))));
  const known = new Map<string, number>();
  known.set(key(phases.slice(0, M).map(() => 0)), 0);
  known.set(key(phases.slice(0, M).map((_, k) => (k === 0 ? 1 : 0))), 1);
  for (let before = 0; before < known.size;) {
    before = known.size;
    for (const equation of equations) {
      const open = equation.filter((s) => !known.has(s));
      if (open.length !== 1) continue;
      known.set(open[0], 0 - equation.reduce((sum, s) => sum + (known.get(s) ?? 0), 0));
    }
  }
  const all = new Set(equations.flat());
  if ([...all].some((s) => !known.has(s))) return "more than 1";
  if (equations.some((e) => e.reduce((sum, s) => sum + (known.get(s) ?? NaN), 0) !== 0)) return "0";
  const sums = [...known].every(
    ([s, v]) => v === s.split(",").reduce((sum, a) => sum + Number(a), 0),
  );
  return `1${sums ? ", multiples of the sum of the eigenphases" : ""}`;
}

export const twoSites = value({
  id: "gauge/trivial-data/two-sites-allow-every-odd-model",
  states: String.raw`\dim\bigl\{\varphi:\varphi(W_1)+\varphi(W_2)=0\text{ for all }W_1W_2=1\bigr\}=\#\{\text{pairs of opposite spectra}\}`,
  kind: "proved",
  engine:
    "null space over Q, all diagonal configurations with eigenvalues in the n-th roots of unity",
  cases: [
    { M: 1, n: 17 },
    { M: 1, n: 19 },
    { M: 2, n: 5 },
    { M: 3, n: 3 },
  ],
  parts: (): { readonly sites: number } => ({ sites: 2 }),
  compute: ({ M, n }, p) =>
    localModels({ M, n, sites: p.sites, data: "trivial", classFunction: true }).basis.length,
  routes: {
    "multisets of M phases, less those that are their own negative, halved": ({ M, n }) => {
      const choose = (a: number, b: number): number =>
        Array.from({ length: b }).reduce<number>((c, _, i) => (c * (a - i)) / (i + 1), 1);
      // Its own negative: pairs ±a, and zeros for the rest.
      const half = (n - 1) / 2;
      const own = Array.from({ length: Math.floor(M / 2) + 1 }, (_, pairs) =>
        choose(half + pairs - 1, pairs),
      ).reduce((a, b) => a + b, 0);
      return (choose(n + M - 1, M) - own) / 2;
    },
  },
  nearMisses: () => ({ "three-sites": { why: "three sites", change: { sites: 3 } } }),
});

/** The null vectors for n = 17, M = 1. */
function models(): Figure {
  const on = (sites: number): ReturnType<typeof localModels> =>
    localModels({ M: 1, n: 17, sites, data: "trivial", classFunction: true });
  const value = ({ n, d }: { readonly n: bigint; readonly d: bigint }): number =>
    Number(n) / Number(d);
  const three = on(3);
  const two = on(2);
  const phase = three.spectra.map(([a]) => (2 * Math.PI * a) / 17);
  const scale = Math.max(...three.basis[0].map((v) => Math.abs(value(v))));
  const shape = (a: number): number => Math.sin((3 * Math.PI * a) / 8);
  // An odd combination of the basis for two sites: its free columns are the positive phases.
  const odd = two.spectra.map((_, k) =>
    two.basis.reduce((sum, v, j) => sum + shape(j + 1) * value(v[k]), 0),
  );
  return {
    id: "models",
    caption: String.raw`Local models $\varphi$ that vanish in sum on all trivial data of one band, eigenphases in $2\pi\mathbb Z/17$. On three sites there is one up to a factor, the line $\varphi=c\,\theta$ (here as large as 1); on two sites every odd function will do, such as the other.`,
    description:
      "For three sites a straight line through 0; for two sites an odd function that oscillates.",
    axes: { x: "θ", y: "φ" },
    series: [
      {
        name: "three sites: the only one",
        mark: "points",
        x: phase,
        y: three.basis[0].map((v) => value(v) / scale),
      },
      { name: "two sites: one of 8 dimensions", mark: "points", x: phase, y: odd },
    ],
  };
}

export const observed = quoted({
  id: "gauge/trivial-data/networks-recognise-nonzero-chern-numbers",
  states: String.raw`\text{Networks trained on topologically trivial data only recognise nonzero Chern numbers.}`,
  rests: [{ lemma: "reported on the poster; nothing is trained here" }],
});
