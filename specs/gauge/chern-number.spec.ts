import {
  amount,
  bandValues,
  certifiedInteger,
  complexDeterminant,
  dagger as daggerOf,
  dial,
  equation,
  estimate,
  exhaustedHistogram,
  finiteGroups,
  finiteLinks,
  fn,
  freeGroupModel,
  freeLinkModel,
  groupFunctions,
  haarLinks,
  haarUnitary,
  latticeLinks,
  leftAtTurns,
  logAgainstDeterminant,
  lowerBandLinks,
  many,
  multiply,
  phaseTerms,
  pointed,
  signedPreimages,
  torus,
  TouchesExceptionalSet,
  value,
  where,
} from "commute";
import type { Configuration, Figure, Operations, Series, Stream, Term, Work } from "commute";

type Algebra = Operations<typeof latticeLinks>;
type M = Term<"M">;
type T = Term<"T">;

/** The links U_x(k) and U_y(k), by the number of the site k. */
interface Links {
  readonly x: readonly M[];
  readonly y: readonly M[];
}

interface Sizes {
  readonly Nx: number;
  readonly Ny: number;
}

const sites = (c: Sizes): number => c.Nx * c.Ny;
const links = (c: Sizes) => ({ x: many("M", sites(c)), y: many("M", sites(c)) });
const small = (most: number) => (c: Configuration) => Number(c.Nx) * Number(c.Ny) <= most;

/** W_k = U_x(k) U_y(k+x̂) U_x(k+ŷ)† U_y(k)†, and wrong ways to write it. */
const plaquettes = (X: Algebra, c: Sizes) => {
  const { step } = torus(c.Nx, c.Ny);
  const dagger = (U: M): M => X.adjoint(U);
  return {
    right: ({ x, y }: Links, k: number): M =>
      X.mul(x[k], y[step(k, 1, 0)], dagger(x[step(k, 0, 1)]), dagger(y[k])),
    missingDagger: ({ x, y }: Links, k: number): M =>
      X.mul(x[k], y[step(k, 1, 0)], dagger(x[step(k, 0, 1)]), y[k]),
    wrongOrder: ({ x, y }: Links, k: number): M =>
      X.mul(y[step(k, 1, 0)], x[k], dagger(x[step(k, 0, 1)]), dagger(y[k])),
    wrongShift: ({ x, y }: Links, k: number): M =>
      X.mul(x[k], y[step(k, 1, 0)], dagger(x[step(k, 0, -1)]), dagger(y[k])),
    /** The same square, walked the other way round. */
    reversed: ({ x, y }: Links, k: number): M =>
      X.mul(y[k], x[step(k, 0, 1)], dagger(y[step(k, 1, 0)]), dagger(x[k])),
  };
};

/** The ingredients of C₁ = prefactor · Σ_k Im Tr log W_k / 2π. */
const ingredients = (X: Algebra, c: Sizes) => ({
  prefactor: 1 as 1 | 2 | "1/2",
  angle: (W: M): T => X.phase(W),
  plaquette: plaquettes(X, c).right,
  sites: torus(c.Nx, c.Ny).sites,
});
type Ingredients = ReturnType<typeof ingredients>;

function chern(X: Algebra, p: Omit<Ingredients, "plaquette">, holonomy: (k: number) => M): T {
  return X.scale(p.prefactor, X.add(X.turns(0), ...p.sites.map((k) => p.angle(holonomy(k)))));
}
const zero = (X: Algebra): Term<"C"> => X.wrap(X.turns(0));

const half = { why: "prefactor 1/4π in place of 1/2π", change: { prefactor: "1/2" } } as const;
const double = { why: "prefactor 1/π in place of 1/2π", change: { prefactor: 2 } } as const;
const imTrace = (X: Algebra) => ({
  why: "Im Tr W in place of Im Tr log W",
  change: { angle: (W: M): T => X.imTrace(W) },
});
const argTrace = (X: Algebra) => ({
  why: "arg Tr W in place of Im Tr log W",
  change: { angle: (W: M): T => X.argTrace(W) },
});
const openBoundary = (c: Sizes) => ({
  why: "an open boundary: the plaquettes that wrap around the torus left out",
  change: { sites: torus(c.Nx, c.Ny).sites.filter(torus(c.Nx, c.Ny).inside) },
});
const missingDagger = (X: Algebra, c: Sizes) => ({
  why: "U_y(k) without its † in the plaquette",
  change: { plaquette: plaquettes(X, c).missingDagger },
});

const logDet =
  "e^{Tr log W} = det W for unitary W, and det(AB) = det A det B (Horn, Johnson, Topics in Matrix Analysis, section 6.2)";
const lattices = [
  { Nx: 1, Ny: 1 },
  { Nx: 2, Ny: 1 },
  { Nx: 2, Ny: 2 },
  { Nx: 3, Ny: 3 },
  { Nx: 6, Ny: 6 },
] as const;
const haar = haarLinks([1, 2, 3, 4, 5]);
const finite = finiteLinks([
  { M: 1, n: 2 },
  { M: 1, n: 3 },
  { M: 1, n: 4 },
  { M: 1, n: 5 },
  { M: 2, n: 2 },
]);

/** The graph of C₁ on the N×N lattice, for figures: no claim, C₁ is compared with nothing. */
const graph = (N: number) =>
  equation({
    id: "gauge/chern-number/graph",
    states: "C_1",
    over: latticeLinks,
    configurations: [{ Nx: N, Ny: N }],
    unknowns: links,
    parts: (X, _, c) => ingredients(X, c),
    left: (X, u, p) => chern(X, p, (k) => p.plaquette(u, k)),
    right: (X) => X.turns(0),
    models: [],
  }).problems()[0];

/** Histograms of C₁ over all links in Z_3 and Z_5 on the 2×2 torus. */
function histograms(): Figure[] {
  const problem = graph(2);
  const series = [3, 5].map((n): Series => {
    const counts = [...exhaustedHistogram(problem, n)];
    return {
      name: `Z_${n}: ${counts.map(([C, count]) => `${C}: ${count}`).join(", ")}`,
      mark: "bars",
      x: counts.map(([C]) => Number(C)),
      y: counts.map(([, count]) => count),
      panel: `links in Z_${n}`,
    };
  });
  return [
    {
      id: "histograms",
      caption:
        "$C_1$ over **all** links with values in $\\mathbb Z_3$ (6561 choices) and $\\mathbb Z_5$ (390 625) on the $2\\times2$ torus: always an integer, and symmetric because $n$ is odd.",
      description: series.map((s) => s.name).join("; "),
      axes: { x: "C₁", y: "number of choices of links" },
      series,
    },
  ];
}

/** Im Tr log against Im log det, on Haar random links of a 5×5 torus. */
function logAgainstDet(work: Work): Figure[] {
  const samples = amount(work.effort, { quick: 4, default: 40, deep: 1000 });
  const problem = graph(5);
  const series = [2, 3, 5].map((bands): Series => {
    const counts = [...logAgainstDeterminant(problem, bands, samples, work.seed)];
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    return {
      name: `M = ${bands}`,
      mark: "bars",
      x: counts.map(([difference]) => difference),
      y: counts.map(([, count]) => count / total),
      panel: `M = ${bands}`,
    };
  });
  return [
    {
      id: "log-against-det",
      caption: `How often $\\frac1{2\\pi}\\sum_k\\operatorname{Im}\\operatorname{Tr}\\log W_k$ exceeds the number of Fukui, Hatsugai and Suzuki, $\\frac1{2\\pi}\\sum_k\\operatorname{Im}\\log\\det W_k$, by which integer: ${samples} Haar random choices of links on the $5\\times5$ torus for each $M$. Both are integers; they agree in the bar at 0.`,
      description: series
        .map((s) => `${s.name}: agree in ${(100 * Number(s.y[s.x.indexOf(0)] ?? 0)).toFixed(0)} %`)
        .join("; "),
      axes: { x: "difference", y: "share of samples" },
      series,
    },
  ];
}

export const determinants = equation({
  id: "gauge/chern-number/determinants-of-plaquettes-multiply-to-one",
  states: String.raw`\prod_k\det W_k=1,\qquad W_k=U_x(k)\,U_y(k+\hat x)\,U_x(k+\hat y)^\dagger\,U_y(k)^\dagger`,
  over: latticeLinks,
  configurations: lattices,
  unknowns: (c) => ({ ...links(c), W: many("M", sites(c)) }),
  parts: (X, _, c) => ({ plaquette: plaquettes(X, c).right, sites: torus(c.Nx, c.Ny).sites }),
  left: (X, u, p) => X.add(zero(X), ...p.sites.map((k) => X.detTurn(p.plaquette(u, k)))),
  right: (X) => zero(X),
  models: [freeLinkModel(), where(finite, small(4)), haar],
  nearMisses: (X, { W }, c) => ({
    "missing-dagger": missingDagger(X, c),
    "open-boundary": openBoundary(c),
    "independent-plaquettes": {
      why: "unitary W_k that come from no links",
      change: { plaquette: (_: Links, k: number): M => W[k] },
    },
  }),
  rests: [{ lemma: logDet }],
});

export const everyTorus = equation({
  id: "gauge/chern-number/determinants-multiply-to-one-on-every-lattice",
  states: String.raw`\sum_k\bigl[x(k)+y(k+\hat x)\bigr]=\sum_k\bigl[x(k+\hat y)+y(k)\bigr],\qquad x=\tfrac{1}{2\pi}\arg\det U_x,\ y=\tfrac{1}{2\pi}\arg\det U_y`,
  over: groupFunctions,
  unknowns: () => ({ x: fn(["G"], "R"), y: fn(["G"], "R"), ex: "G", ey: "G" }) as const,
  assume: {
    "right-invariant": "the sum is over a closed lattice: a finite group, shifted onto itself",
    commutative: "shifts of the lattice commute",
  },
  parts: () => ({ last: 1, back: 1 }),
  left: (X, { x, y, ex }) => X.sum((k) => X.add(x(k), y(X.op(k, ex)))),
  right: (X, { x, y, ey }, p) =>
    X.sum((k) => X.add(X.scale(p.back, x(X.op(k, ey))), X.scale(p.last, y(k)))),
  models: [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "C2xC3", "C3xC3", "C4xC4"])],
  nearMisses: () => ({
    "missing-dagger": { why: "U_y(k) without its †", change: { last: -1 } },
    "two-missing-daggers": { why: "no † at all", change: { last: -1, back: -1 } },
    "open-boundary": { why: "a window on the sum over k", without: "right-invariant" },
  }),
});

export const determinantPhase = equation({
  id: "gauge/chern-number/phase-sum-is-determinant-phase",
  states: String.raw`e^{2\pi i C_1}=\prod_k\det W_k,\qquad C_1=\frac1{2\pi}\sum_k\operatorname{Im}\operatorname{Tr}\log W_k`,
  over: latticeLinks,
  configurations: lattices,
  unknowns: (c) => ({ W: many("M", sites(c)) }),
  parts: (X, _, c) => ingredients(X, c),
  left: (X, { W }, p) => X.wrap(chern(X, p, (k) => W[k])),
  right: (X, { W }) => X.add(...W.map((w) => X.detTurn(w))),
  models: [freeLinkModel(), where(finite, small(4)), haar],
  nearMisses: (X, _, c) => ({
    "prefactor-1/pi": double,
    "prefactor-1/4pi": half,
    "imaginary-trace": imTrace(X),
    "argument-of-trace": argTrace(X),
    "open-boundary": openBoundary(c),
  }),
  rests: [{ lemma: logDet }],
  figures: logAgainstDet,
});

export const integer = equation({
  id: "gauge/chern-number/chern-number-is-an-integer",
  states: String.raw`C_1=\frac1{2\pi}\sum_k\operatorname{Im}\operatorname{Tr}\log W_k\in\mathbb Z\quad\text{for the plaquettes } W_k \text{ of unitary links}`,
  over: latticeLinks,
  configurations: lattices,
  unknowns: (c) => ({ ...links(c), W: many("M", sites(c)) }),
  parts: (X, _, c) => ingredients(X, c),
  left: (X, u, p) => X.wrap(chern(X, p, (k) => p.plaquette(u, k))),
  right: (X) => zero(X),
  models: [freeLinkModel(), where(finite, small(4)), haar],
  nearMisses: (X, { W }, c) => ({
    "prefactor-1/4pi": half,
    "imaginary-trace": imTrace(X),
    "argument-of-trace": argTrace(X),
    "open-boundary": openBoundary(c),
    "missing-dagger": missingDagger(X, c),
    "independent-plaquettes": {
      why: "unitary W_k that come from no links",
      change: { plaquette: (_: Links, k: number): M => W[k] },
    },
  }),
  rests: [{ lemma: logDet }],
  figures: histograms,
});

export const printed = equation({
  id: "gauge/chern-number/any-plaquettes-give-an-integer",
  states: String.raw`C_1=\frac1{2\pi}\sum_k\operatorname{Im}\operatorname{Tr}\log W_k\in\mathbb Z\quad\text{for all }(W_k)\in U(M)^{|\Lambda^2|}`,
  over: latticeLinks,
  configurations: [lattices[0], lattices[2]],
  unknowns: (c) => ({ ...links(c), W: many("M", sites(c)) }),
  assume: { "no-minus-one": "no W_k has the eigenvalue −1" },
  parts: (X, { W }, c) => ({
    ...ingredients(X, c),
    plaquette: (_: Links, k: number): M => W[k],
  }),
  left: (X, u, p) => X.wrap(chern(X, p, (k) => p.plaquette(u, k))),
  right: (X) => zero(X),
  models: [freeLinkModel(), finite, haar],
  expects: "fails",
  control: (X, _, c) => ({ plaquette: plaquettes(X, c).right }),
  rests: [{ lemma: logDet }],
});

type Sampler = (s: Stream) => ReturnType<typeof haarUnitary>[];

const independent: Sampler = (s) => [0, 1, 2, 3].map(() => haarUnitary(s, 2));

/** The plaquettes of Haar links on the 2×2 torus, site (i, j) being 2i + j. */
const plaquettesOfLinks: Sampler = (s) => {
  const [x, y] = [0, 1].map(() => [0, 1, 2, 3].map(() => haarUnitary(s, 2)));
  return [0, 1, 2, 3].map((k) =>
    [y[k ^ 2], daggerOf(x[k ^ 1]), daggerOf(y[k])].reduce(multiply, x[k]),
  );
};

/** How wrong the slide is for random plaquettes: C₁ mod 1 has no preferred value. */
export const spread = estimate({
  id: "gauge/chern-number/independent-plaquettes-spread-evenly",
  states: String.raw`\mathbb E\cos 2\pi C_1=\mathbb E\operatorname{Re}\prod_k\det W_k=0\quad\text{for four independent Haar } W_k\in U(2)`,
  model: "Haar unitary 2×2 matrices, CPU doubles",
  parts: () => ({
    plaquettes: independent,
    harmonic: 1,
  }),
  statistic: (s, p) => {
    const phase = p
      .plaquettes(s)
      .map((W) => complexDeterminant(W))
      .reduce((sum, z) => sum + Math.atan2(z.im, z.re), 0);
    return Math.cos(p.harmonic * phase);
  },
  range: [-1, 1],
  mean: 0,
  samples: { quick: 2000, default: 10_000, deep: 400_000 },
  nearMisses: () => ({
    "plaquettes-of-links": {
      why: "plaquettes of links: the product is 1",
      change: { plaquettes: plaquettesOfLinks },
    },
    "constant-harmonic": {
      why: String.raw`$\cos 0$ in place of $\cos 2\pi C_1$`,
      change: { harmonic: 0 },
    },
  }),
  rests: [{ lemma: "the determinant of a Haar unitary matrix is uniform on the circle" }],
});

const gaugeLattices = [
  { Nx: 1, Ny: 1 },
  { Nx: 2, Ny: 1 },
  { Nx: 2, Ny: 2 },
  { Nx: 2, Ny: 3 },
  { Nx: 3, Ny: 3 },
] as const;

const gaugeGroups = finiteLinks([
  { M: 1, n: 2 },
  { M: 1, n: 3 },
  { M: 2, n: 2 },
]);

export const gaugeInvariant = equation({
  id: "gauge/chern-number/gauge-invariant",
  states: String.raw`C_1\bigl[\Omega_k\,U_\mu(k)\,\Omega_{k+\hat\mu}^\dagger\bigr]=C_1[U]`,
  over: latticeLinks,
  configurations: gaugeLattices,
  unknowns: (c) => ({ ...links(c), omega: many("M", sites(c)) }),
  parts: (X, { omega }, c) => ({
    ...ingredients(X, c),
    transform: (U: M, from: number, to: number): M => X.mul(omega[from], U, X.adjoint(omega[to])),
  }),
  left: (X, { x, y }, p, c) => {
    const { step } = torus(c.Nx, c.Ny);
    const turned = {
      x: x.map((U, k) => p.transform(U, k, step(k, 1, 0))),
      y: y.map((U, k) => p.transform(U, k, step(k, 0, 1))),
    };
    return chern(X, p, (k) => p.plaquette(turned, k));
  },
  right: (X, u, p) => chern(X, p, (k) => p.plaquette(u, k)),
  models: [freeLinkModel(), where(gaugeGroups, small(6)), haar],
  nearMisses: (X, { omega }, c) => ({
    "wrong-order": {
      why: "U_y U_x in place of U_x U_y in the plaquette",
      change: { plaquette: plaquettes(X, c).wrongOrder },
    },
    "wrong-shift": {
      why: "U_x(k − ŷ) in place of U_x(k + ŷ) in the plaquette",
      change: { plaquette: plaquettes(X, c).wrongShift },
    },
    "missing-dagger": missingDagger(X, c),
    "same-site-at-both-ends": {
      why: "links transformed by Ω_k at both ends",
      change: {
        transform: (U: M, from: number): M => X.mul(omega[from], U, X.adjoint(omega[from])),
      },
    },
    "missing-adjoint": {
      why: "Ω in place of Ω† at the far end",
      change: {
        transform: (U: M, from: number, to: number): M => X.mul(omega[from], U, omega[to]),
      },
    },
  }),
});

export const odd = equation({
  id: "gauge/chern-number/odd-under-orientation-reversal",
  states: String.raw`C_1\bigl[(W_k^\dagger)\bigr]=-C_1\bigl[(W_k)\bigr]\quad\text{if no } W_k \text{ has the eigenvalue } -1`,
  over: latticeLinks,
  configurations: lattices,
  unknowns: links,
  assume: { "no-minus-one": "no W_k has the eigenvalue −1" },
  parts: (X, _, c) => ({
    ...ingredients(X, c),
    reversed: plaquettes(X, c).reversed,
    sign: -1,
  }),
  left: (X, u, p) => chern(X, p, (k) => p.reversed(u, k)),
  right: (X, u, p) =>
    X.scale(
      p.sign,
      chern(X, p, (k) => p.plaquette(u, k)),
    ),
  models: [freeLinkModel(), where(finite, small(4)), haar],
  nearMisses: (X, _, c) => ({
    "on-the-exceptional-set": {
      why: "an eigenvalue −1 allowed, whose phase is +π both ways round",
      without: "no-minus-one",
    },
    even: { why: "C₁ in place of −C₁", change: { sign: 1 } },
    "same-orientation": {
      why: "the square walked the same way",
      change: { reversed: plaquettes(X, c).right },
    },
  }),
});

export const twoPlaquettes = equation({
  id: "gauge/chern-number/two-plaquettes-cancel-off-the-exceptional-set",
  states: String.raw`M=1,\ N_x\times N_y=2\times1,\ W_k\neq-1:\qquad C_1=0`,
  over: latticeLinks,
  configurations: [{ Nx: 2, Ny: 1 }],
  unknowns: links,
  assume: { "no-minus-one": "no W_k is −1", "one-band": "M = 1" },
  parts: (X, _, c) => ingredients(X, c),
  left: (X, u, p) => chern(X, p, (k) => p.plaquette(u, k)),
  right: (X) => X.turns(0),
  models: [freeLinkModel(), finite, haar],
  nearMisses: (X, _, c) => ({
    "on-the-exceptional-set": {
      why: "W = (−1, −1) allowed: its two phases +π add up to C₁ = 1",
      without: "no-minus-one",
    },
    "several-bands": { why: "M > 1 allowed", without: "one-band" },
    "missing-dagger": missingDagger(X, c),
  }),
});

/** U_y = (1, e^{2πiθ}) and U_x = 1 on the 2×1 torus: W = (e^{2πiθ}, e^{−2πiθ}). */
const twoPlaquettesAt = (theta: string, orientation: number): number => {
  const turns = orientation === 1 ? theta : `-${theta}`;
  return orientation * Number(leftAtTurns(twoPlaquettes.problems()[0], { "y[1]": turns }));
};

export const jump = value({
  id: "gauge/chern-number/jumps-by-one-on-the-exceptional-set",
  states: String.raw`W=(e^{2\pi i\theta},e^{-2\pi i\theta})\text{ on the }2\times1\text{ torus}:\quad C_1=1\text{ for }\theta=\tfrac12,\quad C_1=0\text{ for }\theta\neq\tfrac12`,
  kind: "exhausted",
  engine: "exact eigenphases in (−π, π]",
  cases: ["1/2", "126/253", "127/253", "1/3", "2/3", "1/253", "252/253"].map((theta) => ({
    theta,
  })),
  parts: () => ({ orientation: 1 }),
  compute: ({ theta }, p) => twoPlaquettesAt(theta, p.orientation),
  routes: {
    // Σ_k of the sums of link phases is 0, so C₁ is the sum of the integers that centre them.
    "the integers that bring the plaquettes' link sums into (−1/2, 1/2]": ({ theta }) => {
      const [p, q] = theta.split("/").map(Number);
      const centring = (n: number): number => -Math.ceil((2 * n - q) / (2 * q));
      return centring(p) + centring(-p) + 0;
    },
  },
  nearMisses: () => ({
    "phases-in-[-pi,pi)": {
      why: "−π in place of +π for the eigenvalue −1",
      change: { orientation: -1 },
    },
  }),
});

const walls = [-Infinity, -2, 0, 2, Infinity];

/** −deg d̂ on the interval of masses that contains m: the number of the lower band. */
const minusDegree = (m: string): number => {
  const [n, d = 1] = m.split("/").map(Number);
  const at = walls.findIndex((wall) => n / d < wall);
  return -signedPreimages({ from: walls[at - 1], to: walls[at] }, 1) + 0;
};

const masses = ["-1", "1", "3", "-3", "-3/2", "-1/2", "1/2", "3/2"] as const;
const nearWalls = [
  "-29/10",
  "-21/10",
  "-19/10",
  "-1/10",
  "1/10",
  "19/10",
  "21/10",
  "29/10",
] as const;
const bands = [
  ...[...masses, ...nearWalls].map((m) => ({ Nx: 4, Ny: 4, m })),
  ...masses.map((m) => ({ Nx: 8, Ny: 8, m })),
  { Nx: 5, Ny: 7, m: "-1" },
  { Nx: 12, Ny: 12, m: "3/2" },
] as const;

export const latticeNumber = equation({
  id: "gauge/chern-number/lattice-chern-number-of-qwz-equals-minus-degree",
  states: String.raw`C_1=-\deg\hat d,\qquad d=(\sin k_x,\sin k_y,m+\cos k_x+\cos k_y),\quad U_\mu(k)=\frac{u(k)^\dagger u(k+\hat\mu)}{|u(k)^\dagger u(k+\hat\mu)|}`,
  over: latticeLinks,
  configurations: bands,
  unknowns: links,
  assume: { "lower-band": "u(k) spans the lower band of d(k)·σ at k = 2π(i/Nx, j/Ny)" },
  parts: (X, _, c) => ({ ...ingredients(X, c), number: minusDegree(c.m) }),
  left: (X, u, p) => chern(X, p, (k) => p.plaquette(u, k)),
  right: (X, _, p) => X.turns(p.number),
  models: [lowerBandLinks()],
  nearMisses: (X, _, c, p) => ({
    "prefactor-1/pi": double,
    "imaginary-trace": imTrace(X),
    "open-boundary": openBoundary(c),
    "missing-dagger": missingDagger(X, c),
    "wrong-shift": {
      why: "U_x(k − ŷ) in place of U_x(k + ŷ) in the plaquette",
      change: { plaquette: plaquettes(X, c).wrongShift },
    },
    "other-orientation": {
      why: "the square walked the other way round: the sign of the Berry convention A = i⟨u|du⟩",
      change: { plaquette: plaquettes(X, c).reversed },
    },
    "plus-degree": { why: "+deg d̂ in place of −deg d̂", change: { number: -p.number } },
  }),
  rests: [{ claim: "gauge/chern-number/chern-number-is-an-integer" }],
  figures: bandFigures,
});

function bandFigures(): Figure[] {
  const refused: string[] = [];
  const diagram = [3, 4, 8].map((N): Series => {
    const problem = graph(N);
    const points = Array.from({ length: 59 }, (_, i) => i - 29).flatMap((tenths) => {
      try {
        return [
          [tenths / 10, certifiedInteger(bandValues(problem, `${tenths}/10`, problem.left)[0])],
        ];
      } catch (error) {
        if (!(error instanceof TouchesExceptionalSet)) throw error;
        refused.push(`m = ${tenths / 10} on ${N}×${N}`);
        return [];
      }
    });
    return {
      name: `certified on the ${N}×${N} lattice`,
      mark: "points",
      x: points.map(([m]) => m),
      y: points.map(([, C]) => C),
    };
  });
  const degree: Series = {
    name: "−deg d̂",
    mark: "step",
    x: [-3, -2, 0, 2, 3],
    y: ["-3", "-1", "1", "3", "3"].map(minusDegree),
  };
  return [
    {
      id: "phase-diagram",
      caption: `The Chern number of the lower band of the Qi–Wu–Zhang model: $-\\deg\\hat d$, and the lattice number certified in intervals. The $3\\times3$ mesh is too coarse near the walls. Refused, because the gap closes or a plaquette or an overlap touches the exceptional set: ${refused.join(", ")}.`,
      description: "C is 0 for m < −2, −1 for −2 < m < 0, +1 for 0 < m < 2 and 0 for m > 2.",
      axes: { x: "m", y: "C" },
      series: [degree, ...diagram],
    },
  ];
}

/** The flux through each plaquette at a mass that the reader may turn through the walls. */
function fluxMap(work: Work): Figure {
  const N = 12;
  const values = [...Array(25).keys()].map((k) => (k - 12) / 4);
  const mass = dial(work, { name: "m", label: "$m$", values }, 1.5);
  const m = pointed(mass);
  const problem = graph(N);
  const certified = (): { flux: number[]; says: string } => {
    try {
      const at = `${4 * Number(m)}/4`;
      const flux = bandValues(problem, at, phaseTerms(problem));
      const sum = certifiedInteger(bandValues(problem, at, problem.left)[0]);
      return {
        flux: flux.map((turns) => (turns.lo + turns.hi) / 2),
        says: `the ${N * N} fluxes add up to ${sum}, certified`,
      };
    } catch (error) {
      if (!(error instanceof TouchesExceptionalSet)) throw error;
      return {
        flux: Array.from({ length: N * N }, () => 0),
        says: "refused: the gap closes at a point of the lattice",
      };
    }
  };
  const { flux, says } = certified();
  return {
    id: "flux",
    caption: `The flux $\\frac1{2\\pi}\\arg W_k$ through each plaquette of the $${N}\\times${N}$ lattice, in turns. It gathers where the gap is smallest: at $(\\pi,\\pi)$ near $m=2$, at $(0,\\pi)$ and $(\\pi,0)$ near $m=0$, at $(0,0)$ near $m=-2$. The sum changes at these walls only.`,
    description: "A map of 12 by 12 cells, flat but for a spot where the gap is smallest.",
    axes: { x: `${N} kx / 2π`, y: `${N} ky / 2π` },
    dials: [mass],
    reading: `At m = ${m} ${says}.`,
    series: [
      {
        name: "flux in turns",
        mark: "cells",
        x: flux.map((_, k) => Math.floor(k / N)),
        y: flux.map((_, k) => k % N),
        value: flux,
      },
    ],
  };
}

export const degree = value({
  id: "gauge/chern-number/qwz-degree",
  figures: (work) => [fluxMap(work)],
  states: String.raw`C=-\deg\hat d=\begin{cases}-1&-2<m<0\\+1&0<m<2\\0&|m|>2\end{cases}`,
  kind: "proved",
  engine: "signed preimages of +e₃, all m of an interval",
  cases: walls.slice(1).map((to, i) => ({
    masses: `${walls[i]} < m < ${to}`.replaceAll("Infinity", "∞"),
    interval: [i, i + 1],
    representative: ["-3", "-1", "1", "3"][i],
  })),
  assume: { "gap-open": "m ∉ {−2, 0, 2}: d(k) vanishes nowhere" },
  parts: () => ({
    orientation: ([cx, cy]: readonly [number, number]): number => cx * cy,
    number: (degree: number): number => -degree,
  }),
  compute: ({ interval: [i, j] }, p) =>
    p.number(signedPreimages({ from: walls[i], to: walls[j] }, 1, p.orientation)) + 0,
  routes: {
    "signed preimages of −e₃": ({ interval: [i, j] }) =>
      -signedPreimages({ from: walls[i], to: walls[j] }, -1) + 0,
    "the certified number of the 8×8 lattice at one m of the interval": ({ representative }) => {
      const problem = graph(8);
      return certifiedInteger(bandValues(problem, representative, problem.left)[0]) + 0;
    },
  },
  nearMisses: () => ({
    "orientation-dropped": {
      why: "preimages counted without sign",
      change: { orientation: () => 1 },
    },
    "plus-degree": {
      why: "+deg d̂: the upper band, or the other orientation",
      change: { number: (d: number) => d },
    },
    "prefactor-1/pi": { why: "twice the number", change: { number: (d: number) => -2 * d } },
  }),
  rests: [
    {
      lemma:
        "the number of the lower band of d·σ is −deg d̂ in the orientation C = (1/2πi)∫Tr P[∂xP, ∂yP] (Qi, Wu, Zhang, Phys. Rev. B 74 (2006) 085308, section II)",
    },
    {
      lemma:
        "the degree is the signed count of preimages of a regular value (Milnor, Topology from the Differentiable Viewpoint, section 5)",
    },
  ],
});
