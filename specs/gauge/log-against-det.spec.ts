import { deciding, predicate } from "commute";
import type { Decision, Figure } from "commute";

/** Diagonal plaquettes: for each band a phase at each site, in turns of 1/n, of sum 0 modulo n. */
interface Case {
  readonly n: number;
  readonly bands: readonly (readonly number[])[];
}

const centred = (a: number, n: number): number => a - n * Math.round(a / n);
const phases = (n: number): number[] => Array.from({ length: n }, (_, k) => k - (n - 1) / 2);
const bandsOf = (n: number): number[][] =>
  phases(n).flatMap((a) => phases(n).map((b) => [a, b, centred(0 - a - b, n)]));

/** Small phases at five sites, enough of them for a full turn: five times 1/5. */
const small = Array.from({ length: 3 ** 5 }, (_, code) =>
  [0, 1, 2, 3, 4].map((k) => (Math.floor(code / 3 ** k) % 3) - 1),
).filter((band) => band.reduce((a, b) => a + b, 0) % 5 === 0);

function* pairs(n: number, bands: readonly (readonly number[])[]): Generator<Case> {
  for (const first of bands) for (const second of bands) yield { n, bands: [first, second] };
}

function* cases(): Generator<Case> {
  for (const n of [3, 5, 7]) yield* pairs(n, bandsOf(n));
  yield* pairs(5, small);
}

const total = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);
/** (1/2π) Σ_k Im Tr log W_k. */
const byLogarithms = ({ n, bands }: Case): number => total(bands.flat()) / n;
/** (1/2π) Σ_k Im log det W_k, one phase in (−π, π) for each site. */
const byDeterminants = ({ n, bands }: Case): number =>
  total(bands[0].map((_, k) => centred(total(bands.map((b) => b[k])), n))) / n;

interface Bound {
  /** Whether a configuration is spoken of: all phases below this share of a turn. */
  readonly below: (M: number) => number;
  readonly determinants: (c: Case) => number;
}

const model = deciding({
  kind: "exhausted",
  name: "diagonal plaquettes of two bands: three sites, phases in Z_3, Z_5, Z_7; five sites, −1, 0, 1 in Z_5",
  scope: "every configuration with Π W_k = 1",
  cases,
  decide: (c: Case, { below, determinants }: Bound): Decision => {
    const bound = below(c.bands.length);
    if (c.bands.flat().some((a) => !(Math.abs(a) < bound * c.n))) return { holds: true };
    const [left, right] = [byLogarithms(c), determinants(c)];
    if (left === right) return { holds: true };
    return {
      fails: {
        says: `M = 2, ${c.bands[0].length} sites, phases in turns of 1/${c.n}`,
        values: Object.fromEntries(c.bands.map((b, j) => [`band ${j + 1}`, b.join(", ")])),
        left: String(left),
        right: String(right),
      },
    };
  },
});

export const agree = predicate({
  id: "gauge/log-against-det/numbers-agree-below-pi-over-m",
  states: String.raw`|\arg\lambda_j(W_k)|<\tfrac\pi M\text{ for all } j,k:\quad\sum_k\operatorname{Im}\operatorname{Tr}\log W_k=\sum_k\operatorname{Im}\log\det W_k`,
  parts: (): Bound => ({ below: (M) => 1 / (2 * M), determinants: byDeterminants }),
  models: [model],
  nearMisses: () => ({
    "no-bound": { why: String.raw`no bound but $\pi$`, change: { below: () => 1 / 2 } },
    "twice-the-bound": {
      why: String.raw`$2\pi/3$ in place of $\pi/2$, for two bands`,
      change: { below: () => 1 / 3 + 1 / 1000 },
    },
    "determinants-of-one-band": {
      why: "the determinant of the first band alone",
      change: {
        determinants: ({ n, bands }: Case) => byDeterminants({ n, bands: bands.slice(0, 1) }),
      },
    },
  }),
  figures: () => [differences()],
});

export const printed = predicate({
  id: "gauge/log-against-det/tr-log-and-log-det-give-one-number",
  states: String.raw`\sum_k\operatorname{Im}\operatorname{Tr}\log W_k=\sum_k\operatorname{Im}\log\det W_k\quad\text{whenever }\textstyle\prod_k\det W_k=1`,
  parts: (): Bound => ({ below: () => 1 / 2, determinants: byDeterminants }),
  models: [model],
  expects: "fails",
  control: () => ({ below: (M) => 1 / (2 * M) }),
  rests: [{ claim: "gauge/log-against-det/numbers-agree-below-pi-over-m" }],
});

function differences(): Figure {
  return {
    id: "differences",
    caption: String.raw`By how much $\sum\operatorname{Im}\operatorname{Tr}\log$ exceeds $\sum\operatorname{Im}\log\det$, in units of $2\pi$, over all configurations of two bands at three sites with phases in $\mathbb Z_3$, $\mathbb Z_5$, $\mathbb Z_7$. The two are equal in the bar at 0.`,
    description: "Bars at −3 to 3, highest at 0, symmetric.",
    axes: { x: "difference", y: "share of configurations" },
    series: [3, 5, 7].map((n) => {
      const found = [...pairs(n, bandsOf(n))].map((c) => byLogarithms(c) - byDeterminants(c));
      const x = [-3, -2, -1, 0, 1, 2, 3];
      return {
        name: `Z_${n}`,
        mark: "bars" as const,
        x,
        y: x.map((d) => found.filter((f) => f === d).length / found.length),
        panel: `Z_${n}`,
      };
    }),
  };
}
