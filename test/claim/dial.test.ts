import { describe, expect, it } from "vitest";
import { dial, pointed } from "../../src/claim/dial.ts";

const mass = { name: "m", label: "$m$", values: [-1, 0, 1] };

describe("dial", () => {
  it("stands at its first value, or where the reader has turned it", () => {
    expect(pointed(dial({}, mass, 1))).toBe(1);
    expect(pointed(dial({ turned: { m: 0 } }, mass, 1))).toBe(-1);
    expect(pointed(dial({ turned: { other: 0 } }, mass, 1))).toBe(1);
  });

  it("refuses a place that it does not have", () => {
    expect(() => dial({}, mass, 7)).toThrow("dial m: expected one of -1, 0, 1, got 7");
    for (const m of [-1, 3, 0.5, Number.NaN])
      expect(() => dial({ turned: { m } }, mass, 1)).toThrow("dial m: expected a place below 3");
  });
});
