/** Layers as claims of equivariance, with the faults that a fault finder is asked to see. */
import { equation, fn, inducedFunctions, matrices, having, many } from "../../../src/index.ts";
import type { Equation } from "../../../src/claim/equation.ts";
import type { Problem } from "../../../src/claim/problem.ts";
import type { Operations, Term } from "../../../src/index.ts";
import type { Rational } from "../../../src/term/signature.ts";

type Matrices = Operations<typeof matrices>;
type M = Term<"M">;
type Induced = Operations<typeof inducedFunctions>;
type G = Term<"G">;
type V = Term<"V">;

/** 1 + 10^-k, a relative fault in one weight. */
const onePlus = (k: number): Rational => `${10n ** BigInt(k) + 1n}/${10n ** BigInt(k)}`;
export const million: Rational = 1_000_000;
export const millionth: Rational = "1/1000000";
/** ε = 10⁻¹, …, 10⁻⁷; in doubles, from 10⁻⁶ to 10⁻¹⁴. */
export const exponents: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
export const fineExponents: readonly number[] = [6, 7, 8, 9, 10, 11, 12, 13, 14];
export const epsilonName = (k: number): string => `epsilon-${k}`;

/** The problem of a claim or of one of its variants; as a variant it is tested, and its power not measured. */
export function asked(claim: Equation, variant?: string): Problem {
  return { ...claim.problems(variant)[0], variant: variant ?? "correct" };
}

const miss = <P>(change: Partial<P>): { readonly why: string; readonly change: Partial<P> } => ({
  why: "a fault of the bench",
  change,
});

/** Taps of the group convolution. */
export const taps = 12;

interface Convolution {
  /** The layer behind the symmetry: Σ f_k W_k as it should be. */
  readonly layer: (X: Matrices, f: readonly M[], W: readonly M[]) => M;
  readonly turn: (X: Matrices, Omega: M, out: M) => M;
  /** Both outputs are multiplied by it. */
  readonly scale: Rational;
}

/**
 * A group convolution in Fourier space: (L_u f)^ = Ω f̂ for a unitary Ω = ρ(u), and the layer is
 * f ↦ Σ_k f̂_k W_k, so Φ(Ω f) = Ω Φ(f). The faults are those of the second implementation, on the right.
 */
export const groupConvolution = equation({
  id: "bench/sensitivity/group-convolution",
  states: String.raw`\sum_k\Omega f_kW_k=\Omega\sum_kf_kW_k`,
  over: matrices,
  unknowns: () => ({ Omega: having("M", "unitary"), f: many("M", taps), W: many("M", taps) }),
  assume: { unitary: "Ω is unitary" },
  parts: (): Convolution => ({
    layer: (X, f, W) => X.add(...f.map((x, k) => X.mul(x, W[k]))),
    turn: (X, Omega, out) => X.mul(Omega, out),
    scale: 1,
  }),
  left: (X, { Omega, f, W }, p) =>
    X.scale(p.scale, X.add(...f.map((x, k) => X.mul(X.mul(Omega, x), W[k])))),
  right: (X, { Omega, f, W }, p) => X.scale(p.scale, p.turn(X, Omega, p.layer(X, f, W))),
  models: [],
  nearMisses: () => {
    type Layer = Convolution["layer"];
    const weight =
      (factor: Rational): Layer =>
      (X, f, W) =>
        X.add(...f.map((x, k) => X.mul(x, k === 5 ? X.scale(factor, W[k]) : W[k])));
    const orderChanged: Layer = (X, f, W) => X.add(...f.map((x, k) => X.mul(W[k], x)));
    const shifted: Layer = (X, f, W) => X.add(...f.map((x, k) => X.mul(x, W[(k + 1) % taps])));
    return {
      ...Object.fromEntries(
        [...new Set([...exponents, ...fineExponents])].map((k) => [
          epsilonName(k),
          miss<Convolution>({ layer: weight(onePlus(k)) }),
        ]),
      ),
      "parity-sign": miss<Convolution>({ layer: weight(-1) }),
      transposed: miss<Convolution>({ turn: (X, Omega, out) => X.mul(X.transpose(Omega), out) }),
      conjugate: miss<Convolution>({ turn: (X, Omega, out) => X.mul(X.conjugate(Omega), out) }),
      "product-order": miss<Convolution>({ layer: orderChanged }),
      "off-by-one": miss<Convolution>({ layer: shifted }),
      "broken-small": miss<Convolution>({ layer: weight(onePlus(1)), scale: millionth }),
      "broken-large": miss<Convolution>({ layer: weight(onePlus(1)), scale: million }),
      rescaled: miss<Convolution>({ scale: "17/10" }),
      small: miss<Convolution>({ scale: millionth }),
      large: miss<Convolution>({ scale: million }),
    };
  },
});

/** No layer at all: both outputs are Ω·0. */
export const zeroLayer = equation({
  id: "bench/sensitivity/zero-layer",
  states: String.raw`(\Omega f)0=\Omega(f0)`,
  over: matrices,
  unknowns: () => ({ Omega: having("M", "unitary"), f: "M" as const }),
  assume: { unitary: "Ω is unitary" },
  left: (X, { Omega, f }) => X.mul(X.mul(Omega, f), X.zero()),
  right: (X, { Omega, f }) => X.mul(Omega, X.mul(f, X.zero())),
  models: [],
});

const depth = 16;

/** Sixteen layers f ↦ f A_l + f B_l, one after another, of inputs multiplied by `by`. */
export const deepNetwork = (by: Rational): Equation =>
  equation({
    id: `bench/sensitivity/depth-${depth}`,
    states: String.raw`\Phi_{16}\cdots\Phi_1(\Omega f)=\Omega\,\Phi_{16}\cdots\Phi_1(f)`,
    over: matrices,
    unknowns: () => ({
      Omega: having("M", "unitary"),
      f: "M" as const,
      A: many("M", 2),
      B: many("M", 2),
    }),
    assume: { unitary: "Ω is unitary" },
    left: (X, { Omega, f, A, B }) => network(X, X.mul(Omega, X.scale(by, f)), A, B),
    right: (X, { Omega, f, A, B }) => X.mul(Omega, network(X, X.scale(by, f), A, B)),
    models: [],
  });

function network(X: Matrices, input: M, A: readonly M[], B: readonly M[]): M {
  let x = input;
  for (let l = 0; l < depth; l++) x = X.add(X.mul(x, A[l % 2]), X.mul(x, B[l % 2]));
  return x;
}

/** Inputs of the linear layer on SO(3). */
const inputs = 8;
const names = [...Array(inputs).keys()];
const weights = [4, -3, 6, 2, -5, 8, -4, 3].map((n): Rational => `${BigInt(n)}/4`);

interface Rotations {
  readonly layer: (X: Induced, f: readonly ((g: G) => V)[], t: readonly G[], g: G) => V;
  readonly shift: (X: Induced, u: G, g: G) => G;
  readonly scale: Rational;
}

/**
 * A linear layer on functions of SO(3), (Φf)(g) = Σ_k w_k f_k(g t_k): it commutes with
 * (L_u f)(g) = f(u⁻¹g). The faults are those of the second implementation, on the right.
 */
export const rotationLayer = equation({
  id: "bench/sensitivity/rotation-layer",
  states: String.raw`\Phi(L_uf)(g)=(\Phi f)(u^{-1}g),\qquad(\Phi f)(g)=\sum_kw_kf_k(gt_k)`,
  over: inducedFunctions,
  unknowns: () => ({
    ...Object.fromEntries(names.map((k) => [`f${k}`, fn(["G"], "V")])),
    ...Object.fromEntries(names.map((k) => [`t${k}`, "G" as const])),
    u: "G" as const,
    g: "G" as const,
  }),
  parts: (): Rotations => ({
    layer: (X, f, t, g) => X.add(...names.map((k) => X.scale(weights[k], f[k](X.op(g, t[k]))))),
    shift: (X, u, g) => X.op(X.inv(u), g),
    scale: 1,
  }),
  left: (X, u, p) => {
    const { f, t, by, g } = rotationUnknowns(u);
    const shifted = (k: number, at: G): V => f[k](X.op(X.inv(by), at));
    return X.scale(
      p.scale,
      X.add(...names.map((k) => X.scale(weights[k], shifted(k, X.op(g, t[k]))))),
    );
  },
  right: (X, u, p) => {
    const { f, t, by, g } = rotationUnknowns(u);
    return X.scale(p.scale, p.layer(X, f, t, p.shift(X, by, g)));
  },
  models: [],
  nearMisses: () => {
    const weight =
      (factor: Rational): Rotations["layer"] =>
      (X, f, t, g) =>
        X.add(
          ...names.map((k) => {
            const term = X.scale(weights[k], f[k](X.op(g, t[k])));
            return k === 3 ? X.scale(factor, term) : term;
          }),
        );
    const at =
      (argument: (X: Induced, g: G, t: readonly G[], k: number) => G): Rotations["layer"] =>
      (X, f, t, g) =>
        X.add(...names.map((k) => X.scale(weights[k], f[k](argument(X, g, t, k)))));
    return {
      ...Object.fromEntries(
        exponents.map((k) => [epsilonName(k), miss<Rotations>({ layer: weight(onePlus(k)) })]),
      ),
      "parity-sign": miss<Rotations>({ layer: weight(-1) }),
      transposed: miss<Rotations>({ shift: (X, u, g) => X.op(u, g) }),
      "product-order": miss<Rotations>({ layer: at((X, g, t, k) => X.op(t[k], g)) }),
      "off-by-one": miss<Rotations>({
        layer: at((X, g, t, k) => X.op(g, t[k === 3 ? 4 : k])),
      }),
      "broken-small": miss<Rotations>({ layer: weight(onePlus(1)), scale: millionth }),
      "broken-large": miss<Rotations>({ layer: weight(onePlus(1)), scale: million }),
      rescaled: miss<Rotations>({ scale: "17/10" }),
      small: miss<Rotations>({ scale: millionth }),
      large: miss<Rotations>({ scale: million }),
    };
  },
});

function rotationUnknowns(u: Readonly<Record<string, unknown>>): {
  readonly f: readonly ((g: G) => V)[];
  readonly t: readonly G[];
  readonly by: G;
  readonly g: G;
} {
  return {
    f: names.map((k) => u[`f${k}`] as (g: G) => V),
    t: names.map((k) => u[`t${k}`] as G),
    by: u.u as G,
    g: u.g as G,
  };
}
