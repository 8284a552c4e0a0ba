import {
  deviceLayers,
  dial,
  equation,
  finiteGroups,
  fn,
  freeGroupModel,
  gridLayers,
  groupFunctions,
  layerAt,
  pointed,
} from "commute";
import type { Figure, Operations, Series, Term, Work } from "commute";

type Grid = Operations<typeof groupFunctions>;
type Layers = Operations<typeof gridLayers>;
type Pixel = Term<"G">;
type Channel = Term<"K">;
type R = Term<"R">;
type Signal = (x: Pixel, k: Channel) => R;

const grid = {
  commutative: String.raw`the grid is an abelian group: $\mathbb Z^2$, $\mathbb Z^d$, or a torus`,
  "left-invariant": "the sum runs over all of the grid: it does not change when y moves",
};
const unknowns = () =>
  ({
    f: fn(["G", "K"], "R"),
    psi: fn(["G", "K"], "R"),
    kernel: fn(["G", "G", "K"], "R"),
    bias: fn(["G"], "R"),
    t: "G",
    x: "G",
  }) as const;

const plus = (X: Pick<Grid, "op">, a: Pixel, b: Pixel): Pixel => X.op(a, b);
const minus = (X: Pick<Grid, "op" | "inv">, a: Pixel, b: Pixel): Pixel => X.op(a, X.inv(b));

/** [f ∗ ψ](x) = Σ_y Σ_k f_k(y) kernel_k(x, y), with ψ_k(x − y) for the kernel. */
const convolve =
  (X: Grid, f: Signal, kernel: (x: Pixel, y: Pixel, k: Channel) => R) =>
  (x: Pixel): R =>
    X.sum((y) => X.sumChannels((k) => X.mul(f(y, k), kernel(x, y, k))));

/** [T(t) f](x) = f(x + t), on signals and on outputs. */
const translate =
  (X: Pick<Grid, "op">, t: Pixel, f: Signal): Signal =>
  (x, k) =>
    f(plus(X, x, t), k);

const tori = finiteGroups(["C2", "C3", "C4", "V4", "C5", "C3xC3", "C4xC4"], [1, 2]);

export const equivariance = equation({
  id: "convolution/translation-equivariance/convolution-commutes-with-translation",
  states: String.raw`[T(t)f]*\psi = T(t)[f*\psi],\qquad [f*\psi](x)=\sum_y\sum_k f_k(y)\,\psi_k(x-y)`,
  over: groupFunctions,
  unknowns,
  assume: grid,
  parts: (X, { psi }) => ({
    kernel: (x: Pixel, y: Pixel, k: Channel): R => psi(minus(X, x, y), k),
    output:
      (t: Pixel, value: (x: Pixel) => R) =>
      (x: Pixel): R =>
        value(plus(X, x, t)),
    offset: (value: R, _: Pixel): R => value,
  }),
  left: (X, { f, t, x }, p) => p.offset(convolve(X, translate(X, t, f), p.kernel)(x), x),
  right: (X, { f, t, x }, p) => p.output(t, (z) => p.offset(convolve(X, f, p.kernel)(z), z))(x),
  models: [freeGroupModel(), tori],
  nearMisses: (X, { psi, kernel, bias }) => ({
    "kernel-of-the-sum": {
      why: "ψ(x + y) in place of ψ(x − y): translation by t becomes translation by −t",
      change: { kernel: (x: Pixel, y: Pixel, k: Channel): R => psi(plus(X, x, y), k) },
    },
    "kernel-depends-on-the-pixel": {
      why: "another filter at each pixel",
      change: { kernel: (x: Pixel, y: Pixel, k: Channel): R => kernel(x, y, k) },
    },
    "opposite-translation": {
      why: "the output moves by −t",
      change: {
        output:
          (t: Pixel, value: (x: Pixel) => R) =>
          (x: Pixel): R =>
            value(minus(X, x, t)),
      },
    },
    "position-dependent-bias": {
      why: "a bias b(x) added to the output",
      change: { offset: (value: R, x: Pixel): R => X.add(value, bias(x)) },
    },
    "weighted-pixels": {
      why: "pixels counted with weights: the sum is not invariant",
      without: "left-invariant",
    },
  }),
  figures: (work) => [commutingSquare(work), layerErrors()],
});

/** An 8×8 picture with a bright edge, row by row, and a filter on the offsets −1, 0, 1. */
const side = 8;
const picture = [
  ...[0, 0, 0, 0, 0, 0, 2, 2],
  ...[0, 2, 2, 2, 2, 0, 2, 2],
  ...[0, 2, 0, 0, 2, 0, 0, 2],
  ...[0, 2, 0, 0, 2, 0, 0, 2],
  ...[0, 2, 2, 2, 2, 0, 0, 2],
  ...[0, 2, 0, 1, 0, 0, 0, 2],
  ...[0, 2, 0, 0, 1, 0, 0, 2],
  ...[0, 2, 0, 0, 0, 1, 0, 2],
];
type Filter = readonly (readonly number[])[];
const filter: Filter = [
  [0, 1, 0],
  [-1, 0, 1],
  [0, -1, 0],
];
const filters: Readonly<Record<string, Filter>> = {
  "diagonal edges": filter,
  "upright edges": [
    [1, 0, -1],
    [1, 0, -1],
    [1, 0, -1],
  ],
  "a corner": [
    [1, 1, 0],
    [1, 0, 0],
    [0, 0, 0],
  ],
  "one neighbour": [
    [0, 0, 0],
    [0, 0, 1],
    [0, 0, 0],
  ],
};
interface Shift {
  readonly rows: number;
  readonly columns: number;
}
const shift: Shift = { rows: 1, columns: 3 };
const indices = [...Array(side).keys()];

/** [T(t) f](x) = f(x + t) on the torus of the picture. */
const moved = (f: readonly number[], { rows, columns } = shift): number[] =>
  indices.flatMap((i) =>
    indices.map((j) => f[((i + rows) % side) * side + ((j + columns) % side)]),
  );

/** The layer's output at every pixel, from its definition; offsets −1, 0, 1 are residues mod 8. */
function output(kind: string, f: readonly number[], psi: Filter = filter): number[] {
  const at = (offset: number): number => (offset + 1) % side;
  const numbers = {
    product: (pixel: number, offset: number): number =>
      f[pixel] * psi[at(Math.floor(offset / side))][at(offset % side)],
    sum: (terms: readonly number[]): number => terms.reduce((a, b) => a + b, 0),
    quarter: (value: number): number => value / 4,
  };
  return f.map((_, x) => layerAt(kind, side, 1, x, numbers));
}

/** Pixels as a panel of cells; rows are named, so that they are read from the top. */
const pixels = (name: string, panel: string, value: readonly number[], width = side): Series => ({
  name,
  panel,
  mark: "cells",
  x: value.map((_, x) => x % width),
  y: value.map((_, x) => String(Math.floor(x / width))),
  value: [...value],
});

/** Both ways round the square, for a translation, a filter and a layer that the reader may turn. */
function commutingSquare(work: Work): Figure {
  const rows = dial(work, { name: "rows", label: "$t$, rows", values: indices }, shift.rows);
  const columns = dial(
    work,
    { name: "columns", label: "$t$, columns", values: indices },
    shift.columns,
  );
  const names = Object.keys(filters);
  const which = dial(work, { name: "psi", label: String.raw`$\psi$`, values: names }, names[0]);
  const kinds = ["circular", "zero-padded", "strided", "pooled"];
  const layer = dial(work, { name: "layer", label: "layer", values: kinds }, "circular");
  const t = { rows: Number(pointed(rows)), columns: Number(pointed(columns)) };
  const psi = filters[pointed(which)];
  const kind = String(pointed(layer));
  const first = moved(picture, t);
  const [one, other] = [output(kind, first, psi), moved(output(kind, picture, psi), t)];
  const differ = one.filter((value, x) => value !== other[x]).length;
  return {
    id: "commuting-square",
    caption: String.raw`Above, the picture $f$ is translated, $[T(t)f](x)=f(x+t)$ on the torus of $8\times8$ pixels, and then convolved with a $3\times3$ filter $\psi$; below, it is convolved and then translated. The last pictures of both ways are the same. At first $t=(1,3)$: the content moves up by 1 and to the left by 3.`,
    description:
      "Six pictures: a letter and a bright edge, the same translated, the convolution of that, the filter, the convolution of the first, and that translated.",
    axes: { x: "column", y: "row" },
    dials: [rows, columns, which, layer],
    reading:
      differ === 0
        ? `t = (${t.rows}, ${t.columns}), ${kind} layer: both ways agree at all ${side * side} pixels.`
        : `t = (${t.rows}, ${t.columns}), ${kind} layer: the two ways differ at ${differ} of ${side * side} pixels.`,
    series: [
      pixels("value", "$f$", picture),
      pixels("value", "$T(t)f$", first),
      pixels("value", String.raw`$[T(t)f]*\psi$`, one),
      pixels("value", String.raw`$\psi$`, psi.flat(), 3),
      pixels("value", String.raw`$f*\psi$`, output(kind, picture, psi)),
      pixels("value", String.raw`$T(t)[f*\psi]$`, other),
    ],
  };
}

function layerErrors(): Figure {
  const error = (kind: string): number[] => {
    const translated = moved(output(kind, picture));
    return output(kind, moved(picture)).map((value, x) => Math.abs(value - translated[x]));
  };
  return {
    id: "layer-errors",
    caption: String.raw`$|\operatorname{layer}(T(t)f)-T(t)\operatorname{layer}(f)|$ for the picture, the filter and the $t=(1,3)$ of the square above. The circular layer commutes with the translation at every pixel. Zero padding fails where the filter reaches over the edge, before or after the translation; stride 2 and $2\times2$ pooling fail in the interior too, because $t$ is odd.`,
    description:
      "Four 8 by 8 error maps: zero everywhere for the circular layer, errors along the edges for the zero-padded one, errors spread over the picture for the strided and the pooled one.",
    axes: { x: "column", y: "row" },
    series: ["circular", "zero-padded", "strided", "pooled"].map((kind) =>
      pixels("error", kind, error(kind)),
    ),
  };
}

export const sumKernel = equation({
  id: "convolution/translation-equivariance/sum-kernel-turns-translation-round",
  states: String.raw`[T(t)f]\circledast\psi = T(-t)[f\circledast\psi],\qquad [f\circledast\psi](x)=\sum_y\sum_k f_k(y)\,\psi_k(x+y)`,
  over: groupFunctions,
  unknowns,
  assume: grid,
  parts: (X, { psi }) => ({
    kernel: (x: Pixel, y: Pixel, k: Channel): R => psi(plus(X, x, y), k),
    output: (t: Pixel, x: Pixel): Pixel => minus(X, x, t),
  }),
  left: (X, { f, t, x }, p) => convolve(X, translate(X, t, f), p.kernel)(x),
  right: (X, { f, t, x }, p) => convolve(X, f, p.kernel)(p.output(t, x)),
  models: [freeGroupModel(), tori],
  nearMisses: (X, { psi }) => ({
    "difference-kernel": {
      why: "ψ(x − y): then translation stays translation",
      change: { kernel: (x: Pixel, y: Pixel, k: Channel): R => psi(minus(X, x, y), k) },
    },
    "same-translation": {
      why: "the output moves by +t",
      change: { output: (t: Pixel, x: Pixel): Pixel => plus(X, x, t) },
    },
  }),
});

const onDevice = deviceLayers({ sides: [4, 6], channels: 2 });
const layerOf =
  (X: Layers, kind: string, psi: Signal) =>
  (f: Signal, x: Pixel): R =>
    X.layer(kind, f, psi, x);

export const layerIsDefinition = equation({
  id: "convolution/translation-equivariance/layer-equals-the-definition",
  states: String.raw`\operatorname{layer}(f,\psi)(x)=\sum_y\sum_k f_k(y)\,\psi_k(x-y)\quad\text{on a torus, } \psi \text{ supported on } 3\times3`,
  over: gridLayers,
  unknowns,
  assume: { "3x3": "ψ vanishes outside the offsets −1, 0, 1 in each direction" },
  parts: (X, { psi }) => ({
    layer: layerOf(X, "circular", psi),
    kernel: (x: Pixel, y: Pixel, k: Channel): R => psi(minus(X, x, y), k),
  }),
  left: (_, { f, x }, p) => p.layer(f, x),
  right: (X, { f, x }, p) => convolve(X, f, p.kernel)(x),
  models: [finiteGroups(["C3xC3"], [1, 2]), onDevice],
  nearMisses: (X, { psi }) => ({
    flipped: {
      why: "ψ(y − x): the correlation that deep learning libraries compute, with the filter not turned round",
      change: { kernel: (x: Pixel, y: Pixel, k: Channel): R => psi(minus(X, y, x), k) },
    },
    "zero-padded": {
      why: "zeros outside the picture",
      change: { layer: layerOf(X, "zero-padded", psi) },
    },
    strided: { why: "stride 2", change: { layer: layerOf(X, "strided", psi) } },
    pooled: { why: "mean pooling over 2×2 blocks", change: { layer: layerOf(X, "pooled", psi) } },
  }),
});

/** A layer of some kind against translations, or against translations by even vectors. */
function layerClaim(c: {
  readonly slug: string;
  readonly kind: string;
  readonly even?: boolean;
  readonly expects?: "fails";
}) {
  const shift = c.even === true ? "2t" : "t";
  return equation({
    id: `convolution/translation-equivariance/${c.slug}`,
    states: String.raw`\operatorname{layer}_{\text{${c.kind}}}(T(${shift})f,\psi)=T(${shift})\operatorname{layer}_{\text{${c.kind}}}(f,\psi)`,
    over: gridLayers,
    unknowns,
    assume: { "3x3": "ψ vanishes outside the offsets −1, 0, 1 in each direction" },
    parts: (X, { psi, t }) => ({
      layer: layerOf(X, c.kind, psi),
      shift: c.even === true ? plus(X, t, t) : t,
      offset: (value: R, _: Pixel): R => value,
    }),
    left: (X, { f, x }, p) => p.offset(p.layer(translate(X, p.shift, f), x), x),
    right: (X, { f, x }, p) => p.offset(p.layer(f, plus(X, x, p.shift)), plus(X, x, p.shift)),
    models: [finiteGroups(["C4xC4"]), onDevice],
    ...(c.expects === "fails"
      ? {
          expects: c.expects,
          control: (X: Layers, u: { psi: Signal }) => ({ layer: layerOf(X, "circular", u.psi) }),
        }
      : {
          nearMisses: (X: Layers, u: { psi: Signal; t: Pixel; bias: (x: Pixel) => R }) => ({
            "zero-padded": {
              why: "zeros outside the picture",
              change: { layer: layerOf(X, "zero-padded", u.psi) },
            },
            ...(c.even === true
              ? { "odd-shift": { why: "odd translations too", change: { shift: u.t } } }
              : {
                  strided: { why: "stride 2", change: { layer: layerOf(X, "strided", u.psi) } },
                  pooled: {
                    why: "mean pooling over 2×2 blocks",
                    change: { layer: layerOf(X, "pooled", u.psi) },
                  },
                }),
            "position-dependent-bias": {
              why: "a bias b(x) added to the output",
              change: { offset: (value: R, x: Pixel): R => X.add(value, u.bias(x)) },
            },
          }),
        }),
  });
}

export const circular = layerClaim({ slug: "circular-layer-is-equivariant", kind: "circular" });
export const padded = layerClaim({
  slug: "zero-padded-layer-is-equivariant",
  kind: "zero-padded",
  expects: "fails",
});
export const strided = layerClaim({
  slug: "strided-layer-is-equivariant",
  kind: "strided",
  expects: "fails",
});
export const pooled = layerClaim({
  slug: "pooled-layer-is-equivariant",
  kind: "pooled",
  expects: "fails",
});
export const stridedEven = layerClaim({
  slug: "strided-layer-is-equivariant-under-even-shifts",
  kind: "strided",
  even: true,
});
export const pooledEven = layerClaim({
  slug: "pooled-layer-is-equivariant-under-even-shifts",
  kind: "pooled",
  even: true,
});
