import { expect, it } from "vitest";
import type { Work } from "../../src/claim/claim.ts";
import { estimate, meanInterval } from "../../src/claim/estimate.ts";
import type { EstimateOf } from "../../src/claim/estimate.ts";
import { stream } from "../../src/numeric/random.ts";

const work: Work = {
  effort: "default",
  seed: "7",
  device: () => Promise.reject(new Error("no device is needed")),
};

/** A fair coin: mean ½. */
const coin: EstimateOf<{ bias: number }> = {
  id: "test/coin/fair",
  states: "E = 1/2",
  model: "coin tosses",
  parts: () => ({ bias: 0.5 }),
  statistic: (s, { bias }) => (s.unit() < bias ? 1 : 0),
  range: [0, 1],
  mean: 0.5,
  samples: { quick: 1000, default: 4000, deep: 4000 },
  nearMisses: () => ({ biased: { why: "heads in 7 of 10", change: { bias: 0.7 } } }),
};

it("estimate(fair coin) holds and refutes a biased one", async () => {
  const record = await estimate(coin).check(work);
  expect(record.passes).toBe(true);
  expect(record.evidence[0].enclosure?.[0]).toBeLessThan(0.5);
  expect(record.nearMisses[0].by[0].witness?.confirmed).toBe("enclosure");
});

it("estimate(a wrong mean) fails with the interval as its witness", async () => {
  const record = await estimate({ ...coin, mean: 0.75 }).check(work);
  expect(record.outcome).toBe("fails");
  expect(record.passes).toBe(false);
  expect(record.evidence[0].witness?.right).toBe("0.75");
});

it("estimate(a near miss within the interval) does not pass", async () => {
  const weak = {
    ...coin,
    nearMisses: () => ({ close: { why: "500001 in a million", change: { bias: 0.500001 } } }),
  };
  const record = await estimate(weak).check(work);
  expect(record.nearMisses[0].killed).toBe(false);
  expect(record.passes).toBe(false);
});

it("estimate(NaN or a draw outside its range) is undecided", async () => {
  for (const bad of [NaN, 2]) {
    const record = await estimate({ ...coin, statistic: () => bad }).check(work);
    expect(record.outcome).toBe("undecided");
    expect(record.reason).toMatch(/outside \[0, 1\] or not a number/);
  }
});

it("meanInterval(draws of a known law) misses the mean no more often than it says", () => {
  // 2000 intervals at an error rate of 2^-4: more than 2000/16 misses would contradict the bound.
  const misses = Array.from({ length: 2000 }, (_, i) => {
    const s = stream("coverage", String(i));
    const values = Array.from({ length: 200 }, () => (s.unit() < 0.1 ? 1 : 0));
    const [lo, hi] = meanInterval(values, [0, 1], -4);
    return lo <= 0.1 && 0.1 <= hi ? 0 : 1;
  }).reduce<number>((a, b) => a + b, 0);
  expect(misses).toBeLessThanOrEqual(125);
});

it("meanInterval(constant draws) is as wide as the theorem says", () => {
  // V = 0: the radius is 7 ln(4·2^40)/(3·999), Maurer and Pontil 2009, theorem 4.
  const [lo, hi] = meanInterval(
    Array.from({ length: 1000 }, () => 0.25),
    [0, 1],
    -40,
  );
  const radius = (7 * (Math.log(4) + 40 * Math.LN2)) / (3 * 999);
  expect((hi - lo) / 2).toBeCloseTo(radius, 10);
  expect((hi + lo) / 2).toBeCloseTo(0.25, 10);
});

it("meanInterval(one draw) throws DomainError", () => {
  expect(() => meanInterval([0.5], [0, 1], -40)).toThrow(/at least two draws, got 1/);
});
