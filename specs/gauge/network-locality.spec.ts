import {
  equation,
  finiteGroups,
  finiteLinks,
  fn,
  freeGroupModel,
  freeLinkModel,
  groupFunctions,
  haarLinks,
  latticeLinks,
  many,
  quoted,
  torus,
  value,
} from "commute";
import type { Figure, Operations, Term } from "commute";

type Functions = Operations<typeof groupFunctions>;
type G = Term<"G">;
type R = Term<"R">;

export const translation = equation({
  id: "gauge/network-locality/output-is-translation-invariant",
  states: String.raw`\sum_k\varphi(W_{k+t})=\sum_k\varphi(W_k)`,
  over: groupFunctions,
  unknowns: () => ({ phi: fn(["G"], "R"), weight: fn(["G"], "R"), t: "G" }) as const,
  assume: { "right-invariant": "the sum is over a closed lattice, shifted onto itself" },
  parts: () => ({ at: (_: Functions, __: G, value: R): R => value }),
  left: (X, { phi, t }, p) => X.sum((k) => p.at(X, k, phi(X.op(k, t)))),
  right: (X, { phi }, p) => X.sum((k) => p.at(X, k, phi(k))),
  models: [freeGroupModel(), finiteGroups(["C2", "C3", "C4", "V4", "C3xC3"])],
  nearMisses: (_, { weight }) => ({
    "site-dependent-weights": {
      why: "a weight for each site, as in a dense layer over the sites",
      change: { at: (X: Functions, k: G, value: R): R => X.mul(weight(k), value) },
    },
    "open-boundary": { why: "a window on the sum over k", without: "right-invariant" },
  }),
});

type Links = Operations<typeof latticeLinks>;
type M = Term<"M">;
type T = Term<"T">;

/** Im Tr log of the plaquettes of an Nx×Ny torus whose links repeat those of a smaller one. */
const output = (
  X: Links,
  size: { readonly Nx: number; readonly Ny: number },
  link: (name: "x" | "y", i: number, j: number) => M,
  sites: (all: readonly number[]) => readonly number[] = (all) => all,
): T => {
  const { Nx, Ny } = size;
  return X.add(
    ...sites(torus(Nx, Ny).sites).map((k) => {
      const [i, j] = [Math.floor(k / Ny), k % Ny];
      return X.phase(
        X.mul(
          link("x", i, j),
          link("y", (i + 1) % Nx, j),
          X.adjoint(link("x", i, (j + 1) % Ny)),
          X.adjoint(link("y", i, j)),
        ),
      );
    }),
  );
};

export const tiling = equation({
  id: "gauge/network-locality/output-of-a-tiling-is-the-number-of-tiles-times-one",
  states: String.raw`\sum_{k\in n_x\times n_y\text{ tiles}}\varphi(W_k)=n_xn_y\sum_{k\in\text{one tile}}\varphi(W_k),\quad\varphi=\tfrac1{2\pi}\operatorname{Im}\operatorname{Tr}\log`,
  over: latticeLinks,
  configurations: [
    { Nx: 2, Ny: 1, nx: 2, ny: 2 },
    { Nx: 2, Ny: 2, nx: 2, ny: 2 },
    { Nx: 2, Ny: 2, nx: 3, ny: 1 },
  ],
  unknowns: ({ Nx, Ny }) => ({ x: many("M", Nx * Ny), y: many("M", Nx * Ny) }),
  parts: (_, __, { nx, ny }) => ({
    tiles: nx * ny,
    sites: (all: readonly number[]): readonly number[] => all,
  }),
  left: (X, u, p, { Nx, Ny, nx, ny }) =>
    output(
      X,
      { Nx: nx * Nx, Ny: ny * Ny },
      (name, i, j) => u[name][(i % Nx) * Ny + (j % Ny)],
      p.sites,
    ),
  right: (X, u, p, { Nx, Ny }) =>
    X.scale(
      p.tiles,
      output(X, { Nx, Ny }, (name, i, j) => u[name][i * Ny + j]),
    ),
  models: [
    freeLinkModel(),
    finiteLinks([
      { M: 1, n: 2 },
      { M: 1, n: 3 },
    ]),
    haarLinks([1, 2, 3]),
  ],
  nearMisses: (_, __, { nx, ny }) => ({
    "one-tile": { why: "the output of one tile", change: { tiles: 1 } },
    "one-tile-more": { why: "one tile too many", change: { tiles: nx * ny + 1 } },
    "some-sites-left-out": {
      why: "the first site of the large lattice left out: a sum whose weights depend on the site",
      change: { sites: (all: readonly number[]): readonly number[] => all.slice(1) },
    },
  }),
});

/** All sign patterns of n errors ±1. */
const patterns = (n: number): number[][] =>
  Array.from({ length: 2 ** n }, (_, code) =>
    Array.from({ length: n }, (__, k) => ((code >> k) % 2 === 0 ? 1 : -1)),
  );

export const errors = value({
  id: "gauge/network-locality/independent-errors-add-in-squares",
  states: String.raw`\mathbb E\Bigl(\sum_{k\in\Lambda}\varepsilon_k\Bigr)^2=|\Lambda|\,\sigma^2+|\Lambda|^2\mu^2\quad\text{for independent }\varepsilon_k\text{ of mean }\mu\text{ and variance }\sigma^2`,
  kind: "exhausted",
  engine: "mean over all sign patterns, ε = μ ± 1",
  cases: [1, 2, 4, 9].flatMap((n) => [0, 1, 2].map((mu) => ({ n, mu }))),
  parts: () => ({
    total: (signs: readonly number[], mu: number): number =>
      signs.reduce((sum, sign) => sum + mu + sign, 0),
  }),
  compute: ({ n, mu }, p) =>
    patterns(n).reduce((sum, signs) => sum + p.total(signs, mu) ** 2, 0) / 2 ** n,
  routes: { "|Λ|σ² + |Λ|²μ² with σ = 1": ({ n, mu }) => n + n * n * mu * mu },
  nearMisses: () => ({
    "all-errors-equal": {
      why: "one error for all sites, not independent ones",
      change: {
        total: (signs: readonly number[], mu: number): number => signs.length * (mu + signs[0]),
      },
    },
    "mean-per-site": {
      why: "the error per site",
      change: {
        total: (signs: readonly number[], mu: number): number =>
          signs.reduce((sum, sign) => sum + mu + sign, 0) / signs.length,
      },
    },
  }),
  figures: () => [growth()],
});

function growth(): Figure {
  const sites = Array.from({ length: 40 }, (_, k) => (k + 1) ** 2);
  const root = (mu: number): number[] => sites.map((n) => Math.sqrt(n + n * n * mu * mu));
  return {
    id: "growth",
    caption: String.raw`The root mean square error of the output on lattices of growing size, for errors of standard deviation 1 at each site: without a bias it grows like the side of the lattice, $\sqrt{|\Lambda|}$; a bias of $0.1$ takes over at $|\Lambda|=100$, and from there it grows like the area.`,
    description:
      "The curve without bias flattens like a square root; that with bias becomes a straight line.",
    axes: { x: "|Λ|", y: "error" },
    series: [
      { name: "no bias", mark: "line", x: sites, y: root(0) },
      { name: "bias 0.1", mark: "line", x: sites, y: root(0.1) },
    ],
  };
}

export const observed = quoted({
  id: "gauge/network-locality/performs-equally-well-on-larger-grids",
  states: String.raw`\text{The network performs equally well on larger grids.}`,
  rests: [{ lemma: "reported on the poster; nothing is trained here" }],
});
