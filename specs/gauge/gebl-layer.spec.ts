import {
  amount,
  complexMatrix,
  deciding,
  deviceMatrices,
  equation,
  floatLayers,
  freeLayerModel,
  freeMatrixModel,
  having,
  many,
  matrices,
  matrixLayers,
  multiply,
  predicate,
  sampledMatrices,
} from "commute";
import type { ComplexMatrix, Figure, Operations, Series, Term } from "commute";

type Layers = Operations<typeof matrixLayers>;
type M = Term<"M">;

const unitary = { unitary: String.raw`$\Omega^\dagger\Omega=1$` };
const samples = { quick: 16, default: 48, deep: 2000 };
const models = [freeLayerModel(), floatLayers({ sizes: [1, 2, 3, 5], samples })];

/** Σ_μν α_μν W^μ W^ν, every complex number α being the trace of some matrix a. */
const bilinear = (
  X: Layers,
  a: readonly M[],
  W: readonly M[],
  product: (u: M, v: M) => M = (u, v) => X.mul(u, v),
): M =>
  X.add(
    ...W.flatMap((u, mu) => W.map((v, nu) => X.times(X.tr(a[mu * W.length + nu]), product(u, v)))),
  );

export const equivariant = equation({
  id: "gauge/gebl-layer/layer-is-equivariant",
  states: String.raw`\sum_{\mu\nu}\alpha_{\mu\nu}\,\Omega W^\mu\Omega^{-1}\,\Omega W^\nu\Omega^{-1}=\Omega\Bigl(\sum_{\mu\nu}\alpha_{\mu\nu}W^\mu W^\nu\Bigr)\Omega^{-1},\qquad\alpha_{\mu\nu}=\operatorname{Tr}a_{\mu\nu}`,
  over: matrixLayers,
  unknowns: () => ({
    Omega: having("M", "unitary"),
    neighbour: having("M", "unitary"),
    W: many("M", 2),
    a: many("M", 4),
  }),
  assume: unitary,
  parts: (X, { Omega }) => ({
    inverse: (omega: M): M => X.adjoint(omega),
    product: (u: M, v: M): M => X.mul(u, v),
    frames: [Omega, Omega] as readonly [M, M],
  }),
  left: (X, { W, a }, p) =>
    bilinear(
      X,
      a,
      W.map((w, mu) => X.mul(p.frames[mu], w, p.inverse(p.frames[mu]))),
      p.product,
    ),
  right: (X, { Omega, W, a }, p) => X.mul(Omega, bilinear(X, a, W, p.product), p.inverse(Omega)),
  models,
  nearMisses: (X, { Omega, neighbour }) => ({
    "printed-transpose": {
      why: String.raw`the slide's $\Omega W\Omega^T$`,
      change: { inverse: (omega: M): M => X.transpose(omega) },
    },
    "transposed-factor": {
      why: String.raw`$W^\mu(W^\nu)^T$`,
      change: { product: (u: M, v: M): M => X.mul(u, X.transpose(v)) },
    },
    "neighbour-without-transport": {
      why: String.raw`$W^\nu$ of a neighbouring site, whose frame is another, not transported`,
      change: { frames: [Omega, neighbour] as const },
    },
    "entrywise-product": {
      why: String.raw`$W^\mu_{ij}W^\nu_{ij}$`,
      change: { product: (u: M, v: M): M => X.hadamard(u, v) },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for any $\Omega$`, without: "unitary" },
  }),
});

/** The same without coefficients, which are no matter of exactness: each product by itself. */
export const products = equation({
  id: "gauge/gebl-layer/each-product-is-equivariant",
  states: String.raw`\Omega W^\mu\Omega^{-1}\,\Omega W^\nu\Omega^{-1}=\Omega\,W^\mu W^\nu\,\Omega^{-1}\qquad\mu,\nu=1,2`,
  over: matrices,
  unknowns: () => ({ Omega: having("M", "unitary"), W: many("M", 2) }),
  assume: unitary,
  parts: (X) => ({
    inverse: (omega: M): M => X.adjoint(omega),
    product: (u: M, v: M): M => X.mul(u, v),
  }),
  left: (X, { Omega, W }, p) => {
    const turned = W.map((w) => X.mul(Omega, w, p.inverse(Omega)));
    return turned.flatMap((u) => turned.map((v) => p.product(u, v)));
  },
  right: (X, { Omega, W }, p) =>
    W.flatMap((u) => W.map((v) => X.mul(Omega, p.product(u, v), p.inverse(Omega)))),
  models: [freeMatrixModel(), sampledMatrices({ sizes: [2] }), deviceMatrices({ sizes: [2] })],
  nearMisses: (X) => ({
    "printed-transpose": {
      why: String.raw`the slide's $\Omega W\Omega^T$`,
      change: { inverse: (omega: M): M => X.transpose(omega) },
    },
    "transposed-factor": {
      why: String.raw`$W^\mu(W^\nu)^T$`,
      change: { product: (u: M, v: M): M => X.mul(u, X.transpose(v)) },
    },
    "not-unitary": { why: String.raw`$\Omega^\dagger$ for any $\Omega$`, without: "unitary" },
  }),
});

/** L layers of one channel, W ↦ αWW, α = Tr a. */
const tower = (X: Layers, a: readonly M[], W: M): M =>
  a.reduce((x, coefficient) => X.times(X.tr(coefficient), X.mul(x, x)), W);

export const degree = equation({
  id: "gauge/gebl-layer/layers-double-the-degree",
  states: String.raw`f(\tfrac32W)=\bigl(\tfrac32\bigr)^{2^L}f(W)\quad\text{after } L \text{ layers}`,
  over: matrixLayers,
  configurations: [{ L: 1 }, { L: 2 }, { L: 3 }, { L: 4 }],
  unknowns: ({ L }) => ({ W: "M", a: many("M", L) }) as const,
  parts: (X, _, { L }) => ({
    power: (x: M): M => Array.from({ length: 2 ** L }).reduce<M>((y) => X.scale("3/2", y), x),
  }),
  left: (X, { W, a }) => tower(X, a, X.scale("3/2", W)),
  right: (X, { W, a }, p) => p.power(tower(X, a, W)),
  models: [freeLayerModel(), floatLayers({ sizes: [1, 2], samples })],
  nearMisses: (X, _, { L }) => ({
    "degree-2L": {
      why: String.raw`$2L$ in place of $2^L$`,
      change: {
        power: (x: M): M => Array.from({ length: 2 * L }).reduce<M>((y) => X.scale("3/2", y), x),
      },
    },
    "degree-one-less": {
      why: String.raw`$2^L-1$`,
      change: {
        power: (x: M): M =>
          Array.from({ length: 2 ** L - 1 }).reduce<M>((y) => X.scale("3/2", y), x),
      },
    },
  }),
});

export const even = equation({
  id: "gauge/gebl-layer/printed-layer-is-even",
  states: String.raw`\sum_{\mu\nu}\alpha_{\mu\nu}(-W^\mu)(-W^\nu)=\sum_{\mu\nu}\alpha_{\mu\nu}W^\mu W^\nu`,
  over: matrixLayers,
  unknowns: () => ({ W: many("M", 2), a: many("M", 9) }),
  parts: () => ({ channels: (W: readonly M[]): readonly M[] => W }),
  left: (X, { W, a }, p) => bilinear(X, a, p.channels(W.map((w) => X.neg(w)))),
  right: (X, { W, a }, p) => bilinear(X, a, p.channels(W)),
  models,
  nearMisses: (X) => ({
    "unit-channel": {
      why: "the unit matrix appended to the channels, as in the published code",
      change: { channels: (W: readonly M[]): readonly M[] => [...W, X.one()] },
    },
    "trace-channel": {
      why: String.raw`a channel $(\operatorname{Tr}W^1)^2\cdot1$ appended: even, and its products with the odd $W^\mu$ are odd`,
      change: {
        channels: (W: readonly M[]): readonly M[] => [
          ...W,
          X.times(X.mul(X.tr(W[0]), X.tr(W[0])), X.one()),
        ],
      },
    },
  }),
});

type Gaussian = readonly [number, number];
const times = ([a, b]: Gaussian, [c, d]: Gaussian): Gaussian => [a * c - b * d, a * d + b * c];

/** What the printed network feeds its first layer with, at a site with W = w. */
interface Channels {
  readonly channels: (w: Gaussian) => readonly Gaussian[];
}

/** All layers with coefficients −1, 0, 1 and one output, on 1×1 matrices over the Gaussian integers. */
const outputs = (channels: readonly Gaussian[]): string[] => {
  const pairs = channels.flatMap((u) => channels.map((v) => times(u, v)));
  return Array.from({ length: 3 ** pairs.length }, (_, code) => {
    const sum = pairs.reduce<Gaussian>(
      ([re, im], [x, y], place) => {
        const alpha = (Math.floor(code / 3 ** place) % 3) - 1;
        return [re + alpha * x, im + alpha * y];
      },
      [0, 0],
    );
    return sum.join(" + ") + "i";
  });
};

export const printed = predicate({
  id: "gauge/gebl-layer/printed-layers-separate-orbits",
  states: String.raw`\text{for } W\in U(1):\quad\text{if } f(W)=f(-W)\text{ for every printed layer } f,\text{ then } W=-W`,
  parts: (): Channels => ({ channels: (w) => [w] }),
  models: [
    deciding({
      kind: "exhausted",
      name: "Gaussian units, one channel, every layer with coefficients −1, 0, 1",
      scope: "W = 1, i, −1, −i",
      cases: (): readonly Gaussian[] => [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ],
      decide: (w, { channels }: Channels) => {
        const there = outputs(channels(w));
        const back = outputs(channels([0 - w[0], 0 - w[1]]));
        if (there.some((value, layer) => value !== back[layer])) return { holds: true };
        return {
          fails: {
            says: "1×1 matrices W and −W, which no layer tells apart",
            values: { W: w.join(" + ") + "i", layers: String(there.length) },
            left: there.join(", "),
            right: back.join(", "),
          },
        };
      },
    }),
  ],
  expects: "fails",
  control: () => ({ channels: (w) => [w, [1, 0]] }),
  rests: [{ claim: "gauge/gebl-layer/printed-layer-is-even" }],
  figures: ({ effort }) => [circle(amount(effort, { quick: 60, default: 120, deep: 240 }))],
});

/** Two layers with fixed coefficients along W = e^{iθ}, with and without the unit channel. */
function circle(points: number): Figure {
  const theta = Array.from({ length: points + 1 }, (_, k) => -Math.PI + (2 * Math.PI * k) / points);
  const unit = complexMatrix(1, () => [1, 0]);
  const layer = (alpha: readonly number[], channels: readonly ComplexMatrix[]): ComplexMatrix => {
    const pairs = channels.flatMap((u) => channels.map((v) => multiply(u, v)));
    return complexMatrix(1, () => [
      pairs.reduce((sum, z, k) => sum + alpha[k] * z.re[0], 0),
      pairs.reduce((sum, z, k) => sum + alpha[k] * z.im[0], 0),
    ]);
  };
  const series = (name: string, f: (t: number) => number): Series => ({
    name,
    mark: "line",
    x: theta,
    y: theta.map(f),
  });
  const at = (t: number): ComplexMatrix => complexMatrix(1, () => [Math.cos(t), Math.sin(t)]);
  return {
    id: "circle",
    caption: String.raw`$\operatorname{Im}\operatorname{Tr}$ of a layer along $W=e^{i\theta}$. The printed layer $W\mapsto WW$ repeats itself after half a turn, from $W$ to $-W$; with the unit matrix as a second channel $W\mapsto 2W-\tfrac12WW$ is a layer too, and follows the target $\operatorname{Im}\log W=\theta$, which changes by $\pi$.`,
    description:
      "The printed layer has period π in θ; with a unit channel it follows the sawtooth θ from −π to π near 0 and differs between θ and θ + π.",
    axes: { x: "θ", y: "output" },
    series: [
      series(String.raw`$\operatorname{Im}\log W$, the target`, (t) => t),
      series("printed: $WW$", (t) => layer([1], [at(t)]).im[0]),
      series("with a unit channel", (t) => layer([-0.5, 1, 1, 0], [at(t), unit]).im[0]),
    ],
  };
}
