import { parseRational } from "../algebra/rational.ts";
import { groupNamed } from "../groups/named.ts";
import { roundedUp } from "../numeric/rounding.ts";
import type { Algebra } from "../term/evaluate.ts";
import type { LayerTable } from "./layerTable.ts";
import type { GridLayers } from "./signature.ts";

/** One number for each sample of the batch, in doubles, each within `err` of the true one. */
export interface Numbers {
  readonly value: Float64Array;
  readonly err: Float64Array;
}

export interface LayerCarriers {
  readonly [sort: string]: number | Numbers;
  readonly G: number;
  readonly K: number;
  readonly R: Numbers;
}

/** Samples are evaluated together, this many. */
export const batch = 8;
/** Unit roundoff of doubles. */
export const unit = 2 ** -53;

/** One tap of one channel of the left side's layers, scaled. */
export interface Perturbation {
  readonly tap: number;
  readonly channel: number;
  readonly factor: number;
}

/** Doubles with a running bound: |fl(a∘b) − a∘b| ≤ 2^-53 |a∘b|. */
export function layerAlgebra(
  n: number,
  channels: number,
  layers: LayerTable,
  perturbation: Perturbation | undefined,
): Algebra<GridLayers, LayerCarriers> {
  const G = groupNamed(`C${n}xC${n}`);
  const make = (entry: (b: number) => readonly [number, number]): Numbers => {
    const value = new Float64Array(batch);
    const err = new Float64Array(batch);
    for (let b = 0; b < batch; b++) [value[b], err[b]] = entry(b);
    return { value, err };
  };
  const add2 = (x: Numbers, y: Numbers): Numbers =>
    make((b) => {
      const v = x.value[b] + y.value[b];
      return [v, (x.err[b] + y.err[b] + unit * Math.abs(v)) * (1 + 4 * unit)];
    });
  const mul2 = (x: Numbers, y: Numbers): Numbers =>
    make((b) => {
      const v = x.value[b] * y.value[b];
      const e =
        Math.abs(x.value[b]) * y.err[b] + x.err[b] * Math.abs(y.value[b]) + x.err[b] * y.err[b];
      return [v, (e + unit * Math.abs(v)) * (1 + 8 * unit)];
    });
  const neg = (x: Numbers): Numbers => ({ value: x.value.map((v) => -v), err: x.err });
  const add = (...xs: Numbers[]): Numbers => xs.reduce(add2);
  return {
    op: G.op,
    inv: G.inv,
    e: () => G.identity,
    sum: (f) => add(...Array.from({ length: G.order }, (_, h) => f(h))),
    sumChannels: (f) => add(...Array.from({ length: channels }, (_, k) => f(k))),
    add: { R: add },
    sub: { R: (a, b) => add2(a, neg(b)) },
    neg: { R: neg },
    scale: {
      R: (by, x) => {
        const q = parseRational(String(by));
        const c = Number(q.n) / Number(q.d);
        return mul2(
          make(() => [c, unit * Math.abs(c)]),
          x,
        );
      },
    },
    mul: { R: (...xs) => xs.reduce(mul2) },
    zero: () => make(() => [0, 0]),
    layer: (kind, f, psi, x) => {
      const signal = singles(batch * n * n * channels);
      for (let y = 0; y < n * n; y++)
        for (let k = 0; k < channels; k++) {
          const at = f(y, k);
          for (let b = 0; b < batch; b++)
            put(signal, (b * n * n + y) * channels + k, at.value[b], at.err[b]);
        }
      // The device correlates: tap q meets pixel x + q − 1, so ψ(o) stands at q = 1 − o.
      const filter = singles(9 * channels);
      for (let tap = 0; tap < 9; tap++)
        for (let k = 0; k < channels; k++) {
          const [a, c] = [1 - Math.floor(tap / 3), 1 - (tap % 3)];
          const weight = psi(((a + n) % n) * n + ((c + n) % n), k);
          const changed =
            perturbation !== undefined && perturbation.tap === tap && perturbation.channel === k;
          const value = changed
            ? Math.fround(weight.value[0] * perturbation.factor)
            : weight.value[0];
          put(filter, tap * channels + k, value, weight.err[0]);
        }
      return layers.at({ kind: String(kind), signal, filter }, x);
    },
  };
}

/** What the device is given: float32 numbers, each within `err` of the one that is meant. */
export interface Singles {
  readonly value: Float32Array;
  readonly err: Float32Array;
}

function singles(length: number): Singles {
  return { value: new Float32Array(length), err: new Float32Array(length) };
}

function put(into: Singles, at: number, value: number, err: number): void {
  const rounded = Math.fround(value);
  into.value[at] = rounded;
  into.err[at] = roundedUp(err + Math.abs(value - rounded));
}
