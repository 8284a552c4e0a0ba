import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/record/schema.ts";
import type { Finding, ModelWork } from "../../src/claim/model.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { deviceLayers, equation, fn, gridLayers } from "../../src/index.ts";
import type { Operations, Term } from "../../src/index.ts";
import { openDevice } from "../../src/numeric/device.ts";
import type { Device } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";
import {
  circular,
  layerIsDefinition,
} from "../../specs/convolution/translation-equivariance.spec.ts";
import {
  everyOutput,
  halfInside,
  lateByOne,
  oneWeight,
  withProduct,
} from "../bench/sensitivity/faultyDevice.ts";

type Layers = Operations<typeof gridLayers>;
type G = Term<"G">;
type K = Term<"K">;
type R = Term<"R">;

const device = await openDevice({ name: "cpu" });
const work = (on: Device): ModelWork => ({
  effort: "quick",
  seed: "1",
  device: () => Promise.resolve(on),
  first: true,
  stream: (...labels) => stream("deviceLayers", ...labels),
});
const asked = (problem: Problem): Problem => ({ ...problem, variant: "asked" });
const model = deviceLayers({ sides: [4], channels: 4 });
const find = async (problem: Problem, on: Device): Promise<Finding> =>
  model.check(asked(problem), work(on));
const outcomeOf = async (problem: Problem, on: Device): Promise<Evidence["outcome"]> =>
  (await find(problem, on)).outcome;

const [definition] = layerIsDefinition.problems();
const [equivariance] = circular.problems();

describe("a faulty layer of the device", () => {
  it("is refuted at one part in 10⁵ of one weight, by its recorded output at one pixel and one tap", async () => {
    const { outcome, witness } = await find(
      definition,
      withProduct(device, oneWeight(7, 1 + 1e-5)),
    );
    expect(outcome).toBe("fails");
    // The shape is shrunk to one channel, where weight 7 is tap (2, 1): the offset (−1, 0).
    expect(witness?.values.f).toMatch(/^1 at pixel \(\d, \d\)$/);
    expect(witness?.values.psi).toBe("1 at offset (-1, 0)");
    expect(witness?.right).toBe("1");
    expect(Number(witness?.left?.split("/")[0])).toBeGreaterThan(1);
  });

  it("is refuted for half precision inside, and for outputs one place late", async () => {
    expect(await outcomeOf(definition, withProduct(device, halfInside))).toBe("fails");
    expect(await outcomeOf(equivariance, withProduct(device, lateByOne))).toBe("fails");
  });

  it("is accepted where it stays equivariant: one weight eleven times too large", async () => {
    expect(await outcomeOf(equivariance, withProduct(device, oneWeight(7, 11)))).toBe("holds");
  });

  it("decides nothing if every output is NaN, zero or infinite", async () => {
    for (const factor of [NaN, 0, Infinity])
      expect(await outcomeOf(equivariance, withProduct(device, everyOutput(factor)))).toBe(
        "undecided",
      );
  });
});

/** [f ∗ ψ](x), from its definition. */
const convolve =
  (X: Layers, f: (x: G, k: K) => R, psi: (x: G, k: K) => R) =>
  (x: G): R =>
    X.sum((y) => X.sumChannels((k) => X.mul(f(y, k), psi(X.op(x, X.inv(y)), k))));

describe("the bound of a layer", () => {
  const claim = (
    left: (X: Layers, f: (x: G, k: K) => R, psi: (x: G, k: K) => R, x: G) => R,
  ): Problem =>
    equation({
      id: "test/sums/layers",
      states: "",
      over: gridLayers,
      unknowns: () => ({ f: fn(["G", "K"], "R"), psi: fn(["G", "K"], "R"), x: "G" }) as const,
      left: (X, u) => left(X, u.f, u.psi, u.x),
      right: (X) => X.zero(),
      models: [],
    }).problems()[0];
  const single = deviceLayers({ sides: [4], channels: 1 });

  it("counts the rounding of the layer before it: a layer of what a layer loses is 0 within it", async () => {
    const lost = claim((X, f, psi, x) =>
      X.layer(
        "circular",
        (y) => X.sub(X.layer("circular", f, psi, y), convolve(X, f, psi)(y)),
        psi,
        x,
      ),
    );
    expect((await single.check(asked(lost), work(device))).outcome).toBe("holds");
  });

  it("counts the rounding of signals and filters that are no float32 numbers", async () => {
    const third = claim((X, f, psi, x) => {
      const [g, chi] = [f, psi].map(
        (h) =>
          (y: G, k: K): R =>
            X.scale("1/3", h(y, k)),
      );
      return X.sub(X.layer("circular", g, chi, x), convolve(X, g, chi)(x));
    });
    expect((await single.check(asked(third), work(device))).outcome).toBe("holds");
  });
});
