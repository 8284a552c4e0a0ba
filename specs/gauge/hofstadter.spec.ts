import {
  bandNumber,
  complexMatrix,
  deciding,
  onTorus,
  predicate,
  torusFaces,
  value,
} from "commute";
import type { ComplexMatrix, Decision, Figure } from "commute";

/**
 * An electron on a square lattice with p/q flux quanta through each plaquette, in the magnetic unit cell of
 * q sites: the angle x is q times the momentum across it, y the momentum along it.
 */
const hofstadter =
  (p: number, q: number) =>
  (x: number, y: number): ComplexMatrix => {
    const re = new Float64Array(q * q);
    const im = new Float64Array(q * q);
    for (let j = 0; j < q; j++) {
      re[j * q + j] += 2 * Math.cos(y - (2 * Math.PI * p * j) / q);
      const to = (j + 1) % q;
      const phase = j === q - 1 ? x : 0;
      re[to * q + j] += Math.cos(phase);
      im[to * q + j] += Math.sin(phase);
      re[j * q + to] += Math.cos(phase);
      im[j * q + to] -= Math.sin(phase);
    }
    return complexMatrix(q, (i, j) => [re[i * q + j], im[i * q + j]]);
  };

/** A side of the mesh: at most (q − 1)/2 turns have to go through (q + 2)² faces. */
const mesh = (q: number): number => q + 2;
const known = new Map<string, number>();
const numberOf = (p: number, q: number, filled: number): number => {
  const key = [p, q, filled].join();
  const N = mesh(q);
  const number =
    known.get(key) ??
    bandNumber({ hamiltonians: onTorus(N, hofstadter(p, q)), faces: torusFaces(N), filled }).number;
  known.set(key, number);
  return number;
};

/** The t with r = qs + pt and |t| < q/2, by trying them all. */
const diophantine = (p: number, q: number, r: number): number => {
  const all = Array.from({ length: q }, (_, k) => k - Math.floor(q / 2));
  return all.find((t) => (((r - p * t) % q) + q) % q === 0 && 2 * Math.abs(t) < q) ?? NaN;
};

const cases = [
  { p: 1, q: 3 },
  { p: 1, q: 4 },
  { p: 1, q: 5 },
  { p: 2, q: 5 },
  { p: 3, q: 7 },
].flatMap(({ p, q }) =>
  Array.from({ length: q - 1 }, (_, k) => k + 1)
    .filter((filled) => 2 * filled !== q)
    .map((filled) => ({ p, q, filled })),
);

export const numbers = value({
  id: "gauge/hofstadter/numbers-solve-a-diophantine-equation",
  states: String.raw`C=-t,\qquad r=q\,s+p\,t,\quad|t|<q/2`,
  kind: "certified",
  engine: "fluxes on a mesh of (q + 2) × (q + 2) momenta, a posteriori bounds",
  cases,
  parts: () => ({
    flux: (p: number): number => p,
    number: (C: number): number => C,
    filled: (r: number): number => r,
  }),
  compute: ({ p, q, filled }, parts) =>
    parts.number(numberOf(parts.flux(p), q, parts.filled(filled))) + 0,
  routes: {
    "the only solution of r = qs + pt with |t| < q/2": ({ p, q, filled }) =>
      -diophantine(p, q, filled) + 0,
    "−r times the inverse of p modulo q, centred": ({ p, q, filled }) => {
      const inverse = Array.from({ length: q }, (_, k) => k).find((k) => (k * p) % q === 1) ?? NaN;
      const t = (filled * inverse) % q;
      return (2 * t > q ? q - t : -t) + 0;
    },
  },
  nearMisses: ({ q }) => ({
    "other-orientation": {
      why: "the field turned round",
      change: { flux: (p: number): number => q - p },
    },
    "prefactor-1/pi": { why: "twice the number", change: { number: (C: number) => 2 * C } },
    "one-band-less": {
      why: "one band less filled, or one more where there is one",
      change: { filled: (r: number): number => (r > 1 ? r - 1 : r + 1) },
    },
  }),
  rests: [
    { claim: "gauge/chern-number/chern-number-is-an-integer" },
    {
      lemma:
        "r = qs + pt for every gap (Thouless, Kohmoto, Nightingale, den Nijs 1982; Dana, Avron, Zak 1985), and |t| ≤ q/2 for this model (Avez, Kunz 1986; Avron, Kenneth, Yehoshua 2014)",
    },
  ],
  figures: () => [gaps()],
});

interface Filling {
  readonly cases: readonly { readonly p: number; readonly q: number; readonly filled: number }[];
}

const middle = [
  { p: 1, q: 2, filled: 1 },
  { p: 1, q: 4, filled: 2 },
  { p: 1, q: 6, filled: 3 },
];

export const refused = predicate({
  id: "gauge/hofstadter/half-filling-of-an-even-q-has-no-gap",
  states: String.raw`\text{for even } q\text{ the bands } q/2\text{ and } q/2+1\text{ touch: no number is given}`,
  parts: (): Filling => ({ cases: middle }),
  models: [
    deciding({
      kind: "certified",
      name: "meshes of 12 × 12 momenta, which contain the points where they touch",
      scope: "p/q = 1/2, 1/4, 1/6",
      cases: () => [0, 1, 2],
      decide: (at: number, { cases: all }: Filling): Decision => {
        const { p, q, filled } = all[at];
        try {
          const { number } = bandNumber({
            hamiltonians: onTorus(12, hofstadter(p, q)),
            faces: torusFaces(12),
            filled,
          });
          return {
            fails: {
              says: `p/q = ${p}/${q}, ${filled} bands filled`,
              values: {},
              left: `the number ${number}`,
              right: "refused: no gap",
            },
          };
        } catch (error) {
          if (error instanceof Error && error.message.includes("an open gap"))
            return { holds: true };
          throw error;
        }
      },
    }),
  ],
  nearMisses: () => ({
    "one-band": {
      why: "the lowest band alone, which is separated",
      change: { cases: middle.map(({ p }) => ({ p, q: 4, filled: 1 })) },
    },
    "odd-q": {
      why: "q = 3, 5, 7 with (q − 1)/2 bands",
      change: { cases: [3, 5, 7].map((q) => ({ p: 1, q, filled: (q - 1) / 2 })) },
    },
  }),
});

/** The numbers of the gaps of 1/3, 1/5, 2/5 and 3/7. */
function gaps(): Figure {
  const fluxes = [
    [1, 3],
    [1, 5],
    [2, 5],
    [3, 7],
  ] as const;
  return {
    id: "gaps",
    caption: String.raw`The certified number of the $r$ lowest bands, for each gap and four fluxes $p/q$. The numbers jump about as $r$ grows, since $t=r\,p^{-1}$ modulo $q$; turned by half a turn about the middle each pattern is its own negative.`,
    description: fluxes
      .map(([p, q]) => {
        const all = Array.from({ length: q - 1 }, (_, k) => numberOf(p, q, k + 1));
        return `${p}/${q}: ${all.join(", ")}`;
      })
      .join("; "),
    axes: { x: "filled bands r", y: "C" },
    series: fluxes.map(([p, q]) => ({
      name: `${p}/${q}`,
      mark: "points" as const,
      x: Array.from({ length: q - 1 }, (_, k) => k + 1),
      y: Array.from({ length: q - 1 }, (_, k) => numberOf(p, q, k + 1)),
      panel: `p/q = ${p}/${q}`,
    })),
  };
}
