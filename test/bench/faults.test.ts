import { describe, expect, it } from "vitest";
import { modelWork } from "../../src/claim/model.ts";
import type { Finding } from "../../src/claim/model.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { asked as asks, groupConvolution } from "./sensitivity/claims.ts";
import { inDoubles } from "./sensitivity/inDoubles.ts";
import { faults } from "./sensitivity/faults.ts";
import type { Case } from "./sensitivity/faults.ts";
import { withProduct } from "./sensitivity/faultyDevice.ts";

const device = await openDevice();

async function asked({ model, problem, product }: Case): Promise<Finding> {
  const on = product === undefined ? device : withProduct(device, product);
  const [one, work] = [
    model(true),
    { effort: "quick", seed: "1", device: () => Promise.resolve(on) } as const,
  ];
  return one.check(problem, modelWork(work, one, problem, false));
}

const casesOf = (id: string): (readonly [string, Case])[] =>
  (faults.find((fault) => fault.id === id)?.cases ?? []).flatMap((one) =>
    "model" in one ? [[one.layer, one] as const] : [],
  );

describe("every output NaN is counted, and decides nothing:", () => {
  it.each(casesOf("nan"))("%s", async (_, one) => {
    const { outcome, reason, witness } = await asked(one);
    expect([outcome, witness]).toEqual(["undecided", undefined]);
    expect(reason).toMatch(/^[1-9]\d* entries are not a number|^a value is not a number/);
  });
});

describe("every output zero decides nothing:", () => {
  it.each(casesOf("zero-layer"))("%s", async (_, one) => {
    const { outcome, reason } = await asked(one);
    expect(outcome).toBe("undecided");
    expect(reason).toMatch(/zero/);
  });
});

it("one weight a hundred-thousandth off is refuted by a witness", async () => {
  const [, one] = casesOf("epsilon-5")[1];
  const { outcome, witness, worstRatio } = await asked(one);
  expect(outcome).toBe("fails");
  expect(witness?.confirmed).toBe("exact");
  expect(worstRatio).toBeGreaterThan(1);
});

it("one weight 10⁻¹² off is refuted in double precision, and the layer itself is not", () => {
  expect(inDoubles(asks(groupConvolution, "epsilon-12"), true, "1")).toBe("fails");
  expect(inDoubles(asks(groupConvolution), true, "1")).toBe("holds");
});
