import {
  deciding,
  equation,
  estimate,
  floatLayers,
  freeLayerModel,
  freeScalarModel,
  having,
  haarUnitary,
  many,
  matrixLayers,
  predicate,
  sampledScalars,
  scalars,
  value,
} from "commute";
import type { Figure, Operations, Stream, Term } from "commute";

type Layers = Operations<typeof matrixLayers>;
type M = Term<"M">;
type S = Term<"S">;
type Fraction = number | `${bigint}/${bigint}`;

/** A coefficient that near misses change. */
const fraction = (q: Fraction): Fraction => q;

const unitary = { unitary: String.raw`$\Omega^\dagger\Omega=1$` };
const samples = { quick: 32, default: 48, deep: 2000 };
const floats = floatLayers({ sizes: [1, 2, 3, 5], samples });
const models = [freeLayerModel(), floats];

/** mean_γ |Tr W^γ|. */
const meanTrace = (X: Layers, W: readonly M[]): S =>
  X.scale(W.length === 2 ? "1/2" : "1/3", X.add(...W.map((w) => X.abs(X.tr(w)))));

const divided = (X: Layers, W: readonly M[], by: (W: readonly M[]) => S): M[] =>
  W.map((w) => X.times(X.reciprocal(by(W)), w));

const unknowns = () => ({ Omega: having("M", "unitary"), W: many("M", 2) });

export const equivariant = equation({
  id: "gauge/trnorm-layer/normalisation-is-equivariant",
  states: String.raw`\frac{\Omega W^\gamma\Omega^{-1}}{\operatorname{mean}_\gamma|\operatorname{Tr}\Omega W^\gamma\Omega^{-1}|}=\Omega\,\frac{W^\gamma}{\operatorname{mean}_\gamma|\operatorname{Tr}W^\gamma|}\,\Omega^{-1}`,
  over: matrixLayers,
  unknowns,
  assume: {
    ...unitary,
    "some-trace": String.raw`$\operatorname{Tr}W^\gamma\ne0$ for some $\gamma$`,
  },
  parts: (X) => ({
    inverse: (omega: M): M => X.adjoint(omega),
    size: (W: readonly M[]): S => meanTrace(X, W),
  }),
  left: (X, { Omega, W }, p) =>
    divided(
      X,
      W.map((w) => X.mul(Omega, w, p.inverse(Omega))),
      p.size,
    ),
  right: (X, { Omega, W }, p) =>
    divided(X, W, p.size).map((w) => X.mul(Omega, w, p.inverse(Omega))),
  models,
  nearMisses: (X) => ({
    "printed-transpose": {
      why: String.raw`the slide's $\Omega W\Omega^T$`,
      change: { inverse: (omega: M): M => X.transpose(omega) },
    },
    "mean-of-entries": {
      why: String.raw`the mean of $|W^\gamma_{ij}|$ in place of $|\operatorname{Tr}W^\gamma|$`,
      change: {
        size: (W: readonly M[]): S => X.scale("1/2", X.add(...W.map((w) => X.meanEntry(w)))),
      },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for any $\Omega$`, without: "unitary" },
  }),
});

/** A control: what looks like a mistake and is none. */
export const perChannel = equation({
  id: "gauge/trnorm-layer/normalising-each-channel-is-equivariant-too",
  states: String.raw`\frac{\Omega W\Omega^{-1}}{|\operatorname{Tr}\Omega W\Omega^{-1}|}\,\Omega V\Omega^{-1}=\Omega\,\frac{W}{|\operatorname{Tr}W|}\,V\,\Omega^{-1}`,
  over: matrixLayers,
  unknowns: () => ({ Omega: having("M", "unitary"), W: "M", V: "M" }) as const,
  assume: { ...unitary, "some-trace": String.raw`$\operatorname{Tr}W\ne0$` },
  parts: (X) => ({ size: (w: M): S => X.abs(X.tr(w)) }),
  left: (X, { Omega, W, V }, p) => {
    const [w, v] = [W, V].map((x) => X.mul(Omega, x, X.adjoint(Omega)));
    return X.mul(X.times(X.reciprocal(p.size(w)), w), v);
  },
  right: (X, { Omega, W, V }, p) =>
    X.mul(Omega, X.times(X.reciprocal(p.size(W)), W), V, X.adjoint(Omega)),
  models,
  nearMisses: (X) => ({
    "first-entry": {
      why: String.raw`$|W_{11}|$ in place of $|\operatorname{Tr}W|$`,
      change: { size: (w: M): S => X.abs(X.corner(w)) },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for any $\Omega$`, without: "unitary" },
  }),
});

export const scaleInvariant = equation({
  id: "gauge/trnorm-layer/normalisation-is-scale-invariant",
  states: String.raw`N(cW)=N(W)\quad\text{for } c=\tfrac32>0`,
  over: matrixLayers,
  unknowns: () => ({ W: many("M", 2) }),
  assume: { "some-trace": String.raw`$\operatorname{Tr}W^\gamma\ne0$ for some $\gamma$` },
  parts: (X) => ({
    size: (W: readonly M[]): S => meanTrace(X, W),
    factor: fraction("3/2"),
  }),
  left: (X, { W }, p) =>
    divided(
      X,
      W.map((w) => X.scale(p.factor, w)),
      p.size,
    ),
  right: (X, { W }, p) => divided(X, W, p.size),
  models,
  nearMisses: (X) => ({
    clamped: {
      why: String.raw`$\max(\operatorname{mean}_\gamma|\operatorname{Tr}W^\gamma|,2)$ below the line: no longer scale invariant`,
      change: { size: (W: readonly M[]): S => X.atLeast(2, meanTrace(X, W)) },
    },
    "mean-of-squares": {
      why: String.raw`$|\operatorname{Tr}W^\gamma|^2$ in place of $|\operatorname{Tr}W^\gamma|$`,
      change: {
        size: (W: readonly M[]): S => {
          const size = meanTrace(X, W);
          return X.mul(size, size);
        },
      },
    },
    "negative-factor": {
      why: String.raw`$c=-\tfrac32$: the sign stays`,
      change: { factor: fraction("-3/2") },
    },
  }),
});

export const one = equation({
  id: "gauge/trnorm-layer/mean-trace-is-one-afterwards",
  states: String.raw`\operatorname{mean}_\gamma|\operatorname{Tr}N(W)^\gamma|\cdot\operatorname{mean}_\gamma|\operatorname{Tr}W^\gamma|=\operatorname{mean}_\gamma|\operatorname{Tr}W^\gamma|`,
  over: matrixLayers,
  unknowns: () => ({ W: many("M", 3) }),
  assume: { "some-trace": String.raw`$\operatorname{Tr}W^\gamma\ne0$ for some $\gamma$` },
  parts: (X) => ({ size: (W: readonly M[]): S => meanTrace(X, W) }),
  left: (X, { W }, p) => X.mul(meanTrace(X, divided(X, W, p.size)), meanTrace(X, W)),
  right: (X, { W }) => meanTrace(X, W),
  models: [floats],
  nearMisses: (X) => ({
    sum: {
      why: "the sum over the channels in place of the mean",
      change: { size: (W: readonly M[]): S => X.scale(3, meanTrace(X, W)) },
    },
    "mean-of-entries": {
      why: String.raw`the mean of $|W^\gamma_{ij}|$ in place of $|\operatorname{Tr}W^\gamma|$`,
      change: {
        size: (W: readonly M[]): S => X.scale("1/3", X.add(...W.map((w) => X.meanEntry(w)))),
      },
    },
  }),
  rests: [{ claim: "gauge/trnorm-layer/shares-add-up-to-one" }],
});

type R = Term<"R">;

/** The same in numbers t_γ = |Tr W^γ|. */
export const shares = equation({
  id: "gauge/trnorm-layer/shares-add-up-to-one",
  states: String.raw`\tfrac13\sum_\gamma t_\gamma\Big/\tfrac13\sum_\delta t_\delta=1`,
  over: scalars,
  unknowns: () => ({ t: many("R", 3) }),
  assume: { "some-trace": "the sum is not 0" },
  parts: (X) => ({
    below: (t: readonly R[]): R => X.div(X.add(...t), X.rational(3)),
  }),
  left: (X, { t }, p) => X.div(X.add(...t.map((x) => X.div(x, p.below(t)))), X.rational(3)),
  right: (X) => X.rational(1),
  models: [freeScalarModel(), sampledScalars()],
  nearMisses: (X) => ({
    sum: {
      why: "the sum over the channels in place of the mean",
      change: { below: (t: readonly R[]): R => X.add(...t) },
    },
    "last-channel-left-out": {
      why: "the mean below the line without the last channel",
      change: { below: (t: readonly R[]): R => X.div(X.add(t[0], t[1]), X.rational(3)) },
    },
  }),
});

export const clamped = equation({
  id: "gauge/trnorm-layer/clamped-normalisation-is-equivariant",
  states: String.raw`\text{with }\max\bigl(\operatorname{mean}_\gamma|\operatorname{Tr}W^\gamma|,\tfrac12\bigr)\text{ below the line the layer is equivariant, and defined everywhere}`,
  over: matrixLayers,
  unknowns,
  assume: unitary,
  parts: (X) => ({
    inverse: (omega: M): M => X.adjoint(omega),
    activate: (W: M): M => X.times(X.relu(X.tr(W)), W),
    size: (W: readonly M[]): S => X.atLeast("1/2", meanTrace(X, W)),
  }),
  // After the activation, so that dead channels occur.
  left: (X, { Omega, W }, p) =>
    divided(
      X,
      W.map((w) => p.activate(X.mul(Omega, w, p.inverse(Omega)))),
      p.size,
    ),
  right: (X, { Omega, W }, p) =>
    divided(X, W.map(p.activate), p.size).map((w) => X.mul(Omega, w, p.inverse(Omega))),
  models,
  // Without "unitary" huge Ω overflow float32 here; the claim without a clamp goes without it.
  nearMisses: (X) => ({
    "printed-transpose": {
      why: String.raw`the slide's $\Omega W\Omega^T$`,
      change: { inverse: (omega: M): M => X.transpose(omega) },
    },
    "mean-of-entries": {
      why: String.raw`the mean of $|W^\gamma_{ij}|$ in place of $|\operatorname{Tr}W^\gamma|$`,
      change: {
        size: (W: readonly M[]): S =>
          X.atLeast("1/2", X.scale("1/2", X.add(...W.map((w) => X.meanEntry(w))))),
      },
    },
  }),
});

/** mean_γ |Tr σ(W^γ)| for 1×1 channels ±1, of which the activation leaves those that are +1. */
const meanAfterActivation = (signs: readonly number[]): number =>
  signs.reduce((sum, sign) => sum + Math.max(0, sign), 0) / signs.length;

const patterns = (C: number): number[][] =>
  Array.from({ length: 2 ** C }, (_, code) =>
    Array.from({ length: C }, (__, place) => ((code >> place) % 2 === 0 ? 1 : -1)),
  );

interface Denominator {
  readonly denominator: (mean: number) => number;
}

export const printed = predicate({
  id: "gauge/trnorm-layer/printed-normalisation-is-defined-after-activation",
  states: String.raw`\operatorname{mean}_\gamma|\operatorname{Tr}\sigma(W^\gamma)|\ne0\quad\text{for all channels } W^1,\dots,W^C\in U(M)`,
  parts: (): Denominator => ({ denominator: (mean) => mean }),
  models: [
    deciding({
      kind: "exhausted",
      name: "1×1 channels 1 and −1, C ≤ 8",
      scope: "C = 1, …, 8, M = 1",
      cases: () => [1, 2, 3, 4, 5, 6, 7, 8].flatMap(patterns),
      decide: (signs, { denominator }: Denominator) =>
        denominator(meanAfterActivation(signs)) !== 0
          ? { holds: true }
          : {
              fails: {
                says: `C = ${signs.length}, M = 1`,
                values: { W: signs.join(", ") },
                left: "mean of |Tr σ(W)| = 0",
                right: "a number other than 0, by which to divide",
                size: "smallest",
              },
            },
    }),
  ],
  expects: "fails",
  control: () => ({ denominator: (mean) => Math.max(mean, 1 / 1000) }),
  figures: () => [blowUp()],
});

export const deadPatterns = value({
  id: "gauge/trnorm-layer/one-sign-pattern-is-dead",
  states: String.raw`\#\{\text{signs of }\operatorname{Re}\operatorname{Tr}W^1,\dots,\operatorname{Re}\operatorname{Tr}W^C\text{ with all channels dead}\}=1\text{ of }2^C`,
  kind: "exhausted",
  engine: "all sign patterns",
  cases: [1, 2, 4, 8].map((C) => ({ C })),
  parts: () => ({ dead: (signs: readonly number[]): boolean => meanAfterActivation(signs) === 0 }),
  compute: ({ C }, p) => `${patterns(C).filter(p.dead).length}/${patterns(C).length}`,
  routes: {
    "(1/2)^C for independent fair signs": ({ C }) => `1/${2 ** C}`,
  },
  nearMisses: () => ({
    "one-channel-dead": {
      why: "some channel dead in place of all",
      change: { dead: (signs: readonly number[]): boolean => signs.includes(-1) },
    },
    "closed-on-average": {
      why: "the mean of the traces not positive, in place of each",
      change: {
        dead: (signs: readonly number[]): boolean => signs.reduce((a, b) => a + b, 0) <= 0,
      },
    },
  }),
});

interface Channels {
  readonly count: number;
  readonly dead: (traces: readonly number[]) => boolean;
}

export const rate = estimate({
  id: "gauge/trnorm-layer/all-channels-die-with-probability-two-to-the-minus-c",
  states: String.raw`P\bigl(\operatorname{Re}\operatorname{Tr}W^\gamma\le0\text{ for all }\gamma\bigr)=2^{-C}\quad\text{for } C=4\text{ independent Haar } W^\gamma\in U(3)`,
  model: "Haar unitary 3×3 matrices, CPU doubles",
  parts: (): Channels => ({
    count: 4,
    dead: (traces) => traces.every((t) => t <= 0),
  }),
  statistic: (s: Stream, p) => {
    const traces = Array.from({ length: p.count }, () => {
      const W = haarUnitary(s, 3);
      return W.re[0] + W.re[4] + W.re[8];
    });
    return p.dead(traces) ? 1 : 0;
  },
  range: [0, 1],
  mean: 2 ** -4,
  samples: { quick: 4000, default: 4000, deep: 200_000 },
  nearMisses: () => ({
    "two-channels": { why: String.raw`$C=2$`, change: { count: 2 } },
    "some-channel": {
      why: "some channel dead in place of all",
      change: { dead: (traces: readonly number[]) => traces.some((t) => t <= 0) },
    },
  }),
  rests: [
    { claim: "gauge/trnorm-layer/one-sign-pattern-is-dead" },
    {
      lemma:
        "Haar measure is invariant under W ↦ −W, so Re Tr W is symmetric, and it is 0 with probability 0",
    },
  ],
});

/** ‖N(W)‖ for W = diag(1, −1 + ε) as ε → 0, as printed and clamped. */
function blowUp(): Figure {
  const exponents = Array.from({ length: 61 }, (_, k) => -5 + k / 12);
  const norm = (e: number, size: (t: number) => number): number => {
    const epsilon = 10 ** e;
    return Math.log10(Math.hypot(1, 1 - epsilon) / size(epsilon));
  };
  return {
    id: "blow-up",
    caption: String.raw`The size of the output for one channel $W=\operatorname{diag}(1,-1+\varepsilon)$, whose trace is $\varepsilon$: as printed it grows like $1/\varepsilon$ without end; with the denominator clamped at $10^{-3}$ it stops at $\sqrt2\cdot10^3$.`,
    description:
      "Both curves fall with slope −1 for ε above 1/1000; below it the printed one goes on rising to the left, the clamped one is flat.",
    axes: { x: "log₁₀ ε", y: "log₁₀ of the output's norm" },
    series: [
      {
        name: "as printed",
        mark: "line",
        x: exponents,
        y: exponents.map((e) => norm(e, (t) => t)),
      },
      {
        name: "clamped at 1/1000",
        mark: "line",
        x: exponents,
        y: exponents.map((e) => norm(e, (t) => Math.max(t, 1e-3))),
      },
    ],
  };
}
