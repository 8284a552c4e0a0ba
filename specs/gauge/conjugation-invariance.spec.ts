import {
  complexMatrix,
  dagger,
  diagonalise,
  equation,
  deviceMatrices,
  expandedMatrices,
  floatMatrices,
  freeMatrixModel,
  haarUnitary,
  having,
  many,
  matrices,
  multiply,
  sampledMatrices,
  stream,
} from "commute";
import type { ComplexMatrix, Figure, Operations, Series, Term, Work } from "commute";

type Matrices = Operations<typeof matrices>;
type M = Term<"M">;

const unitary = { unitary: String.raw`$\Omega^\dagger\Omega=1$` };
const unknowns = () => ({ Omega: having("M", "unitary"), W: many("M", 3) });

/** W ↦ Ω W Ω†, with what stands for the inverse as a part. */
const conjugation = (X: Matrices, Omega: M) => ({
  inverse: (omega: M): M => X.adjoint(omega),
  act: (omega: M, w: M, inverse: (omega: M) => M): M => X.mul(omega, w, inverse(omega)),
  gauge: Omega,
});

const misses = (X: Matrices) => ({
  "printed-transpose": {
    why: String.raw`the slide's $\Omega W\Omega^T$: a congruence, not a conjugation`,
    change: { inverse: (omega: M): M => X.transpose(omega) },
  },
  "complex-conjugate": {
    why: String.raw`$\Omega W\Omega^*$`,
    change: { inverse: (omega: M): M => X.conjugate(omega) },
  },
  "not-unitary": {
    why: String.raw`$\Omega W\Omega^\dagger$ with $\Omega$ any matrix`,
    without: "unitary",
  },
});

/** Words in W₁, W₂, W₃ and their adjoints, as products. */
const words = (X: Matrices, [U, V, W]: readonly M[]): M[] => [
  U,
  X.mul(U, U),
  X.mul(U, V),
  X.mul(U, V, U, X.adjoint(W)),
  X.mul(X.adjoint(U), V, V, W, X.adjoint(V)),
];

const models = [
  freeMatrixModel(),
  sampledMatrices({ sizes: [2, 3] }),
  deviceMatrices({ sizes: [2, 3] }),
  floatMatrices({ sizes: [1, 2, 3, 4, 5], samples: { quick: 32, default: 96, deep: 1024 } }),
];

export const traces = equation({
  id: "gauge/conjugation-invariance/traces-of-words-are-invariant",
  states: String.raw`\operatorname{Tr}w(\Omega W_1\Omega^\dagger,\Omega W_2\Omega^\dagger,\dots)=\operatorname{Tr}w(W_1,W_2,\dots)\quad\text{for words } w \text{ in the } W_j, W_j^\dagger`,
  over: matrices,
  unknowns,
  assume: unitary,
  parts: (X, { Omega }) => conjugation(X, Omega),
  left: (X, { W }, p) =>
    words(
      X,
      W.map((w) => p.act(p.gauge, w, p.inverse)),
    ).map((w) => X.tr(w)),
  right: (X, { W }) => words(X, W).map((w) => X.tr(w)),
  models,
  nearMisses: (X) => misses(X),
  rests: [{ lemma: String.raw`$\operatorname{Tr}AB=\operatorname{Tr}BA$` }],
});

export const determinant = equation({
  id: "gauge/conjugation-invariance/determinant-is-invariant",
  states: String.raw`\det(\Omega W\Omega^\dagger)=\det W`,
  over: matrices,
  unknowns,
  assume: unitary,
  parts: (X, { Omega }) => conjugation(X, Omega),
  left: (X, { W }, p) => X.det(p.act(p.gauge, W[0], p.inverse)),
  right: (X, { W }) => X.det(W[0]),
  models,
  // Ω W Ω* is not among them: det Ω* = (det Ω)*, so the determinant cannot tell it from Ω W Ω†.
  nearMisses: (X) => {
    const { "printed-transpose": transpose, "not-unitary": general } = misses(X);
    return { "printed-transpose": transpose, "not-unitary": general };
  },
  rests: [
    { claim: "gauge/conjugation-invariance/determinant-is-multiplicative" },
    {
      lemma: String.raw`$\det AB=\det A\det B$ for the sizes beyond those listed there (Cauchy 1812)`,
    },
  ],
});

export const multiplicative = equation({
  id: "gauge/conjugation-invariance/determinant-is-multiplicative",
  states: String.raw`\det(W_1W_2)=\det W_1\,\det W_2\quad\text{for } N\le 4`,
  over: matrices,
  unknowns: () => ({ W: many("M", 2) }),
  parts: (X) => ({ product: (a: M, b: M): M => X.mul(a, b) }),
  left: (X, { W }, p) => X.det(p.product(W[0], W[1])),
  right: (X, { W }) => X.mul(X.det(W[0]), X.det(W[1])),
  models: [expandedMatrices({ sizes: [1, 2, 3, 4] }), floatMatrices({ sizes: [2, 3, 4] })],
  nearMisses: (X) => ({
    sum: { why: String.raw`$\det(W_1+W_2)$`, change: { product: (a: M, b: M): M => X.add(a, b) } },
    square: { why: String.raw`$\det(W_1W_1)$`, change: { product: (a: M): M => X.mul(a, a) } },
  }),
});

/** Links U_μ(k) ↦ Ω_k U_μ(k) Ω_{k+μ}† around one plaquette with corners 0, x, x+y, y. */
export const plaquette = equation({
  id: "gauge/conjugation-invariance/plaquette-transforms-by-conjugation",
  states: String.raw`W_k(U^\Omega)=\Omega_kW_k(U)\Omega_k^\dagger,\qquad U_\mu(k)^\Omega=\Omega_kU_\mu(k)\Omega_{k+\hat\mu}^\dagger`,
  over: matrices,
  unknowns: () => ({ U: many("M", 4, "unitary"), Omega: many("M", 4, "unitary") }),
  assume: unitary,
  parts: (X) => ({
    link: (start: M, u: M, end: M): M => X.mul(start, u, X.adjoint(end)),
    loop: (bottom: M, right: M, top: M, left: M): M =>
      X.mul(bottom, right, X.adjoint(top), X.adjoint(left)),
    inverse: (omega: M): M => X.adjoint(omega),
  }),
  left: (_, { U, Omega: [o, x, xy, y] }, p) =>
    p.loop(p.link(o, U[0], x), p.link(x, U[1], xy), p.link(y, U[2], xy), p.link(o, U[3], y)),
  right: (X, { U, Omega: [o] }, p) => X.mul(o, p.loop(U[0], U[1], U[2], U[3]), p.inverse(o)),
  models,
  nearMisses: (X) => ({
    "printed-transpose": {
      why: String.raw`$\Omega_kW_k\Omega_k^T$`,
      change: { inverse: (omega: M): M => X.transpose(omega) },
    },
    "same-site-at-both-ends": {
      why: String.raw`$U_\mu(k)\mapsto\Omega_kU_\mu(k)\Omega_k^\dagger$`,
      change: { link: (start: M, u: M): M => X.mul(start, u, X.adjoint(start)) },
    },
    "missing-dagger": {
      why: String.raw`$U_y(k)$ in place of $U_y(k)^\dagger$`,
      change: {
        loop: (bottom: M, right: M, top: M, left: M): M =>
          X.mul(bottom, right, X.adjoint(top), left),
      },
    },
    "wrong-order": {
      why: String.raw`$U_yU_x$ in place of $U_xU_y$`,
      change: {
        loop: (bottom: M, right: M, top: M, left: M): M =>
          X.mul(right, bottom, X.adjoint(top), X.adjoint(left)),
      },
    },
    "not-unitary": { why: "frames and links that are any matrices", without: "unitary" },
  }),
});

export const printed = equation({
  id: "gauge/conjugation-invariance/printed-transpose-preserves-traces",
  states: String.raw`\operatorname{Tr}(\Omega W\Omega^T)=\operatorname{Tr}W`,
  over: matrices,
  unknowns,
  assume: unitary,
  parts: (X, { Omega }) => ({
    ...conjugation(X, Omega),
    inverse: (omega: M): M => X.transpose(omega),
  }),
  left: (X, { W }, p) => X.tr(p.act(p.gauge, W[0], p.inverse)),
  right: (X, { W }) => X.tr(W[0]),
  models,
  expects: "fails",
  control: (X) => ({ inverse: (omega: M): M => X.adjoint(omega) }),
  figures: ({ seed }) => [spectra(seed)],
});

const transpose = (a: ComplexMatrix): ComplexMatrix =>
  complexMatrix(a.n, (i, j) => [a.re[j * a.n + i], a.im[j * a.n + i]]);

function spectra(seed: Work["seed"]): Figure {
  const size = 5;
  const draws = stream(seed, "gauge/conjugation-invariance/spectra");
  const [W, Omega] = [haarUnitary(draws, size), haarUnitary(draws, size)];
  const eigenvalues = (name: string, a: ComplexMatrix): Series => {
    const { re, im } = diagonalise(a);
    return { name, mark: "points", x: [...re], y: [...im] };
  };
  const act = (inverse: ComplexMatrix): ComplexMatrix => multiply(multiply(Omega, W), inverse);
  const turns = [...Array(121).keys()].map((k) => (2 * Math.PI * k) / 120);
  return {
    id: "spectra",
    caption: String.raw`The eigenvalues of $W$, of $\Omega W\Omega^\dagger$ and of $\Omega W\Omega^T$ in the complex plane, for two matrices $W,\Omega\in U(5)$ drawn from Haar measure with the seed of this page. Conjugation keeps the five points where they are; the printed congruence moves them.`,
    description:
      "Five eigenvalues on the unit circle, covered exactly by those after conjugation; the five after the printed transpose lie elsewhere on the circle.",
    axes: { x: "real part", y: "imaginary part" },
    series: [
      { name: "unit circle", mark: "line", x: turns.map(Math.cos), y: turns.map(Math.sin) },
      eigenvalues(String.raw`$\Omega W\Omega^T$, as printed`, act(transpose(Omega))),
      { name: "real axis", mark: "line", x: [-1.5, 1.5], y: [0, 0] },
      // Up to 1.5: then the two axes have one scale, and the circle is round.
      { name: "imaginary axis", mark: "line", x: [0, 0], y: [-1, 1.5] },
      eigenvalues("$W$", W),
      eigenvalues(String.raw`$\Omega W\Omega^\dagger$`, act(dagger(Omega))),
    ],
  };
}

export const printedDeterminant = equation({
  id: "gauge/conjugation-invariance/printed-transpose-squares-the-determinant",
  states: String.raw`\det(\Omega W\Omega^T)=(\det\Omega)^2\det W`,
  over: matrices,
  unknowns,
  assume: unitary,
  parts: (X) => ({ power: (det: Term<"S">): Term<"S"> => X.mul(det, det) }),
  left: (X, { Omega, W }) => X.det(X.mul(Omega, W[0], X.transpose(Omega))),
  right: (X, { Omega, W }, p) => X.mul(p.power(X.det(Omega)), X.det(W[0])),
  models,
  nearMisses: (X) => ({
    invariant: {
      why: String.raw`$\det W$: what the slide would need`,
      change: { power: (): Term<"S"> => X.det(X.one()) },
    },
    "first-power": {
      why: String.raw`$\det\Omega\,\det W$`,
      change: { power: (det: Term<"S">): Term<"S"> => det },
    },
  }),
});
