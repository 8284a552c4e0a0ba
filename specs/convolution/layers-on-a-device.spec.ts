import { convolutionLayer, layersOn, predicate, showEntry, stream, transposedLayer } from "commute";
import type { ConvolutionOptions, Decision, Picture, Taps, Work } from "commute";

interface OnDevice {
  /** What the definition is given in place of the device's filter and options. */
  readonly taps: (taps: Taps) => Taps;
  readonly dilation: (d: number) => number;
  readonly stride: (s: number) => number;
}

const deviceCases = [
  { side: 6, taps: [3, 3, 2, 3], options: {} },
  { side: 6, taps: [3, 3, 2, 2], options: { padding: "zero" } },
  { side: 8, taps: [3, 3, 1, 2], options: { dilation: 2 } },
  { side: 6, taps: [3, 3, 1, 4], options: { groups: 4 } },
  { side: 6, taps: [3, 5, 2, 2], options: { stride: 3 } },
  { side: 4, taps: [3, 3, 2, 2], options: { transposed: 2 } },
] as const;

const draw = (work: Work, label: string, count: number): Float64Array => {
  const s = stream(work.seed, "device", label);
  return Float64Array.from({ length: count }, () => s.integer(1 - 2 ** 17, 2 ** 17 - 1) * 2 ** -14);
};

export const deviceLayersAreTheirDefinitions = predicate<OnDevice>({
  id: "convolution/layers-on-a-device/device-layers-are-their-definitions",
  states: String.raw`\bigl|\Phi_{\text{device}}(f)_l(p)-\textstyle\sum_{q,k}\psi_{lk}(q)f_k(sp+d(q-c))\bigr|\le\text{its rounding bound}`,
  parts: () => ({ taps: (t) => t, dilation: (d) => d, stride: (s) => s }),
  models: [
    {
      kind: "sampled-float",
      name: "float32 layers on the device against the definition, evaluated without rounding",
      scope:
        "circular, zero-padded, dilated, depthwise, strided and transposed, multiples of 2^-14 below 8",
      async *decideAll(parts: OnDevice, work) {
        const D = layersOn(await work.device());
        const rounds = work.effort === "deep" ? 200 : 1;
        for (let round = 0; round < rounds; round++)
          for (const [
            i,
            {
              side,
              taps: [height, width, from, to],
              options,
            },
          ] of deviceCases.entries()) {
            const label = `case ${i} round ${round}`;
            const taps = {
              height,
              width,
              from,
              to,
              values: Float32Array.from(draw(work, `${label} taps`, height * width * from * to)),
            };
            const {
              padding = "wrap",
              stride = 1,
              dilation = 1,
              groups = 1,
              transposed,
            } = options as ConvolutionOptions & { padding?: "wrap" | "zero"; transposed?: number };
            const channels = from * groups;
            const f: Picture = {
              height: side,
              width: side,
              channels,
              values: draw(work, label, side * side * channels),
            };
            const layer =
              transposed === undefined
                ? D.convolution(taps, { padding, stride, dilation, groups })
                : D.transposed(taps, transposed);
            const meant = parts.taps(taps);
            const truth =
              transposed === undefined
                ? convolutionLayer(meant, {
                    padding,
                    groups,
                    stride: parts.stride(stride),
                    dilation: parts.dilation(dilation),
                  })
                : transposedLayer(meant, transposed);
            yield worstOf(await layer(f), await truth(f), JSON.stringify(options));
          }
      },
      facts: async (work) => {
        const { label, unitRoundoff } = await work.device();
        return { device: label, unitRoundoff, seed: work.seed };
      },
    },
  ],
  nearMisses: () => ({
    "filter-turned-round": {
      why: "ψ(−q): convolution in place of the correlation that libraries compute",
      change: { taps: (t) => ({ ...t, values: blocks(t).reverse().flat() }) },
    },
    "filter-moved-by-a-pixel": {
      why: "the taps one place further",
      change: { taps: (t) => ({ ...t, values: [...blocks(t).slice(1), blocks(t)[0]].flat() }) },
    },
    "channels-out-exchanged": {
      why: "the first two channels of the output exchanged",
      change: {
        taps: (t) => ({
          ...t,
          values: Array.from(
            t.values,
            (_, i) => t.values[i % t.to < 2 ? i + 1 - 2 * ((i % t.to) % 2) : i],
          ),
        }),
      },
    },
    "no-dilation": { why: "the dilation left out", change: { dilation: () => 1 } },
    "one-weight-by-2^-10": {
      why: "one weight larger by a part in 1024",
      change: {
        taps: (t) => ({
          ...t,
          values: Array.from(t.values, (v, i) => (i === 4 ? v + v / 1024 : v)),
        }),
      },
    },
  }),
});

/** The weights tap by tap. */
function blocks({ height, width, from, to, values }: Taps): number[][] {
  const all = Array.from(values);
  return Array.from({ length: height * width }, (_, q) =>
    all.slice(q * from * to, (q + 1) * from * to),
  );
}

function worstOf(got: Picture, want: Picture, says: string): Decision {
  let [ratio, at] = [0, 0];
  got.values.forEach((v, i) => {
    const r = Math.abs(v - want.values[i]) / (got.err?.[i] ?? 0);
    if (!(r <= ratio)) [ratio, at] = [r, i];
  });
  if (ratio <= 1) return { holds: true, ratio };
  return {
    ratio,
    fails: {
      says: `${says} at ${showEntry(got, at)}`,
      values: {},
      left: String(got.values[at]),
      right: String(want.values[at]),
    },
  };
}
