import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuse } from "../../src/fused/kernel.ts";
import type { FusedKernel, KernelOptions } from "../../src/fused/kernel.ts";
import type { LaneName } from "../../src/program/wasmModule.ts";
import { stream } from "../../src/numeric/random.ts";
import { recorder } from "../../src/term/record.ts";
import { matrixFields } from "../../src/matrices/signature.ts";
import { termStore } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";
import { aTerm } from "../matrices/terms.ts";
import { errors, exactly, fromDoubles } from "./exact.ts";
import { nearlyUnitary } from "./unitary.ts";

type M = Term<"M">;
const lanes: readonly LaneName[] = ["f32", "f64"];
const store = termStore();
const X = recorder(matrixFields, store);
const unknown = (name: string): M => store.term("M", "unknown", [name, ""], []);
const [A, B, U, V, H, K] = [..."ABUVHK"].map(unknown);
const u = { A, B, U, V, H, K };
const unitary = (name: string): boolean => name === "U" || name === "V";
const roundoff = { f32: 2 ** -24, f64: 2 ** -53 };

function kernelOf(left: Term, right: Term, options: Partial<KernelOptions> = {}): FusedKernel {
  const lane = options.lane ?? "f64";
  const defect = 16 * roundoff[lane];
  const kernel = fuse([left], [right], {
    size: 2,
    lane,
    capacity: 64,
    unitary,
    defect,
    ...options,
  });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  return kernel;
}

/** Samples for every unknown; unitary ones exactly unitary but for rounding. */
function filled(kernel: FusedKernel, lane: LaneName, n: number, count: number): FusedKernel {
  const round = lane === "f32" ? Math.fround : (x: number): number => x;
  for (const name of kernel.unknowns) {
    const s = stream("fused", name);
    const [re, im]: [number[], number[]] = [[], []];
    for (let k = 0; k < count; k++)
      if (unitary(name)) {
        const { near } = nearlyUnitary(s, n, round, 0);
        re.push(...near.re);
        im.push(...near.im);
      } else
        for (let e = 0; e < n * n; e++) {
          re.push(round(s.normal()));
          im.push(round(s.normal()));
        }
    kernel.load(name, re, im);
  }
  return kernel;
}

const turned = X.mul(u.U, u.A, X.adjoint(u.U));
const holds: Readonly<Record<string, readonly [Term, Term]>> = {
  "tr UAU† = tr A": [X.tr(turned), X.tr(u.A)],
  "UAU†UBU† = UABU†": [
    X.mul(turned, X.mul(u.U, u.B, X.adjoint(u.U))),
    X.mul(u.U, u.A, u.B, X.adjoint(u.U)),
  ],
  "det AB = det A det B": [X.det(X.mul(u.A, u.B)), X.mul(X.det(u.A), X.det(u.B))],
  "(A − B)(A + B) = AA + AB − BA − BB": [
    X.mul(X.sub(u.A, u.B), X.add(u.A, u.B)),
    X.add(X.mul(u.A, u.A), X.mul(u.A, u.B), X.neg(X.mul(u.B, u.A)), X.neg(X.mul(u.B, u.B))),
  ],
  "(UV)†(UV) = 1": [X.mul(X.adjoint(X.mul(u.U, u.V)), X.mul(u.U, u.V)), X.one()],
  "Aᵀ* = A†": [X.conjugate(X.transpose(u.A)), X.adjoint(u.A)],
};
const misses: Readonly<Record<string, readonly [Term, Term]>> = {
  "tr UAUᵀ = tr A": [X.tr(X.mul(u.U, u.A, X.transpose(u.U))), X.tr(u.A)],
  "UAU†UBU† = UBAU†": [
    X.mul(turned, X.mul(u.U, u.B, X.adjoint(u.U))),
    X.mul(u.U, u.B, u.A, X.adjoint(u.U)),
  ],
  "det(A + B) = det A + det B": [X.det(X.add(u.A, u.B)), X.add(X.det(u.A), X.det(u.B))],
  "UV = VU": [X.mul(u.U, u.V), X.mul(u.V, u.U)],
  "A(1 + 2⁻¹⁹) = A": [X.scale("524289/524288", u.A), u.A],
};

describe("fuse", () => {
  for (const lane of lanes)
    for (const size of [1, 2, 3, 4]) {
      it(`keeps what holds within its bound, ${lane}, ${size}×${size}`, () => {
        for (const [name, [left, right]] of Object.entries(holds)) {
          const kernel = filled(
            kernelOf(left, right, { lane, size, capacity: 61 }),
            lane,
            size,
            61,
          );
          const found = kernel.check(61, Infinity);
          expect(found, name).toMatchObject({ samples: 61, nan: 0, infinite: 0, oversized: 0 });
          expect(found.worst, name).toBeLessThanOrEqual(1);
        }
      });
      if (size > 1)
        it(`refutes near misses, ${lane}, ${size}×${size}`, () => {
          for (const [name, [left, right]] of Object.entries(misses)) {
            const kernel = filled(kernelOf(left, right, { lane, size }), lane, size, 9);
            expect(kernel.check(9).worst, name).toBeGreaterThan(1);
          }
        });
    }

  it("is exact arithmetic within its bound on random terms", { timeout: 3e6 }, () => {
    const count = process.env.COMMUTE_EFFORT === "deep" ? 3000 : 40;
    fc.assert(
      fc.property(aTerm(7), fc.constantFrom(...lanes), fc.nat(2), (recipe, lane, mode) => {
        const term = recipe(X, u);
        const bound = mode === 0 ? "typed" : "running";
        const inexact = (name: string): boolean => mode === 2 && !unitary(name);
        const kernel = kernelOf(term, X.zero(), {
          lane,
          bound,
          inexact,
          defect: 2 ** -18,
          capacity: 1,
        });
        const round = lane === "f32" ? Math.fround : (x: number): number => x;
        const s = stream("fused", "terms");
        const truth = new Map(
          kernel.unknowns.map((name) => {
            if (unitary(name)) {
              const { exact, near } = nearlyUnitary(s, 2, round, 2 ** -18);
              kernel.load(name, near.re, near.im);
              return [name, exact];
            }
            const [re, im] = [0, 1].map(() => [1, 2, 3, 4].map(() => round(s.normal())));
            if (!inexact(name)) {
              kernel.load(name, re, im);
              return [name, fromDoubles(2, re, im)];
            }
            // As large an error as is said, in exact doubles: 3, 4 and 5 make a right triangle.
            const near = (part: number[]): number[] => part.map((x) => Math.fround(x));
            kernel.load(name, near(re), near(im), Array<number>(4).fill(5 * 2 ** -24));
            const off = (part: number[], by: number): number[] =>
              near(part).map((x) => x + (s.integer(0, 1) === 0 ? -by : by) * 2 ** -24);
            return [name, fromDoubles(2, off(re, 3), off(im, 4))];
          }),
        );
        const { left } = kernel.at(0)[0];
        const at = (name: string) => truth.get(name) ?? fromDoubles(2, [0, 0, 0, 0], [0, 0, 0, 0]);
        const [exact] = exactly(2, at, [term]);
        return errors(exact, left.re, left.im).every((e, k) => e * (1 - 2 ** -40) <= left.bound[k]);
      }),
      { numRuns: count, seed: 7 },
    );
  });

  it.each(lanes)("finds the one bad sample in every lane and the last tile, %s", (lane) => {
    for (const count of [1, 5, 8, 13])
      for (let bad = 0; bad < count; bad++) {
        const kernel = kernelOf(u.A, u.B, { lane, size: 1, capacity: 16 });
        const ones = Array<number>(count).fill(1);
        kernel.load("A", ones, ones);
        ones[bad] = 2;
        kernel.load("B", ones, Array<number>(count).fill(1));
        expect(kernel.check(count)).toMatchObject({ sample: bad, worst: Infinity });
        expect(kernel.check(bad)).toMatchObject({ samples: bad, sample: 0, worst: 0 });
        const from = 4 * Math.floor(bad / 4);
        expect(kernel.check(count - from, 1, from)).toMatchObject({ sample: bad, worst: Infinity });
        if (from > 0) expect(kernel.check(4, 1, from - 4)).toMatchObject({ worst: 0 });
      }
  });

  it.each(lanes)("counts samples that decide nothing, %s", (lane) => {
    const kernel = kernelOf(X.mul(u.A, u.B), X.mul(u.A, u.B, X.one()), {
      lane,
      size: 1,
      capacity: 7,
    });
    const huge = lane === "f32" ? 2 ** 100 : 2 ** 800;
    const zeros = Array<number>(7).fill(0);
    kernel.load("A", [1, NaN, 0, huge, Infinity, 2 ** 40, 1], zeros);
    kernel.load("B", [1, 1, 0, huge, 1, 2 ** 30, 1], zeros);
    // NaN; ∞ − ∞ where the product overflows; ∞·0 in an imaginary part.
    const counted = { nan: 3, infinite: 0, worst: 0 };
    expect(kernel.check(7, 2 ** 60)).toMatchObject({ ...counted, oversized: 0 });
    // 2^70 u is above 1 in both precisions.
    expect(kernel.check(7, 1)).toMatchObject({ ...counted, oversized: 1 });
    const other = kernelOf(X.mul(u.A, u.B), X.zero(), { lane, size: 1, capacity: 1 });
    other.load("A", [huge], [0]);
    other.load("B", [huge], [0]);
    expect(other.check(1)).toMatchObject({ infinite: 1, nan: 0, worst: 0 });
  });

  it("refuses what it cannot hold, by a value", () => {
    const options = { size: 2, lane: "f64", capacity: 1 } as const;
    const asked = (term: Term, size = 2) => fuse([term], [X.zero()], { ...options, size });
    expect(asked(u.A, 9)).toMatchObject({ kind: "refused", reason: /size 9/ });
    expect(asked(X.d(0, u.A))).toMatchObject({ kind: "refused", reason: /operation d/ });
    expect(fuse([X.det(u.A)], [X.zeroScalar()], { ...options, size: 7 })).toMatchObject({
      kind: "refused",
    });
    expect(asked(X.scale("1/1267650600228229401496703205376", u.A))).toMatchObject({
      kind: "refused",
    });
  });

  it("throws for inputs outside its domain", () => {
    const kernel = kernelOf(u.A, u.B);
    expect(() => kernel.check(65)).toThrow("0 to 64 samples");
    expect(() => kernel.load("C", [], [])).toThrow("one of A, B");
    expect(() => kernel.load("A", [1], [1])).toThrow("arrays of 4 entries");
    const [one, zero] = [
      [1, 0, 0, 1],
      [0, 0, 0, 0],
    ];
    expect(() => kernel.load("A", one, zero, zero)).toThrow("no errors");
    const loose = kernelOf(u.A, u.B, { inexact: (name) => name === "A" });
    expect(() => loose.load("A", one, zero)).toThrow("expected errors");
    expect(() => kernel.check(4, 1, 2)).toThrow("a multiple of 4");
    expect(() => kernel.check(4, 1, 64)).toThrow("0 to 64 samples");
    expect(() => kernelOf(u.A, u.B, { capacity: 0 })).toThrow("at least one sample");
    expect(() => kernelOf(u.A, u.B, { capacity: 2 ** 30 })).toThrow("2 GiB");
  });
});
