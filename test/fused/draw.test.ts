import { expect, it } from "vitest";
import { fuse } from "../../src/fused/kernel.ts";
import type { FusedKernel } from "../../src/fused/kernel.ts";
import { matrices } from "../../src/matrices/signature.ts";
import { stream, streamKey } from "../../src/numeric/random.ts";
import type { LaneName } from "../../src/program/wasmModule.ts";
import { recorder } from "../../src/term/record.ts";
import { termStore } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";

const store = termStore();
const X = recorder(matrices, store);
const [g, h, i, j] = ["g", "h", "i", "j"].map((name) => store.term("M", "unknown", [name, ""], []));
const deep = process.env.COMMUTE_EFFORT === "deep";

function drawing(
  left: Term | readonly Term[],
  right: Term | readonly Term[],
  lane: LaneName,
  capacity: number,
  law: "special" | "unitary" = "special",
): FusedKernel {
  const drawn = streamKey("fused", "draw");
  const kernel = fuse([left].flat(), [right].flat(), { size: 3, lane, capacity, drawn, law });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  return kernel;
}

type C = readonly [number, number];
const times = (a: C, b: C): C => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const conj = (a: C): C => [a[0], -a[1]];
const minus = (a: C, b: C): C => [a[0] - b[0], a[1] - b[1]];

/** The construction that `draw.ts` describes, in plain doubles, from numbers of the stream. */
function byDefinition(u: readonly number[], law: "special" | "unitary"): C[][] {
  const vector = (from: number): C[] => {
    const [lo, hi] = [Math.min(u[from], u[from + 1]), Math.max(u[from], u[from + 1])];
    return [lo, hi - lo, 1 - hi].map((s, k): C => {
      const angle = 2 * Math.PI * (u[from + 2 + k] - 0.5);
      return [Math.sqrt(s) * Math.cos(angle), Math.sqrt(s) * Math.sin(angle)];
    });
  };
  const unit = (v: readonly C[]): C[] => {
    const size = Math.hypot(...v.flat());
    return v.map(([x, y]): C => [x / size, y / size]);
  };
  const a = unit(vector(0));
  const w = vector(5);
  const dot = a.reduce<C>((s, x, k) => minus(s, times(conj(x), [-w[k][0], -w[k][1]])), [0, 0]);
  const b = unit(w.map((x, k) => minus(x, times(dot, a[k]))));
  const c = [0, 1, 2].map((k) => {
    const [p, q] = [(k + 1) % 3, (k + 2) % 3];
    const special = conj(minus(times(a[p], b[q]), times(a[q], b[p])));
    const angle = 2 * Math.PI * (u[10] - 0.5);
    return law === "special" ? special : times(special, [Math.cos(angle), Math.sin(angle)]);
  });
  return [a, b, c];
}

const kinds = (["f64", "f32"] as const).flatMap((lane) =>
  (["special", "unitary"] as const).map((law) => [lane, law] as const),
);

it.each(kinds)("draws sample i from the stream's words at i, %s, %s", (lane, law) => {
  // Numbers are made for two matrices at a time: the third and the fourth have numbers of their own.
  const kernel = drawing([g, i], [h, j], lane, 9, law);
  const bits = lane === "f64" ? 32 : 24;
  for (let sample = 0; sample < 9; sample++) {
    const s = stream("fused", "draw").at(sample);
    const u = Array.from({ length: 48 }, () => {
      const word = s.uint32() >>> (32 - bits);
      return (word + 0.5) * 2 ** -bits;
    });
    const pairs = kernel.at(sample);
    pairs
      .flatMap(({ left, right }) => [left, right])
      .forEach(({ re, im }, matrix) => {
        const columns = byDefinition(u.slice(12 * matrix, 12 * matrix + 11), law);
        columns.forEach((column, col) => {
          column.forEach(([x, y], row) => {
            // The sine's 10⁻¹¹, or f32's rounding, over the length of what is left of the second vector.
            const close = lane === "f64" ? 8 : 4;
            expect(re[3 * row + col]).toBeCloseTo(x, close);
            expect(im[3 * row + col]).toBeCloseTo(y, close);
          });
        });
      });
  }
});

function determinant(re: Float64Array, im: Float64Array): C {
  const at = (row: number, col: number): C => [re[3 * row + col], im[3 * row + col]];
  return [0, 1, 2].reduce<C>(
    (sum, k) => {
      const [p, q] = [(k + 1) % 3, (k + 2) % 3];
      const minor = minus(times(at(1, p), at(2, q)), times(at(1, q), at(2, p)));
      const [x, y] = times(at(0, k), minor);
      return minus(sum, [-x, -y]);
    },
    [0, 0],
  );
}

/**
 * Moments of Haar on SU(3) and U(3): E|Tr|^2k = 1, 2, 6 (Diaconis, Shahshahani 1994, for k ≤ 3; 6 also on SU(3)), and on U(3) of det, 0; and
 * of one entry, whose square is Beta(1, 2): E|U|² = 1/3, E|U|⁴ = 1/6. With the variance of each and six
 * standard deviations: one false alarm in 10⁸ streams.
 */
it.each(["special", "unitary"] as const)(
  "draws Haar (%s): moments of the trace, of each entry and of det, translates alike",
  (law) => {
    const samples = deep ? 200_000 : 800;
    const kernel = drawing(X.mul(g, h), g, "f64", samples, law);
    const sums = new Map<string, [number, number]>();
    const note = (name: string, value: number): void => {
      const [s, q] = sums.get(name) ?? [0, 0];
      sums.set(name, [s + value, q + value * value]);
    };
    const expected = new Map<string, number>();
    for (let sample = 0; sample < samples; sample++) {
      const { left, right } = kernel.at(sample)[0];
      for (const [which, { re, im }] of [
        ["gh", left],
        ["g", right],
      ] as const) {
        const t = (re[0] + re[4] + re[8]) ** 2 + (im[0] + im[4] + im[8]) ** 2;
        [1, 2, 6].forEach((value, k) => {
          note(`${which} trace ${k}`, t ** (k + 1));
          expected.set(`${which} trace ${k}`, value);
        });
        if (law === "unitary")
          [0, 1].forEach((part) => {
            note(`${which} det ${part}`, determinant(re, im)[part]);
            expected.set(`${which} det ${part}`, 0);
          });
        for (let k = 0; k < 9; k++) {
          const e = re[k] ** 2 + im[k] ** 2;
          note(`${which} entry ${k}`, e);
          note(`${which} entry ${k} squared`, e * e);
          expected.set(`${which} entry ${k}`, 1 / 3).set(`${which} entry ${k} squared`, 1 / 6);
          note(`${which} real ${k}`, re[k]);
          expected.set(`${which} real ${k}`, 0);
        }
      }
    }
    for (const [name, [s, q]] of sums) {
      const mean = s / samples;
      const deviation = Math.sqrt((q / samples - mean * mean) / samples);
      expect(Math.abs(mean - (expected.get(name) ?? NaN)), name).toBeLessThan(6 * deviation);
    }
  },
);

it.each(kinds)("keeps its draws within their defect, %s, %s", (lane, law) => {
  const count = deep ? 1_000_000 : 2000;
  const unitary = drawing(X.mul(X.adjoint(g), g), X.one(), lane, count, law).check(count, Infinity);
  expect(unitary).toMatchObject({ nan: 0, infinite: 0, unfit: 0 });
  expect(unitary.worst).toBeLessThanOrEqual(1);
  const covariant = drawing(X.tr(X.mul(g, h, X.adjoint(g))), X.tr(h), lane, count, law).check(
    count,
  );
  expect(covariant).toMatchObject({ nan: 0, infinite: 0, oversized: 0, unfit: 0 });
  expect(covariant.worst).toBeLessThanOrEqual(1);
  const wrong = drawing(X.tr(X.mul(g, h, X.transpose(g))), X.tr(h), lane, 16, law).check(16);
  expect(wrong.worst).toBeGreaterThan(1);
});

it.each(["f64", "f32"] as const)(
  "streams more samples than it holds, each at its number, %s",
  (lane) => {
    const wrong = X.tr(X.mul(g, h, X.transpose(g)));
    const [small, large] = [9, 1000].map((capacity) => drawing(wrong, X.tr(h), lane, capacity));
    for (const samples of [9, 10, 37, 999])
      expect(small.check(samples)).toEqual(large.check(samples));
    const { sample, worst } = small.check(999);
    expect(sample).toBeGreaterThan(9);
    const { left, right } = small.at(sample)[0];
    const [re, im] = [left.re[0] - right.re[0], left.im[0] - right.im[0]];
    expect(Math.hypot(re, im) / (left.bound[0] + right.bound[0])).toBeCloseTo(
      worst,
      -Math.log10(worst) + 4,
    );
    expect(small.at(2 ** 31 + 5)[0].left.re).not.toEqual(small.at(5)[0].left.re);
    expect(() => small.check(2 ** 32)).toThrow("0 to 4294967295 samples");
  },
);
