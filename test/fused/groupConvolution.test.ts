import { describe, expect, it } from "vitest";
import { convolutionKernel } from "../../src/fused/groupConvolution.ts";
import type { ConvolutionKernel } from "../../src/fused/groupConvolution.ts";
import { groupNamed } from "../../src/groups/named.ts";
import { indicesOf } from "../../src/groups/finiteGroup.ts";
import type { FiniteGroup } from "../../src/groups/finiteGroup.ts";
import { stream } from "../../src/numeric/random.ts";
import type { Stream } from "../../src/numeric/random.ts";
import type { LaneName } from "../../src/program/wasmModule.ts";
import { dyadic, minus, plus, times, toNumber, zero } from "../numeric/dyadic.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const lanes: readonly LaneName[] = ["f32", "f64"];
const rounding = { f32: Math.fround, f64: (x: number): number => x };

/** x ↦ u⁻¹x, and x ↦ xu. */
const shift = (G: FiniteGroup, u: number): number[] => indicesOf(G).map((x) => G.op(G.inv(u), x));
const after = (G: FiniteGroup, u: number): number[] => indicesOf(G).map((x) => G.op(x, u));

function kernelOf(
  G: FiniteGroup,
  left: readonly number[],
  right: readonly number[],
  lane: LaneName,
  capacity: number,
): ConvolutionKernel {
  return convolutionKernel({ group: G, left, right, lane, capacity });
}

/** The last element that is not the neutral one. */
const someElement = (G: FiniteGroup): number => G.order - 1;

/** Functions on the group: how large, how spread, how they cancel. */
type Draw = (s: Stream, n: number) => { readonly f: number[]; readonly psi: number[] };
const many = (n: number, draw: (k: number) => number): number[] =>
  Array.from({ length: n }, (_, k) => draw(k));
const suites = (lane: LaneName): Readonly<Record<string, Draw>> => {
  const [spread, tiny] = lane === "f32" ? [30, 2 ** -74] : [250, 2 ** -536];
  const normal = (s: Stream): number => s.normal();
  const wide = (s: Stream): number => s.normal() * 2 ** s.integer(-spread, spread);
  return {
    normal: (s, n) => ({ f: many(n, () => normal(s)), psi: many(n, () => normal(s)) }),
    "exponents spread": (s, n) => ({ f: many(n, () => wide(s)), psi: many(n, () => wide(s)) }),
    /** Equal values of alternating sign, nearly: sums cancel to their last places. */
    cancelling: (s, n) => {
      const near = 2 ** -s.integer(10, 23);
      const value = (k: number): number => (k % 2 === 0 ? 1 : -1) * (1 + near * s.normal());
      return { f: many(n, value), psi: many(n, () => 1 + near * s.normal()) };
    },
    underflow: (s, n) => ({
      f: many(n, () => normal(s) * tiny),
      psi: many(n, (k) => (k % 3 === 0 ? normal(s) : normal(s) * tiny)),
    }),
    "one tap": (s, n) => ({
      f: many(n, () => normal(s)),
      psi: many(n, (k) => (k === 1 % n ? 1e-3 : 0)),
    }),
  };
};

/** |x̂ − Σ_y f(y) ψ(y⁻¹x)|, exactly, then rounded to 2⁻⁵². */
function error(
  G: FiniteGroup,
  f: readonly number[],
  psi: readonly number[],
  x: number,
  computed: number,
): number {
  const sum = indicesOf(G)
    .map((y) => times(dyadic(f[y]), dyadic(psi[G.op(G.inv(y), x)])))
    .reduce(plus, zero);
  return Math.abs(toNumber(plus(dyadic(computed), minus(sum))));
}

describe("convolutionKernel", () => {
  it.each(lanes)("bounds both sides' errors from the definition, %s", { timeout: 3e6 }, (lane) => {
    const round = rounding[lane];
    const perSuite = deep ? 2000 : 2;
    const tightness: number[] = [];
    let compared = 0;
    for (const name of ["C1", "C12", "S3", "Q8", "S4"]) {
      const G = groupNamed(name);
      const u = someElement(G);
      const moved = shift(G, u);
      for (const [suite, draw] of Object.entries(suites(lane))) {
        const kernel = kernelOf(G, moved, moved, lane, perSuite);
        const s = stream("convolutionKernel", name, suite, lane);
        const drawn = Array.from({ length: perSuite }, (_, k) => draw(s.at(k), G.order));
        const rounded = drawn.map(({ f, psi }) => ({ f: f.map(round), psi: psi.map(round) }));
        kernel.load(
          "f",
          rounded.flatMap(({ f }) => f),
        );
        kernel.load(
          "psi",
          rounded.flatMap(({ psi }) => psi),
        );
        rounded.forEach(({ f, psi }, sample) => {
          const { left, right, bound } = kernel.at(sample);
          const shifted = indicesOf(G).map((y) => f[moved[y]]);
          for (const x of indicesOf(G)) {
            const [l, r] = [
              error(G, shifted, psi, x, left[x]),
              error(G, f, psi, moved[x], right[x]),
            ];
            expect(l + r, `${name}, ${suite}, sample ${sample}, x = ${x}`).toBeLessThanOrEqual(
              bound,
            );
            if (l + r > 0 && suite === "normal") tightness.push(bound / (l + r));
            compared++;
          }
        });
        expect(kernel.check(perSuite, Infinity)).toMatchObject({
          nan: 0,
          infinite: 0,
          oversized: 0,
        });
        expect(kernel.check(perSuite, Infinity).worst).toBeLessThanOrEqual(1);
      }
    }
    expect(compared).toBe(5 * perSuite * (1 + 12 + 6 + 8 + 24));
    tightness.sort((a, b) => a - b);
    expect(tightness[tightness.length >> 1]).toBeLessThan(250);
  });

  it.each(lanes)("refutes a shift from the other side, and one of one side alone, %s", (lane) => {
    const count = 9;
    for (const [name, twins] of [
      ["S4", ["other side", "one alone"]],
      ["C12", ["one alone"]],
    ] as const) {
      const G = groupNamed(name);
      const u = someElement(G);
      const s = stream("convolutionKernel", "twins", name);
      const maps = { "other side": after(G, u), "one alone": indicesOf(G) };
      for (const twin of twins) {
        const both = twin === "other side" ? maps[twin] : shift(G, u);
        const kernel = kernelOf(G, both, maps[twin], lane, count);
        kernel.load(
          "f",
          many(count * G.order, () => s.normal()),
        );
        kernel.load(
          "psi",
          many(count * G.order, () => s.normal()),
        );
        const found = kernel.check(count);
        expect(found, `${name}, ${twin}`).toMatchObject({ nan: 0, infinite: 0, oversized: 0 });
        expect(found.worst, `${name}, ${twin}`).toBeGreaterThan(1e3);
        // The sides are what the definition says, so the difference is the twin's.
        const { left, right, bound } = kernel.at(found.sample);
        const worst = Math.max(...left.map((l, x) => Math.abs(l - right[x]))) / bound;
        expect(worst).toBeCloseTo(found.worst, -Math.log10(found.worst) + 4);
      }
    }
  });

  it.each(lanes)("accepts a shift from the other side on an abelian group, %s", (lane) => {
    const G = groupNamed("C12");
    const kernel = kernelOf(G, after(G, 5), after(G, 5), lane, 9);
    const s = stream("convolutionKernel", "abelian");
    kernel.load(
      "f",
      many(9 * 12, () => s.normal()),
    );
    kernel.load(
      "psi",
      many(9 * 12, () => s.normal()),
    );
    expect(kernel.check(9).worst).toBeLessThanOrEqual(1);
  });

  it.each(lanes)("sees one tap off by 2⁻¹⁸ relatively where it stands alone, %s", (lane) => {
    // The tap e alone: f ∗ ψ = ψ(e) f, so that ψ(e)(1 + ε) on one side is a relative change ε.
    const G = groupNamed("S3");
    const kernel = kernelOf(G, indicesOf(G), indicesOf(G), lane, 2);
    const tap = (value: number): number[] => many(6, (k) => (k === 0 ? value : 0));
    kernel.load("f", [...tap(1), ...tap(1 + 2 ** -18)]);
    kernel.load("psi", [...tap(1), ...tap(1)]);
    const [one, other] = [kernel.at(0), kernel.at(1)];
    expect(Math.abs(one.left[0] - other.left[0])).toBeGreaterThan(one.bound);
  });

  it.each(lanes)("counts samples that decide nothing, %s", (lane) => {
    const G = groupNamed("C2");
    const kernel = kernelOf(G, [0, 1], [0, 1], lane, 4);
    const huge = lane === "f32" ? 2 ** 100 : 2 ** 800;
    // A value; the square of the norm, hence the bound; a bound above the limit; zero.
    kernel.load("f", [1, NaN, huge, 1, 1, 1, 0, 0]);
    kernel.load("psi", [1, 1, 1, 1, 2 ** 60, 1, 0, 0]);
    expect(kernel.check(4)).toEqual({
      samples: 4,
      worst: 0,
      sample: 0,
      nan: 1,
      infinite: 1,
      oversized: 1,
      unfit: 0,
    });
  });

  it("without a bound reduces the residual itself", () => {
    const G = groupNamed("C3");
    const kernel = convolutionKernel({
      group: G,
      left: [0, 1, 2],
      right: [1, 2, 0],
      lane: "f64",
      capacity: 1,
      bounded: false,
    });
    kernel.load("f", [1, 0, 0]);
    kernel.load("psi", [5, 1, 2]);
    expect(kernel.check(1).worst).toBe(4);
  });

  it("throws for a large group, no permutation, and inputs that are not its own", () => {
    const make =
      (name: string, map: number[], capacity = 1) =>
      () =>
        convolutionKernel({
          group: groupNamed(name),
          left: map,
          right: map,
          lane: "f64",
          capacity,
        });
    expect(make("C65", [])).toThrow("a group of up to 64 elements, got 65");
    expect(make("C2", [0, 0])).toThrow("permutations of the elements");
    expect(make("C2", [0])).toThrow("permutations of the elements");
    expect(make("C2", [0, 1], 0)).toThrow("at least one sample");
    expect(make("C2", [0, 1], 2 ** 30)).toThrow("2 GiB");
    const kernel = make("C2", [0, 1])();
    expect(() => kernel.load("g", [])).toThrow("one of f, psi");
    expect(() => kernel.load("f", [1, 2, 3])).toThrow("arrays of 2 entries");
    expect(() => kernel.load("f", [1, 2], [1, 2])).toThrow("1 parts");
    expect(() => kernel.check(2)).toThrow("0 to 1 samples");
  });
});
