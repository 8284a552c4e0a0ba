import {
  equation,
  floatMatrices,
  freeMatrixModel,
  having,
  many,
  matrices,
  quoted,
  sampledMatrices,
  value,
} from "commute";
import type { Figure, Operations, Term } from "commute";

type Matrices = Operations<typeof matrices>;
type M = Term<"M">;
type S = Term<"S">;

const models = [
  freeMatrixModel(),
  sampledMatrices({ sizes: [2] }),
  floatMatrices({ sizes: [2, 3], samples: { quick: 16, default: 32, deep: 1024 } }),
];

const assume = {
  hermitian: String.raw`$F_{\mu\nu}$ is Hermitian: $W_{\mu\nu}=e^{iF_{\mu\nu}}$`,
  unitary: String.raw`$\Omega^\dagger\Omega=1$`,
};

/** F₀₁, F₀₂, F₀₃, F₁₂, F₁₃, F₂₃ and the density F₀₁F₂₃ − F₀₂F₁₃ + F₀₃F₁₂ under the trace. */
const unknowns = () => ({ F: many("M", 6, "hermitian"), Omega: having("M", "unitary") });
const density = (X: Matrices, F: readonly M[], part: (x: M) => M, sign: 1 | -1 = -1): S => {
  const [a, b, c, d, e, f] = F.map(part);
  return X.add(X.tr(X.mul(a, f)), X.scale(sign, X.tr(X.mul(b, e))), X.tr(X.mul(c, d)));
};

/** Re x, entry by entry: the imaginary part of the entries of log W = iF. */
const entrywise = (X: Matrices, x: M): M => X.scale("1/2", X.add(x, X.conjugate(x)));

export const invariant = equation({
  id: "gauge/second-chern/density-is-gauge-invariant",
  states: String.raw`\operatorname{Tr}(F_{01}F_{23}-F_{02}F_{13}+F_{03}F_{12})\text{ is unchanged under }F_{\mu\nu}\mapsto\Omega F_{\mu\nu}\Omega^\dagger`,
  over: matrices,
  unknowns,
  assume,
  parts: (X) => ({
    part: (x: M): M => x,
    inverse: (omega: M): M => X.adjoint(omega),
  }),
  left: (X, { F, Omega }, p) =>
    density(
      X,
      F.map((x) => X.mul(Omega, x, p.inverse(Omega))),
      p.part,
    ),
  right: (X, { F }, p) => density(X, F, p.part),
  models,
  nearMisses: (X) => ({
    "entrywise-imaginary-parts": {
      why: "imaginary parts of the entries of the logarithms",
      change: { part: (x: M): M => entrywise(X, x) },
    },
    "printed-transpose": {
      why: String.raw`the slide's $\Omega F\Omega^T$`,
      change: { inverse: (omega: M): M => X.transpose(omega) },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for any $\Omega$`, without: "unitary" },
  }),
});

export const entries = equation({
  id: "gauge/second-chern/entrywise-imaginary-parts-are-gauge-invariant",
  states: String.raw`\operatorname{Tr}\bigl(\operatorname{Re}(\Omega F\Omega^\dagger)\operatorname{Re}(\Omega G\Omega^\dagger)\bigr)=\operatorname{Tr}(\operatorname{Re}F\operatorname{Re}G)\quad\text{(entrywise)}`,
  over: matrices,
  unknowns: () => ({
    F: having("M", "hermitian"),
    G: having("M", "hermitian"),
    Omega: having("M", "unitary"),
  }),
  assume,
  parts: (X) => ({ part: (x: M): M => entrywise(X, x) }),
  left: (X, { F, G, Omega }, p) =>
    X.tr(
      X.mul(p.part(X.mul(Omega, F, X.adjoint(Omega))), p.part(X.mul(Omega, G, X.adjoint(Omega)))),
    ),
  right: (X, { F, G }, p) => X.tr(X.mul(p.part(F), p.part(G))),
  models,
  expects: "fails",
  control: () => ({ part: (x: M): M => x }),
});

export const odd = equation({
  id: "gauge/second-chern/density-is-odd-under-exchange-of-directions",
  states: String.raw`\text{exchanging the directions }0\text{ and }1\text{ turns the sign of }\operatorname{Tr}(F_{01}F_{23}-F_{02}F_{13}+F_{03}F_{12})`,
  over: matrices,
  unknowns: () => ({ F: many("M", 6) }),
  parts: (): { readonly sign: 1 | -1 } => ({ sign: -1 }),
  left: (X, { F: [a, b, c, d, e, f] }, p) =>
    density(X, [X.neg(a), d, e, b, c, f], (x) => x, p.sign),
  right: (X, { F }, p) => X.neg(density(X, F, (x) => x, p.sign)),
  models,
  nearMisses: () => ({
    "all-plus": {
      why: String.raw`$F_{01}F_{23}+F_{02}F_{13}+F_{03}F_{12}$`,
      change: { sign: 1 as const },
    },
  }),
});

/** The corners {0, π}⁴ by their cosines. */
const corners = Array.from({ length: 16 }, (_, code) =>
  [0, 1, 2, 3].map((i) => ((code >> i) % 2 === 0 ? 1 : -1)),
);
const walls = [-Infinity, -4, -2, 0, 2, 4, Infinity];
const intervals = walls.slice(1).map((to, at) => ({ from: walls[at], to }));

/** The sign of m + Σ cos at a corner, for all m of an interval between two walls. */
const signAt = (corner: readonly number[], { from }: { readonly from: number }): 1 | -1 =>
  from + corner.reduce((a, b) => a + b, 0) >= 0 ? 1 : -1;

const product = (corner: readonly number[]): number => corner.reduce((a, b) => a * b, 1);

export const degree = value({
  id: "gauge/second-chern/degree-of-the-four-dimensional-dirac-model",
  states: String.raw`\deg\hat d=0,1,-3,3,-1,0\quad\text{for } m\in(-\infty,-4),(-4,-2),(-2,0),(0,2),(2,4),(4,\infty)`,
  kind: "proved",
  engine: "signed preimages of +e₅, all m of an interval",
  cases: intervals.map(({ from, to }) => ({
    masses: `${from} < m < ${to}`.replaceAll("Infinity", "∞"),
    interval: [from, to],
  })),
  assume: { "gap-open": "m ∉ {−4, −2, 0, 2, 4}: d(k) vanishes nowhere" },
  parts: () => ({ orientation: product, coordinates: 4 }),
  compute: ({ interval: [from] }, p) =>
    corners
      .filter((c) => signAt(c, { from }) === 1)
      .reduce((sum, c) => sum + p.orientation(c.slice(0, p.coordinates)), 0) + 0,
  routes: {
    "signed preimages of −e₅": ({ interval: [from] }) =>
      -corners.filter((c) => signAt(c, { from }) === -1).reduce((sum, c) => sum + product(c), 0) +
      0,
    "Σ over j < (m + 4)/2 of (−1)^j times 4 over j": ({ interval: [from] }) =>
      [1, -4, 6, -4, 1]
        .slice(0, Math.max(0, Math.min(5, (from + 4) / 2 + 1)))
        .reduce((a, b) => a + b, 0),
    "Qi, Hughes, Zhang 2008, eq. (70): 0, 1, −3, 3, −1, 0": ({ interval: [from] }) =>
      [0, 1, -3, 3, -1, 0][walls.indexOf(from)],
  },
  nearMisses: () => ({
    "orientation-dropped": {
      why: "preimages counted without sign",
      change: { orientation: () => 1 },
    },
    "three-directions": {
      why: String.raw`the sign of $\cos k_1\cos k_2\cos k_3$ alone`,
      change: { coordinates: 3 },
    },
  }),
  rests: [
    {
      lemma:
        "the degree is the signed count of preimages of a regular value (Milnor, Topology from the Differentiable Viewpoint, section 5)",
    },
    {
      lemma:
        "the second Chern number of the lower bands of d·Γ is the degree of d̂ up to the sign of the orientation (Qi, Hughes, Zhang 2008, section III.B)",
    },
  ],
  figures: () => [steps()],
});

function steps(): Figure {
  const degrees = [0, 1, -3, 3, -1, 0];
  const counted = intervals.map(
    ({ from }) => corners.filter((c) => signAt(c, { from }) === 1).length,
  );
  return {
    id: "steps",
    caption: String.raw`The degree of $\hat d$ in the four-dimensional model, and for comparison the number of corners of the torus of momenta with $d_5>0$, counted without signs. At each wall $m=-4,-2,0,2,4$ the mass changes its sign at 1, 4, 6, 4 and 1 corners at once.`,
    description: "Degree 0, 1, −3, 3, −1, 0 on the six intervals; corners 0, 1, 5, 11, 15, 16.",
    axes: { x: "m", y: "number" },
    series: [
      {
        name: String.raw`$\deg\hat d$`,
        mark: "step",
        x: [-6, -4, -2, 0, 2, 4, 6],
        y: [...degrees, 0],
      },
      {
        name: "corners without sign",
        mark: "step",
        x: [-6, -4, -2, 0, 2, 4, 6],
        y: [...counted, 16],
      },
    ],
  };
}

export const reported = quoted({
  id: "gauge/second-chern/generalises-to-higher-dimensions",
  states: String.raw`\text{Able to generalize to higher dimensions; local MAE around }0.23\text{ for }N=2.`,
  rests: [{ lemma: "reported on the poster; nothing is trained here" }],
});
