import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/claim/model.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { sampleBySample } from "../../src/matrices/path.ts";
import type { Path } from "../../src/matrices/path.ts";
import { floatMatrices } from "../../src/matrices/sampledFloat.ts";
import { batches } from "../../src/numeric/batch.ts";
import { compare } from "../../src/numeric/compare.ts";
import { openDevice } from "../../src/numeric/device.ts";
import type { Device } from "../../src/numeric/device.ts";
import type { Kernels } from "../../src/numeric/kernels.ts";
import { problemOf, workWith } from "./problem.ts";

const device = await openDevice({ name: "wasm" });
const small = { quick: 16, default: 16, deep: 16 };

function asked(problem: Problem, path: Path, on: Device = device) {
  return floatMatrices({ sizes: [2], samples: small, path }).check(
    problem,
    workWith(() => Promise.resolve(on)),
  ) as Promise<Finding>;
}

const claims: Readonly<Record<string, Problem>> = {
  "tr UAU† = tr A": problemOf((X, { A, U }) => [X.tr(X.mul(U, A, X.adjoint(U))), X.tr(A)]),
  "det AB = det A det B": problemOf((X, { A, B }) => [
    X.det(X.mul(A, B)),
    X.mul(X.det(A), X.det(B)),
  ]),
  "(A + ½B)† = A† + ½B†": problemOf((X, { A, B }) => [
    X.adjoint(X.add(A, X.scale("1/2", B))),
    X.add(X.adjoint(A), X.scale("1/2", X.adjoint(B))),
  ]),
  "(A − B)(A + B) = AA + AB − BA − BB": problemOf((X, { A, B }) => [
    X.mul(X.sub(A, B), X.add(A, B)),
    X.add(X.mul(A, A), X.mul(A, B), X.neg(X.mul(B, A)), X.neg(X.mul(B, B))),
  ]),
  "½A + ½A = A": problemOf((X, { A }) => [X.add(X.scale("1/2", A), X.scale("1/2", A)), A]),
  "2 det A = (tr A)² − tr A² at N = 2": problemOf((X, { A }) => [
    X.scale(2, X.det(A)),
    X.sub(X.mul(X.tr(A), X.tr(A)), X.tr(X.mul(A, A))),
  ]),
  "A* = (A†)ᵀ and U has UᵀU* = 1": problemOf((X, { A, U }) => [
    X.add(X.conjugate(A), X.mul(X.transpose(U), X.conjugate(U))),
    X.add(X.transpose(X.adjoint(A)), X.one()),
  ]),
  "H† = H, K† = −K and (HK)† = −KH": problemOf((X, { H, K }) => [
    X.add(X.adjoint(H), X.adjoint(K), X.adjoint(X.mul(H, K))),
    X.sub(H, X.add(K, X.mul(K, H))),
  ]),
};

const misses: Readonly<Record<string, Problem>> = {
  "tr UAUᵀ = tr A": problemOf((X, { A, U }) => [X.tr(X.mul(U, A, X.transpose(U))), X.tr(A)], "t"),
  "det(A + B) = det A + det B at N ≥ 2": problemOf(
    (X, { A, B }) => [X.det(X.add(A, B)), X.add(X.det(A), X.det(B))],
    "sum",
  ),
  "A†B = BA†": problemOf((X, { A, B }) => [X.mul(X.adjoint(A), B), X.mul(B, X.adjoint(A))], "o"),
  "HK = KH": problemOf((X, { H, K }) => [X.mul(H, K), X.mul(K, H)], "commute"),
  "H* = H": problemOf((X, { H }) => [X.conjugate(H), H], "real"),
  "K* = K": problemOf((X, { K }) => [X.conjugate(K), K], "real"),
  "A(1 + 2⁻¹⁶) = A": problemOf((X, { A }) => [X.scale("65537/65536", A), A], "small"),
};

describe.each(["fused", "interpreted"] as const)("floatMatrices, %s", (path) => {
  it.each(Object.keys(claims))("keeps %s within its bound", async (name) => {
    const found = await asked(claims[name], path);
    expect(found).toMatchObject({ outcome: "holds", path });
    expect(found.worstRatio).toBeLessThanOrEqual(1);
  });
  it.each(Object.keys(misses))(
    "refutes %s at least ten times over, confirmed exactly",
    async (name) => {
      const found = await asked(misses[name], path);
      expect(found).toMatchObject({ outcome: "fails", path, witness: { confirmed: "exact" } });
      expect(found.worstRatio).toBeGreaterThanOrEqual(10);
    },
  );
  it("sees in float64 what is too small for float32, and says how much of its bounds it needs", async () => {
    const small = problemOf((X, { A }) => [X.scale(`${2n ** 30n + 1n}/${2n ** 30n}`, A), A]);
    const found = await asked(small, path);
    expect(found).toMatchObject({ outcome: "fails", witness: { confirmed: "exact" } });
    expect(found.worstRatio).toBeLessThanOrEqual(1);
    const { again, tightness = 0 } = await asked(claims["tr UAU† = tr A"], path);
    expect(again).toMatchObject({ samples: 16 });
    expect(again?.worstRatio).toBeLessThan(1);
    expect(tightness).toBeGreaterThan(1);
    expect(tightness).toBeLessThan(250);
  });
  it("is undecided for what is zero on both sides, and sees what cancels", async () => {
    const zero = problemOf((X, { A }) => [X.scale(0, A), X.zero()]);
    expect(await asked(zero, path)).toMatchObject({
      outcome: "undecided",
      reason: "every sample of both sides is zero",
    });
    const cancels = problemOf((X, { A }) => [X.sub(A, A), X.zero()]);
    expect(await asked(cancels, path)).toMatchObject({ outcome: "holds" });
  });
  it("of no samples decides nothing", async () => {
    const model = floatMatrices({ sizes: [1], samples: { quick: 0 }, path });
    const run = async (): Promise<Finding> =>
      model.check(
        claims["tr UAU† = tr A"],
        workWith(() => Promise.resolve(device)),
      );
    await expect(run()).rejects.toThrow(/a number of samples|at least one sample/);
  });
});

describe("a wrong kernel is caught by true claims, never confirmed as a refutation:", () => {
  const k = device.kernels;
  const broken: Readonly<Record<string, Partial<Kernels>>> = {
    "add subtracts": { add: k.sub },
    "sub adds": { sub: k.add },
    "neg forgets the sign": { neg: (x) => x },
    "times doubles": { times: (x, c) => k.times(x, 2 * c) },
    "transpose is off": { transpose: (x) => x },
    "matMul transposes its left factor": {
      matMul: (x, y) => k.matMul(k.transpose(x, [0, 2, 1]), y),
    },
    "matMul is off by 1e-5": { matMul: (x, y) => k.times(k.matMul(x, y), 1 + 1e-5) },
  };
  it.each(Object.keys(broken))("%s", async (name) => {
    const on: Device = { ...device, kernels: { ...k, ...broken[name] } };
    const outcomes = await Promise.all(
      Object.values(claims).map(async (problem) => {
        try {
          return (await asked(problem, "interpreted", on)).outcome;
        } catch {
          return "undecided";
        }
      }),
    );
    expect(outcomes).toContain("undecided");
    expect(outcomes).not.toContain("fails");
  });
  it("the order of factors, which no true claim can see, is pinned", async () => {
    const B = batches(device);
    const unit = (at: number) =>
      B.fromArrays(
        Float32Array.from([0, 1, 2, 3], (i) => (i === at ? 1 : 0)),
        new Float32Array(4),
        1,
        2,
        2,
      );
    // E₀₁E₁₀ = E₀₀, and (iE₀₁)† = −iE₁₀.
    const product = await B.read(B.mul(unit(1), unit(2)));
    expect([...product.re]).toEqual([1, 0, 0, 0]);
    const adjoint = await B.read(B.adjoint(B.timesI(unit(1))));
    expect([...adjoint.im]).toEqual([-0, -0, -1, -0]);
  });
});

it("sampleBySample puts the rows of each sample together", () => {
  const [two, one, none] = [[1, 2, 4, 5, 7, 8], [3, 6, 9], []].map((xs) => {
    const [re, im] = [Float32Array.from(xs), Float32Array.from(xs, (x) => -x)];
    return { re, im, err: Float32Array.from(xs, (x) => x / 4) };
  });
  const together = sampleBySample([two, none, one], 3);
  const counted = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect([...together.re]).toEqual(counted);
  expect([...together.im]).toEqual(counted.map((x) => -x));
  expect([...together.err]).toEqual(counted.map((x) => x / 4));
});

it("compare divides a residual by the sum of both bounds: 3/2 is outside, 2/3 inside", () => {
  const one = (re: number, err: number) => ({
    re: Float32Array.of(re),
    im: Float32Array.of(0),
    err: Float32Array.of(err),
  });
  expect(compare(one(1, 0.5), one(4, 1.5), { samples: 1 })).toMatchObject({ within: false });
  expect(compare(one(1, 0.5), one(4, 1.5), { samples: 1 }).worst).toBeCloseTo(1.5, 10);
  expect(compare(one(1, 1.5), one(4, 3), { samples: 1 }).worst).toBeCloseTo(2 / 3, 10);
  expect(compare(one(1, 1.5), one(4, 3), { samples: 1 }).within).toBe(true);
});
