import {
  composedLayers,
  convolutionLayer,
  describeEquivariance,
  equivariance,
  pointwiseLayer,
  poolingLayer,
  predicate,
  stream,
  toleranceRules,
  transposedLayer,
  upsamplingLayer,
} from "commute";
import type {
  ConvolutionOptions,
  Decision,
  Equivariance,
  Figure,
  PictureLayer,
  Taps,
} from "commute";

const id = (conclusion: string): string => `convolution/symmetries-of-a-layer/${conclusion}`;

/** A filter that no turn and no reflection fixes, and one that all do. */
const generic: Taps = {
  height: 3,
  width: 3,
  from: 1,
  to: 1,
  values: [1, 2, -3, 4, 5, 7, -2, 3, 11],
};
const symmetric: Taps = { ...generic, values: [1, 2, 1, 2, 5, 2, 1, 2, 1] };
const twoChannels: Taps = {
  ...generic,
  to: 2,
  values: Array.from(generic.values).flatMap((v) => [v, 3 - v]),
};

type Convolve = (taps: Taps, options?: ConvolutionOptions) => PictureLayer;

interface Layer {
  readonly name: string;
  readonly side: number;
  readonly channels: number;
  readonly make: (convolve: Convolve) => PictureLayer;
  /** The least s with equivariance under shifts by multiples of s, and the output's shift for s. */
  readonly step: number;
  readonly output: number;
}

const relu = pointwiseLayer((v) => Math.max(v, 0));
type Make = Layer["make"];
const row = (name: string, [side, step, output]: readonly number[], make: Make, channels = 1) => ({
  ...{ name, side, channels, step, output, make },
});
const layers: readonly Layer[] = [
  row("strided by 2", [4, 2, 1], (c) => c(generic, { stride: 2 })),
  row("circular", [5, 1, 1], (c) => c(generic)),
  row("dilated by 2", [5, 1, 1], (c) => c(generic, { dilation: 2 })),
  row("depthwise, 2 channels", [4, 1, 1], (c) => c(twoChannels, { groups: 2 }), 2),
  row("transposed, stride 2", [3, 1, 2], () => transposedLayer(generic, 2)),
  row("upsampling by 3", [3, 1, 3], () => upsamplingLayer(3)),
  row("ReLU after circular", [4, 1, 1], (c) => composedLayers(c(generic), relu)),
  row("mean of all", [4, 1, 0], (c) => composedLayers(c(generic), poolingLayer("mean", 4))),
  row("strided by 3", [6, 3, 1], (c) => c(generic, { stride: 3 })),
  row("max-pooled by 2", [4, 2, 1], (c) => composedLayers(c(generic), poolingLayer("max", 2))),
  row("strided by 2, then by 2", [8, 4, 1], (c) =>
    composedLayers(c(generic, { stride: 2 }), c(generic, { stride: 2 })),
  ),
  row("pooled by 2, then upsampled by 2", [4, 2, 2], () =>
    composedLayers(poolingLayer("mean", 2), upsamplingLayer(2)),
  ),
  row("upsampled by 2, then pooled by 2", [4, 1, 1], () =>
    composedLayers(upsamplingLayer(2), poolingLayer("mean", 2)),
  ),
];

/** The group that a step s gives: shifts by (s, 0) and (0, s), each carried to `output` steps. */
function predicted({ side, step, output }: Layer): string {
  const all = (side / step) ** 2;
  return `shifts by (${step}, 0) ↦ (${output}, 0), (0, ${step}) ↦ (0, ${output}); ${all} of ${side ** 2}`;
}

const compare = (name: string, found: Equivariance, expected: string): Decision => {
  const said = describeEquivariance(found);
  if (said === expected) return { holds: true };
  const [witness] = found.witnesses;
  return {
    fails: {
      says: `${name}${witness === undefined ? "" : `: ${witness.says}`}`,
      values: {},
      left: said,
      right: expected,
    },
  };
};

interface Shifts {
  readonly convolve: Convolve;
  readonly after: PictureLayer;
  readonly predicted: (layer: Layer) => string;
}

export const shiftsAreASublattice = predicate<Shifts>({
  id: id("shifts-of-a-layer-are-a-sublattice"),
  states: String.raw`\{t:\exists a\ \forall f\ \ \Phi(L_tf)=L_a\Phi(f)\}=s\,\mathbb Z_n^2\ \text{ and } a(t)=\tfrac{r}{s}\,t\quad\text{with } s, r \text{ read off the strides}`,
  parts: () => ({ convolve: convolutionLayer, after: pointwiseLayer((v) => v), predicted }),
  models: [
    {
      kind: "exhausted",
      name: `every shift, every motion of the output, ${layers.length} layers on tori of sides 3 to 8`,
      scope: "integers, for linear layers all pictures; for the others the pictures asked",
      async *decideAll(parts: Shifts) {
        for (const layer of layers) {
          const { name, side, channels, make } = layer;
          const linear = !name.startsWith("ReLU") && !name.startsWith("max");
          const found = await equivariance(
            composedLayers(make(parts.convolve), parts.after),
            { height: side, width: side, channels },
            linear ? { affine: true, pictures: 1 } : {},
          );
          yield compare(name, found, parts.predicted(layer));
        }
      },
    },
  ],
  nearMisses: () => ({
    "zero-padded": {
      why: "zeros outside the picture",
      change: { convolve: (taps, o) => convolutionLayer(taps, { ...o, padding: "zero" }) },
    },
    reflected: {
      why: "the mirror image outside the picture",
      change: { convolve: (taps, o) => convolutionLayer(taps, { ...o, padding: "reflect" }) },
    },
    replicated: {
      why: "the nearest pixel outside the picture",
      change: { convolve: (taps, o) => convolutionLayer(taps, { ...o, padding: "replicate" }) },
    },
    "position-dependent-bias": {
      why: "a bias that depends on the row",
      change: { after: pointwiseLayer((v, row) => v + (row === 1 ? 1 : 0)) },
    },
    "all-shifts": {
      why: "equivariance under all shifts claimed of strided layers too",
      change: { predicted: (layer) => predicted({ ...layer, step: 1 }) },
    },
    "output-moves-by-t": {
      why: "the output moved as far as the input",
      change: { predicted: (layer) => predicted({ ...layer, output: layer.step }) },
    },
  }),
  figures: () => shiftMaps(),
});

interface Square {
  readonly taps: Taps;
  readonly padding: ConvolutionOptions["padding"] & string;
}

export const paddedKeepsTheSquare = predicate<Square>({
  id: id("padded-layer-keeps-the-symmetries-of-the-square"),
  states: String.raw`\psi\circ A=\psi\ \forall A\in D_4\ \Rightarrow\ \{g:\Phi_{\text{zero-padded}}\circ g=g\circ\Phi_{\text{zero-padded}}\}=\text{the 8 symmetries of the square of pixels}`,
  parts: () => ({ taps: symmetric, padding: "zero" }),
  models: [
    {
      kind: "exhausted",
      name: "every shift, turn and reflection of Z_4²",
      scope: "one filter, all pictures of 4 × 4 pixels",
      async *decideAll({ taps, padding }: Square) {
        const found = await equivariance(
          convolutionLayer(taps, { padding }),
          { height: 4, width: 4, channels: 1, points: "D4" },
          { affine: true, pictures: 1 },
        );
        yield compare(
          "zero-padded",
          found,
          "no shift; turns 1, r, r², r³, m, mr, mr², mr³; 8 of 128",
        );
      },
    },
  ],
  nearMisses: () => ({
    "filter-not-symmetric": { why: "a filter that no turn fixes", change: { taps: generic } },
    circular: { why: "the picture read as a torus: all shifts too", change: { padding: "wrap" } },
    "filter-with-two-mirrors": {
      why: "a filter that the half turn and two mirrors fix, and quarter turns do not",
      change: { taps: { ...generic, values: [1, 2, 1, 3, 5, 3, 1, 2, 1] } },
    },
  }),
});

/** Sound layers, and some broken in ways that a checker with a tolerance, or one picture, accepts. */
interface Suspect {
  readonly name: string;
  readonly broken: boolean;
  readonly layer: PictureLayer;
}

const times = (factor: number): PictureLayer => pointwiseLayer((v) => v * factor);
/** Random weights: no symmetry at all. */
const dense: PictureLayer = (f) => {
  const n = f.values.length;
  const s = stream("1", "a matrix with no symmetry");
  const weights = Array.from({ length: n * n }, () => s.integer(-8, 8));
  return {
    ...f,
    values: f.values.map((_, i) => f.values.reduce((sum, v, j) => sum + weights[i * n + j] * v, 0)),
  };
};
const oneTap =
  (row: number, from: number, to: number): PictureLayer =>
  async (f) => {
    const [a, b] = [
      { ...generic },
      { ...generic, values: Array.from(generic.values, (v) => (v === from ? to : v)) },
    ];
    const [y, z] = [await convolutionLayer(a)(f), await convolutionLayer(b)(f)];
    return {
      ...y,
      values: y.values.map((v, i) => (Math.floor(i / f.width) === row ? z.values[i] : v)),
    };
  };

const circular = convolutionLayer(generic);
const cut = pointwiseLayer((v, row) => (row === 0 && v > 64 ? 64 : v));
const suspect = (broken: boolean, name: string, ...parts: readonly PictureLayer[]): Suspect => ({
  ...{ name, broken, layer: composedLayers(...parts) },
});
const suspects: readonly Suspect[] = [
  suspect(false, "circular", circular),
  suspect(false, "circular, outputs × 2^-40", circular, times(2 ** -40)),
  suspect(false, "ReLU after circular", circular, relu),
  suspect(false, "circular at inputs × 2^20", times(2 ** 20), circular),
  suspect(true, "all outputs NaN", times(NaN)),
  suspect(true, "no symmetry at all, outputs × 2^-34", dense, times(2 ** -34)),
  suspect(true, "wrong only where a value exceeds 64", cut),
  suspect(true, "one tap of one row 11 + 2^-20 in place of 11", oneTap(2, 11, 11 + 2 ** -20)),
];

type Accepts = (layer: PictureLayer) => Promise<boolean>;
const grid = { height: 4, width: 4, channels: 1 };

/** All shifts found, and none refuted. */
const accepts: Accepts = async (layer) => (await equivariance(layer, grid)).outcome === "holds";

export const brokenLayersAreFound = predicate<{ accepts: Accepts }>({
  id: id("broken-layers-are-found"),
  states: String.raw`\texttt{equivariance}\ \text{accepts}\ \Phi\iff\Phi\circ L_t=L_t\circ\Phi\ \ \forall t\qquad\text{on four sound and four broken layers}`,
  parts: () => ({ accepts }),
  models: [
    {
      kind: "exhausted",
      name: "eight layers of 4 × 4 pixels, four of them broken",
      scope: "these layers",
      async *decideAll(parts: { accepts: Accepts }) {
        for (const { name, broken, layer } of suspects)
          yield (await parts.accepts(layer)) !== broken
            ? { holds: true }
            : {
                fails: {
                  says: name,
                  values: {},
                  left: broken ? "accepted" : "rejected",
                  right: broken ? "broken" : "sound",
                },
              };
      },
    },
  ],
  nearMisses: () =>
    Object.fromEntries(
      Object.entries(toleranceRules).map(([name, { why, accepts }]) => [
        name,
        { why, change: { accepts } },
      ]),
    ),
  figures: async () => [await verdicts()],
});

const ruleNames = Object.keys(toleranceRules);
export const eachIsAccepted = predicate<{ rules: readonly Accepts[] }>({
  id: id("each-broken-layer-is-accepted-by-a-rule-with-a-tolerance"),
  states: String.raw`\text{for each of the four broken layers a rule of e3nn, numpy or escnn says \textit{equivariant}}`,
  parts: () => ({ rules: ruleNames.map((name) => toleranceRules[name].accepts) }),
  models: [
    {
      kind: "exhausted",
      name: "four broken layers of 4 × 4 pixels, three rules",
      scope: "these layers, these pictures",
      async *decideAll({ rules }: { rules: readonly Accepts[] }) {
        for (const { name, broken, layer } of suspects) {
          if (!broken) continue;
          const said = await Promise.all(rules.map((rule) => rule(layer)));
          yield said.includes(true)
            ? { holds: true }
            : {
                fails: {
                  says: name,
                  values: {},
                  left: "rejected by each rule",
                  right: "accepted by one",
                },
              };
        }
      },
    },
  ],
  nearMisses: () => ({
    "exact-comparison": {
      why: "this project's tool in place of the rules",
      change: { rules: [accepts] },
    },
    "numpy-alone": {
      why: "allclose alone, which rejects NaN",
      change: { rules: [toleranceRules.allclose.accepts] },
    },
  }),
});

/** Which rule accepts which layer. */
async function verdicts(): Promise<Figure> {
  const rules: readonly (readonly [string, Accepts])[] = [
    ["here", accepts],
    ["e3nn's", toleranceRules["one-picture-absolute-tolerance"].accepts],
    ["allclose", toleranceRules.allclose.accepts],
    ["escnn's", toleranceRules["almost-constant-picture"].accepts],
  ];
  const cells = await Promise.all(
    suspects.flatMap((suspect, k) =>
      rules.map(async ([rule, decides]) => ({
        rule,
        layer: String(k + 1),
        accepted: (await decides(suspect.layer)) ? 1 : 0,
      })),
    ),
  );
  return {
    id: "rules",
    caption: String.raw`Eight layers (${suspects.map(({ name }, k) => `${k + 1} ${name}`).join("; ")}), the first four sound, the others broken, and four rules: 1 where the rule says that the layer is equivariant. Right would be 1 in the upper half and 0 in the lower. The rules are written here after the published ones, not run from those packages.`,
    description:
      "An 8 by 4 table; the first column is 1 for the sound layers and 0 for the broken ones, each other column errs somewhere.",
    axes: { x: "rule", y: "layer" },
    series: [
      {
        ...{ name: "accepted", mark: "cells" },
        x: cells.map((c) => c.rule),
        y: cells.map((c) => c.layer),
        value: cells.map((c) => c.accepted),
      },
    ],
  };
}

async function shiftMaps(): Promise<Figure[]> {
  const shown: readonly (readonly [string, PictureLayer])[] = [
    ["circular", convolutionLayer(generic)],
    ["stride 2", convolutionLayer(generic, { stride: 2 })],
    ["stride 4", convolutionLayer(generic, { stride: 4 })],
    ["odd rows twice as bright", pointwiseLayer((v, row) => v * (1 + (row % 2)))],
    ["bright along diagonals", pointwiseLayer((v, row, column) => v * (1 + ((row + column) % 2)))],
    ["zero-padded", convolutionLayer(generic, { padding: "zero" })],
  ];
  const side = 8;
  const series: Figure["series"] = [];
  for (const [panel, layer] of shown) {
    const found = await equivariance(
      layer,
      { height: side, width: side, channels: 1 },
      { affine: true, pictures: 1 },
    );
    const kept = new Set(found.symmetries.map(({ motion }) => motion.shift.join()));
    const shifts = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side]);
    series.push({
      name: "equivariant",
      panel,
      mark: "cells",
      x: shifts.map(([, j]) => j),
      y: shifts.map(([i]) => String(i)),
      value: shifts.map((t) => (kept.has(t.join()) ? 1 : 0)),
    });
  }
  return [
    {
      id: "shift-maps",
      caption: String.raw`Each cell is a shift $t$ of $8\times8$ pixels, and is 1 if the layer has $\Phi(L_tf)=L_a\Phi(f)$ for some shift $a$ of the output and all pictures, as found by asking. The sublattices are $\mathbb Z^2$, $2\mathbb Z^2$, $4\mathbb Z^2$, $2\mathbb Z\times\mathbb Z$, the chessboard, and for zero padding $t=0$ alone.`,
      description:
        "Six 8 by 8 maps of shifts: all for the circular layer, every second and every fourth in both directions for the strided ones, even rows for the striped one, a chessboard, and only the origin for zero padding.",
      axes: { x: "columns of the shift", y: "rows of the shift" },
      series,
    },
  ];
}
