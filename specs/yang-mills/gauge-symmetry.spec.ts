import {
  amount,
  deciding,
  equation,
  floatMatrices,
  freeMatrixModel,
  groupNamed,
  having,
  many,
  matrices,
  matrixFields,
  predicate,
  sampledMatrices,
  torus,
  value,
  where,
} from "commute";
import type { Figure, Operations, Term } from "commute";

type Fields = Operations<typeof matrixFields>;
type MatrixSignature = typeof matrices;
type Matrices = Operations<MatrixSignature>;
type M = Term<"M">;
type S = Term<"S">;

const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));

/** D_0F_01 of a potential in two dimensions. */
const divergence = (
  X: Fields,
  A: readonly M[],
  derivative: (a: M, x: M) => M = (a, x) => X.add(X.d(0, x), commutator(X, a, x)),
): M => {
  const F = X.add(X.sub(X.d(0, A[1]), X.d(1, A[0])), commutator(X, A[0], A[1]));
  return derivative(A[0], F);
};

export const covariant = equation({
  id: "yang-mills/gauge-symmetry/equation-of-motion-is-covariant",
  states: String.raw`D^\mu F_{\mu\nu}[A^\Omega]=\Omega\,D^\mu F_{\mu\nu}[A]\,\Omega^{-1}`,
  over: matrixFields,
  configurations: [{ d: 2 }],
  unknowns: () => ({ A: many("M", 2), Omega: having("M", "unitary") }) as const,
  assume: { unitary: "Ω(x) is unitary" },
  parts: (X, { Omega }) => ({
    inverse: (x: M): M => X.adjoint(x),
    inhomogeneous: (mu: number): M => X.neg(X.mul(X.d(mu, Omega), X.adjoint(Omega))),
    derivative: (a: M, x: M): M => X.add(X.d(0, x), commutator(X, a, x)),
  }),
  left: (X, { A, Omega }, p) => {
    const turned = A.map((a, mu) => X.add(X.mul(Omega, a, p.inverse(Omega)), p.inhomogeneous(mu)));
    return divergence(X, turned, p.derivative);
  },
  right: (X, { A, Omega }, p) => X.mul(Omega, divergence(X, A, p.derivative), X.adjoint(Omega)),
  models: [freeMatrixModel(), sampledMatrices({ sizes: [2, 3] })],
  nearMisses: (X) => ({
    "plain-derivative": {
      why: String.raw`the slide's $\partial^\mu F_{\mu\nu}$: not covariant, so solutions would depend on the gauge`,
      change: { derivative: (_: M, x: M): M => X.d(0, x) },
    },
    "no-gauge-term": {
      why: String.raw`$A^\Omega=\Omega A\Omega^{-1}$`,
      change: { inhomogeneous: (): M => X.zero() },
    },
    transpose: {
      why: String.raw`$\Omega^T$ in place of $\Omega^\dagger$`,
      change: { inverse: (x: M): M => X.transpose(x) },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for a general matrix`, without: "unitary" },
  }),
});

interface Sizes {
  readonly Nx: number;
  readonly Ny: number;
}

const lattices = [
  { Nx: 2, Ny: 1 },
  { Nx: 2, Ny: 2 },
  { Nx: 3, Ny: 3 },
] as const;
const sites = (c: Sizes): number => c.Nx * c.Ny;
const links = (c: Sizes) => ({
  x: many("M", sites(c), "unitary"),
  y: many("M", sites(c), "unitary"),
  omega: many("M", sites(c), "unitary"),
});
const assume = { unitary: "links and transformations are unitary matrices" };

/** How a link from one site to another changes. */
const transformation = (X: Matrices, omega: readonly M[]) => ({
  transform: (U: M, from: number, to: number): M => X.mul(omega[from], U, X.adjoint(omega[to])),
});
type Transformation = ReturnType<typeof transformation>;

interface Links {
  readonly x: readonly M[];
  readonly y: readonly M[];
}

/** Σ_k Re Tr W_k, up to a constant and a sign Wilson's action. */
const wilson = (X: Matrices, { x, y }: Links, c: Sizes): S => {
  const { sites: all, step } = torus(c.Nx, c.Ny);
  const traces = all.map((k) => {
    const W = X.mul(x[k], y[step(k, 1, 0)], X.adjoint(x[step(k, 0, 1)]), X.adjoint(y[k]));
    return X.tr(X.add(W, X.adjoint(W)));
  });
  return X.scale("1/2", X.add(...traces));
};

const transformed = ({ x, y }: Links, c: Sizes, p: Transformation): Links => {
  const { step } = torus(c.Nx, c.Ny);
  return {
    x: x.map((U, k) => p.transform(U, k, step(k, 1, 0))),
    y: y.map((U, k) => p.transform(U, k, step(k, 0, 1))),
  };
};

const few = (c: { readonly Nx?: unknown; readonly Ny?: unknown }): boolean =>
  Number(c.Nx) * Number(c.Ny) <= 4;

export const lattice = equation({
  id: "yang-mills/gauge-symmetry/wilson-action-is-gauge-invariant",
  states: String.raw`\sum_k\operatorname{Re}\operatorname{Tr}W_k\ \text{does not change under}\ U_\mu(k)\mapsto\Omega_kU_\mu(k)\Omega_{k+\hat\mu}^\dagger`,
  over: matrices,
  configurations: lattices,
  unknowns: links,
  assume,
  parts: (X, { omega }) => transformation(X, omega),
  left: (X, u, p, c) => wilson(X, transformed(u, c, p), c),
  right: (X, u, _, c) => wilson(X, u, c),
  models: [
    freeMatrixModel(),
    where<MatrixSignature>(sampledMatrices({ sizes: [2] }), few),
    where<MatrixSignature>(floatMatrices({ sizes: [2, 3], samples: { default: 32 } }), few),
  ],
  nearMisses: (X, { omega }) => ({
    "same-site-at-both-ends": {
      why: String.raw`$\Omega_kU\Omega_k^\dagger$, which is right for constant $\Omega$`,
      change: {
        transform: (U: M, from: number): M => X.mul(omega[from], U, X.adjoint(omega[from])),
      },
    },
    transpose: {
      why: String.raw`$\Omega^T$ in place of $\Omega^\dagger$ at the far end, as on the poster`,
      change: {
        transform: (U: M, from: number, to: number): M =>
          X.mul(omega[from], U, X.transpose(omega[to])),
      },
    },
    "no-inverse": {
      why: String.raw`$\Omega_kU\Omega_{k+\hat\mu}$`,
      change: {
        transform: (U: M, from: number, to: number): M => X.mul(omega[from], U, omega[to]),
      },
    },
    "ends-exchanged": {
      why: String.raw`$\Omega_{k+\hat\mu}U\Omega_k^\dagger$`,
      change: {
        transform: (U: M, from: number, to: number): M =>
          X.mul(omega[to], U, X.adjoint(omega[from])),
      },
    },
  }),
  figures: () => [square()],
});

export const constant = equation({
  id: "yang-mills/gauge-symmetry/constant-transformations-see-no-sites",
  states: String.raw`\text{for }\Omega_k=\Omega:\quad\sum_k\operatorname{Re}\operatorname{Tr}W_k\ \text{does not change under}\ U_\mu(k)\mapsto\Omega\,U_\mu(k)\,\Omega^\dagger`,
  over: matrices,
  configurations: [lattices[1]],
  unknowns: links,
  assume,
  parts: (X, { omega }): Transformation => {
    const p = transformation(X, [omega[0]]);
    return { transform: (U: M): M => p.transform(U, 0, 0) };
  },
  left: (X, u, p, c) => wilson(X, transformed(u, c, p), c),
  right: (X, u, _, c) => wilson(X, u, c),
  models: [freeMatrixModel(), sampledMatrices({ sizes: [2] })],
  nearMisses: (X, { omega }) => ({
    "varying-at-one-end": {
      why: String.raw`the same formula with an $\Omega_k$ that varies: $\Omega_kU\Omega_k^\dagger$`,
      change: {
        transform: (U: M, from: number): M => X.mul(omega[from], U, X.adjoint(omega[from])),
      },
    },
    transpose: {
      why: String.raw`$\Omega^T$ in place of $\Omega^\dagger$`,
      change: { transform: (U: M): M => X.mul(omega[0], U, X.transpose(omega[0])) },
    },
  }),
});

const Q8 = groupNamed("Q8");

/** The corners that the links of one square join: a–b, b–c, d–c, a–d. */
const ends = [
  [0, 1],
  [1, 2],
  [3, 2],
  [0, 3],
] as const;

/** Re Tr of ±1, ±i, ±j, ±k as 2×2 matrices, in the order of the group. */
const trace = (g: number): number => [2, -2, 0, 0, 0, 0, 0, 0][g];
/** Their transposes: of −iσ_1, −iσ_2, −iσ_3 the second changes sign. */
const transposeOf = [0, 1, 2, 3, 5, 4, 6, 7];

/** What a link from one corner to another is multiplied with from the right. */
interface LastFactor {
  readonly last: (omega: readonly number[], ends: readonly [number, number]) => number;
}

const around = (U: readonly number[]): number =>
  [U[1], Q8.inv(U[2]), Q8.inv(U[3])].reduce((g, h) => Q8.op(g, h), U[0]);

const digits = (n: number): number[] => [0, 1, 2, 3].map((k) => Math.floor(n / 8 ** k) % 8);

export const exhausted = predicate({
  id: "yang-mills/gauge-symmetry/plaquette-in-q8-is-gauge-invariant",
  states: String.raw`\operatorname{Tr}W\ \text{does not change, for links and}\ \Omega\ \text{with values in}\ Q_8\subset SU(2)\text{ on one square}`,
  parts: (): LastFactor => ({
    last: (omega: readonly number[], [, to]: readonly [number, number]): number =>
      Q8.inv(omega[to]),
  }),
  models: [
    deciding<number, LastFactor>({
      kind: "exhausted",
      name: "every choice of four links in Q8",
      scope:
        "4096 choices of links, each with every Ω at one corner; at deep with every Ω at all four corners",
      cases: () => Array(4096).keys(),
      decide: (n, p, work) => {
        const U = digits(n);
        const before = trace(around(U));
        const all = amount(work.effort, { quick: 32, default: 32, deep: 4096 });
        for (let m = 0; m < all; m++) {
          const omega =
            all === 4096 ? digits(m) : [0, 1, 2, 3].map((k) => (k === m >> 3 ? m & 7 : 0));
          const turned = ends.map((e, k) => Q8.op(Q8.op(omega[e[0]], U[k]), p.last(omega, e)));
          const after = trace(around(turned));
          if (after === before) continue;
          return {
            fails: {
              says: "one square",
              values: {
                U: U.map((g) => Q8.show(g)).join(", "),
                omega: omega.map((g) => Q8.show(g)).join(", "),
              },
              left: String(after),
              right: String(before),
            },
          };
        }
        return { holds: true };
      },
    }),
  ],
  nearMisses: () => ({
    "same-site-at-both-ends": {
      why: String.raw`$\Omega_kU\Omega_k^{-1}$`,
      change: {
        last: (omega: readonly number[], [from]: readonly [number, number]) => Q8.inv(omega[from]),
      },
    },
    transpose: {
      why: String.raw`$\Omega^T$ in place of $\Omega^{-1}$`,
      change: {
        last: (omega: readonly number[], [, to]: readonly [number, number]) =>
          transposeOf[omega[to]],
      },
    },
    "no-inverse": {
      why: String.raw`$\Omega_kU\Omega_{k+\hat\mu}$`,
      change: { last: (omega: readonly number[], [, to]: readonly [number, number]) => omega[to] },
    },
  }),
});

/** Every function on the corners of a square with values in the group. */
function* functions(order: number, corners: number): Generator<number[]> {
  for (let n = 0; n < order ** corners; n++)
    yield Array.from({ length: corners }, (_, k) => Math.floor(n / order ** k) % order);
}

export const effective = value({
  id: "yang-mills/gauge-symmetry/gauge-group-of-a-square",
  states: String.raw`\#\{\text{maps of the links of a square}\}=\frac{|G|^4}{|Z(G)|}`,
  kind: "exhausted",
  engine: "distinct maps U ↦ Ω_kUΩ_l⁻¹ of four links, for every Ω",
  cases: [{ group: "C3" }, { group: "S3" }, { group: "Q8" }] as const,
  parts: () => ({ constant: false }),
  compute: ({ group }, p) => {
    const G = groupNamed(group);
    const elements = [...Array(G.order).keys()];
    const found = new Set<string>();
    for (const omega of functions(G.order, 4)) {
      if (p.constant && omega.some((g) => g !== omega[0])) continue;
      const images = ends.map(([k, l]) =>
        elements.map((u) => G.op(G.op(omega[k], u), G.inv(omega[l]))).join(),
      );
      found.add(images.join(";"));
    }
    return found.size;
  },
  routes: {
    "|G|⁴/|Z(G)|, the centre read off the table": ({ group }) => {
      const G = groupNamed(group);
      const elements = [...Array(G.order).keys()];
      const centre = elements.filter((g) => elements.every((h) => G.op(g, h) === G.op(h, g)));
      return G.order ** 4 / centre.length;
    },
  },
  nearMisses: () => ({
    "constant-transformations": {
      why: String.raw`constant $\Omega$ alone: $|G|/|Z(G)|$ maps`,
      change: { constant: true },
    },
  }),
});

export const printed = value({
  id: "yang-mills/gauge-symmetry/gauge-group-is-the-structure-group",
  states: String.raw`\text{“Local (gauge) symmetry: }G\text{”}:\quad\#\{\Omega\}=|G|`,
  kind: "exhausted",
  engine: "functions from the corners of a square to G, counted",
  cases: [{ group: "C3" }, { group: "S3" }, { group: "Q8" }] as const,
  parts: () => ({ corners: 4 }),
  compute: ({ group }, p) => [...functions(groupNamed(group).order, p.corners)].length,
  routes: { "the order of G": ({ group }) => groupNamed(group).order },
  expects: "fails",
  control: () => ({ corners: 1 }),
});

/** Tr W of a square with links in Q8 before and after, for each near miss: how often it is seen. */
function square(): Figure {
  const rules: [string, (omega: readonly number[], e: readonly [number, number]) => number][] = [
    ["Ω(l)⁻¹", (omega, [, to]) => Q8.inv(omega[to])],
    ["Ω(k)⁻¹", (omega, [from]) => Q8.inv(omega[from])],
    ["Ω(l)ᵀ", (omega, [, to]) => transposeOf[omega[to]]],
    ["Ω(l)", (omega, [, to]) => omega[to]],
  ];
  const share = (
    last: (omega: readonly number[], e: readonly [number, number]) => number,
    isConstant: boolean,
  ): number => {
    let [seen, total] = [0, 0];
    for (let n = 0; n < 4096; n += 7)
      for (let m = 0; m < (isConstant ? 8 : 4096); m += isConstant ? 1 : 41) {
        const U = digits(n);
        const omega = isConstant ? [m, m, m, m] : digits(m);
        const turned = ends.map((e, k) => Q8.op(Q8.op(omega[e[0]], U[k]), last(omega, e)));
        total++;
        if (trace(around(turned)) !== trace(around(U))) seen++;
      }
    return seen / total;
  };
  return {
    id: "what-a-test-sees",
    caption: String.raw`How often $\operatorname{Tr}W$ changes under $U\mapsto\Omega_kU\cdot(\dots)$, for the right factor and three wrong ones, links and $\Omega$ in $Q_8$ on one square. With a constant $\Omega$ none of the three is ever seen: a test with a constant $\Omega$ is no test of a local symmetry.`,
    description:
      "The right factor never changes the trace. With varying Ω the three wrong ones do in about a fifth of the cases; with constant Ω none ever does.",
    axes: { x: "last factor", y: "share of cases in which Tr W changes" },
    series: (
      [
        ["Ω varies", false],
        ["Ω is constant", true],
      ] as const
    ).map(([name, isConstant]) => ({
      name,
      mark: "bars",
      x: rules.map(([label]) => label),
      y: rules.map(([, last]) => share(last, isConstant)),
      panel: name,
    })),
  };
}
