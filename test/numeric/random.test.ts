import { describe, expect, it } from "vitest";
import { DomainError } from "../../src/errors.ts";
import { fnv1a64, philox, stream } from "../../src/numeric/random.ts";

describe("philox", () => {
  const ones = 0xffffffff;
  // Random123 1.14, tests/kat_vectors.
  it.each([
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [[ones, ones, ones, ones], [ones, ones], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ] as const)("philox(%j, %j) is the published block", (counter, key, expected) => {
    const words = philox(counter, key).map((word) => word.toString(16).padStart(8, "0"));
    expect(words.join(" ")).toBe(expected);
  });
});

it("fnv1a64 meets its published vectors", () => {
  expect(fnv1a64("")).toBe(0xcbf29ce484222325n);
  expect(fnv1a64("a")).toBe(0xaf63dc4c8601ec8cn);
  expect(fnv1a64("foobar")).toBe(0x85944171f73967e8n);
});

describe("stream", () => {
  const first = (...labels: string[]) => {
    const s = stream("1", ...labels);
    return [s.uint32(), s.uint32(), s.uint32(), s.uint32()].join();
  };

  it("stream(seed, labels) separates its labels", () => {
    const keys = [first("ab", "c"), first("a", "bc"), first("abc"), first("abc", ""), first()];
    expect(new Set(keys).size).toBe(keys.length);
    expect(first("ab", "c")).toBe(first("ab", "c"));
  });

  it("at(i) gives the same draws whatever was drawn before", () => {
    const s = stream("7", "claim");
    const direct = s.at(12345).normal();
    for (let k = 0; k < 100; k++) s.normal();
    expect(s.at(12345).normal()).toBe(direct);
    expect(s.at(2 ** 32 + 12345).normal()).not.toBe(direct);
    expect(s.at(12346).normal()).not.toBe(direct);
  });

  it("unit, normal have the moments of their laws within five standard errors", () => {
    const s = stream("1", "moments");
    const n = 100_000;
    let unit = 0;
    let mean = 0;
    let square = 0;
    let fourth = 0;
    for (let k = 0; k < n; k++) {
      unit += s.unit();
      const z = s.normal();
      mean += z;
      square += z * z;
      fourth += z ** 4;
    }
    expect(Math.abs(unit / n - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(mean / n)).toBeLessThan(5 * Math.sqrt(1 / n));
    expect(Math.abs(square / n - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(fourth / n - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it("below(n) and integer(lo, hi) are uniform: chi-square below its 1e-6 quantile", () => {
    const s = stream("1", "below");
    const counts = Array<number>(10).fill(0);
    for (let k = 0; k < 20_000; k++) counts[Number(s.below(5n))] += 1;
    for (let k = 0; k < 20_000; k++) counts[5 + s.integer(-2, 2) + 2] += 1;
    const chi = counts.reduce((sum, c) => sum + (c - 4000) ** 2 / 4000, 0);
    expect(chi).toBeLessThan(42.7); // chi-square with 8 degrees of freedom
    const big = 10n ** 40n;
    const draws = Array.from({ length: 100 }, () => s.below(big));
    expect(draws.every((d) => d >= 0n && d < big)).toBe(true);
    expect(draws.some((d) => d > big / 2n)).toBe(true);
    expect(s.below(1n)).toBe(0n);
  });

  it("bad arguments throw DomainError", () => {
    const s = stream("1");
    expect(() => s.below(0n)).toThrow(DomainError);
    expect(() => s.integer(3, 2)).toThrow(/safe integers lo <= hi, got 3, 2/);
    expect(() => s.at(-1)).toThrow(/0 <= i < 2\^53, got -1/);
  });
});
