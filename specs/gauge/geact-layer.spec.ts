import { equation, floatLayers, freeLayerModel, having, matrixLayers } from "commute";
import type { Figure, Operations, Term } from "commute";

type Layers = Operations<typeof matrixLayers>;
type M = Term<"M">;
type S = Term<"S">;
type Fraction = number | `${bigint}/${bigint}`;

/** A coefficient that near misses change. */
const fraction = (q: Fraction): Fraction => q;

const unitary = { unitary: String.raw`$\Omega^\dagger\Omega=1$` };
const samples = { quick: 32, default: 64, deep: 2000 };
const floats = floatLayers({ sizes: [1, 2, 3, 5], samples });
const models = [freeLayerModel(), floats];

/** ReLU(Re Tr W) W, the gate being a part. */
const gate = (X: Layers) => ({
  activate: (W: M): M => X.times(X.relu(X.tr(W)), W),
});

export const equivariant = equation({
  id: "gauge/geact-layer/activation-is-equivariant",
  states: String.raw`\sigma(\Omega W\Omega^{-1})=\Omega\,\sigma(W)\,\Omega^{-1},\qquad\sigma(W)=\operatorname{ReLU}(\operatorname{Re}\operatorname{Tr}W)\,W`,
  over: matrixLayers,
  unknowns: () => ({ Omega: having("M", "unitary"), W: "M" }) as const,
  assume: unitary,
  parts: (X) => ({ ...gate(X), inverse: (omega: M): M => X.adjoint(omega) }),
  left: (X, { Omega, W }, p) => p.activate(X.mul(Omega, W, p.inverse(Omega))),
  right: (X, { Omega, W }, p) => X.mul(Omega, p.activate(W), p.inverse(Omega)),
  models,
  nearMisses: (X) => ({
    "entrywise-relu": {
      why: "ReLU of the real and the imaginary part of each entry",
      change: { activate: (W: M): M => X.reluEntries(W) },
    },
    "relu-of-an-entry": {
      why: String.raw`$\operatorname{ReLU}(\operatorname{Re}W_{11})\,W$`,
      change: { activate: (W: M): M => X.times(X.relu(X.corner(W)), W) },
    },
    "printed-transpose": {
      why: String.raw`the slide's $\Omega W\Omega^T$`,
      change: { inverse: (omega: M): M => X.transpose(omega) },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for any $\Omega$`, without: "unitary" },
  }),
});

export const homogeneous = equation({
  id: "gauge/geact-layer/activation-is-homogeneous-of-degree-two",
  states: String.raw`\sigma(cW)=c^2\,\sigma(W)\quad\text{for } c=\tfrac32>0`,
  over: matrixLayers,
  unknowns: () => ({ W: "M" }) as const,
  parts: (X) => ({
    ...gate(X),
    factor: fraction("3/2"),
    power: (W: M): M => X.scale("9/4", W),
  }),
  left: (X, { W }, p) => p.activate(X.scale(p.factor, W)),
  right: (_, { W }, p) => p.power(p.activate(W)),
  models,
  nearMisses: (X) => ({
    "degree-one": {
      why: String.raw`$c\,\sigma(W)$`,
      change: { power: (W: M): M => X.scale("3/2", W) },
    },
    "negative-factor": {
      why: String.raw`$c=-\tfrac32$: closed gates open and open ones close`,
      change: { factor: fraction("-3/2") },
    },
  }),
});

export const bothSigns = equation({
  id: "gauge/geact-layer/both-signs-recover-the-trace",
  states: String.raw`\sigma(W)+\sigma(-W)=\operatorname{Re}\operatorname{Tr}W\cdot W`,
  over: matrixLayers,
  unknowns: () => ({ W: "M" }) as const,
  parts: (X) => ({
    ...gate(X),
    trace: (W: M): S => X.scale("1/2", X.add(X.tr(W), X.tr(X.adjoint(W)))),
    join: (a: M, b: M): M => X.add(a, b),
  }),
  left: (X, { W }, p) => p.join(p.activate(W), p.activate(X.neg(W))),
  right: (X, { W }, p) => X.times(p.trace(W), W),
  models,
  nearMisses: (X) => ({
    "complex-trace": {
      why: String.raw`$\operatorname{Tr}W\cdot W$`,
      change: { trace: (W: M): S => X.tr(W) },
    },
    difference: {
      why: String.raw`$\sigma(W)-\sigma(-W)$: that is $|\operatorname{Re}\operatorname{Tr}W|\,W$`,
      change: { join: (a: M, b: M): M => X.sub(a, b) },
    },
    "no-gate": {
      why: String.raw`$\sigma(W)=W$`,
      change: { activate: (W: M): M => W },
    },
  }),
});

/** [σ(P + c) − σ(−P + c)]/2c − M P, M = Tr 1. */
const synthesis = (X: Layers, P: M, c: Fraction, half: Fraction, activate: (W: M) => M): M =>
  X.sub(
    X.scale(
      half,
      X.sub(
        activate(X.add(P, X.scale(c, X.one()))),
        activate(X.add(X.neg(P), X.scale(c, X.one()))),
      ),
    ),
    X.times(X.tr(X.one()), P),
  );

export const open = equation({
  id: "gauge/geact-layer/open-gates-make-a-trace",
  states: String.raw`\frac{\sigma(P+c)-\sigma(-P+c)}{2c}-M P=\operatorname{Re}\operatorname{Tr}P\cdot1\quad\text{if both gates are open},\ c=1`,
  over: matrixLayers,
  unknowns: () => ({ P: "M" }) as const,
  assume: {
    "open-gates": String.raw`$\sigma(X)=\operatorname{Re}\operatorname{Tr}X\cdot X$ at $\pm P+c$`,
  },
  parts: (X) => ({
    real: (W: M): S => X.scale("1/2", X.add(X.tr(W), X.tr(X.adjoint(W)))),
    factor: fraction("1/2"),
  }),
  left: (X, { P }, p) => synthesis(X, P, 1, p.factor, (W) => X.times(p.real(W), W)),
  right: (X, { P }, p) => X.times(p.real(P), X.one()),
  models,
  nearMisses: (X) => ({
    "complex-trace": {
      why: String.raw`$\operatorname{Tr}$ in place of $\operatorname{Re}\operatorname{Tr}$ in gate and result, and twice the sum`,
      change: { real: (W: M): S => X.tr(W), factor: fraction(2) },
    },
    "wrong-factor": { why: String.raw`$2/c$ in place of $1/2c$`, change: { factor: fraction(2) } },
  }),
});

export const trace = equation({
  id: "gauge/geact-layer/activations-make-a-trace",
  states: String.raw`\frac{\sigma(P+1)-\sigma(-P+1)}{2}-M P=\operatorname{Re}\operatorname{Tr}P\cdot1\quad\text{for unitary } P`,
  over: matrixLayers,
  unknowns: () => ({ P: having("M", "unitary") }),
  assume: {
    unitary: String.raw`$P^\dagger P=1$, so $|\operatorname{Re}\operatorname{Tr}P|\le M$ and both gates are open`,
  },
  parts: (X) => ({
    ...gate(X),
    shift: fraction(1),
    half: fraction("1/2"),
  }),
  left: (X, { P }, p) => synthesis(X, P, p.shift, p.half, p.activate),
  right: (X, { P }) => X.times(X.scale("1/2", X.add(X.tr(P), X.tr(X.adjoint(P)))), X.one()),
  models: [floats],
  nearMisses: (X) => ({
    "gates-that-close": {
      why: String.raw`$c=\tfrac14$, below $\|P\|=1$: a gate closes`,
      change: { shift: fraction("1/4"), half: fraction(2) },
    },
    "entrywise-relu": {
      why: "ReLU of the real and the imaginary part of each entry",
      change: { activate: (W: M): M => X.reluEntries(W) },
    },
    "not-unitary": { why: String.raw`$P$ of any norm, beyond $c=1$`, without: "unitary" },
  }),
  rests: [{ claim: "gauge/geact-layer/open-gates-make-a-trace" }],
  figures: () => [gates()],
});

/** The gate and the gated entry along W = diag(e^{iθ}, e^{iφ}) with φ = θ/2. */
function gates(): Figure {
  const theta = Array.from({ length: 241 }, (_, k) => -2 * Math.PI + (4 * Math.PI * k) / 240);
  const trace = (t: number): number => Math.cos(t) + Math.cos(t / 2);
  const relu = (t: number): number => Math.max(0, trace(t));
  return {
    id: "gate",
    caption: String.raw`Along $W=\operatorname{diag}(e^{i\theta},e^{i\theta/2})$: the trace $\operatorname{Re}\operatorname{Tr}W$, the gate $\operatorname{ReLU}(\operatorname{Re}\operatorname{Tr}W)$ and the output's first entry, real part. The gate is continuous and has kinks where the trace changes sign; between them the channel is dead.`,
    description:
      "The gate equals the trace where it is positive and 0 elsewhere; the output entry follows and is 0 where the gate is.",
    axes: { x: "θ", y: "value" },
    series: [
      {
        name: String.raw`$\operatorname{Re}\operatorname{Tr}W$`,
        mark: "line",
        x: theta,
        y: theta.map(trace),
      },
      { name: "gate", mark: "line", x: theta, y: theta.map(relu) },
      {
        name: String.raw`$\operatorname{Re}\sigma(W)_{11}$`,
        mark: "line",
        x: theta,
        y: theta.map((t) => relu(t) * Math.cos(t)),
      },
    ],
  };
}
