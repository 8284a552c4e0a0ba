import { describe, expect, it } from "vitest";
import { stream } from "../../src/numeric/random.ts";
import { gamma, inflation, kappa, leafBounds, roundedUp } from "../../src/numeric/rounding.ts";
import { dyadic, minus, plus, times, type Dyadic } from "./dyadic.ts";

const one = dyadic(1);
const atMost = (a: Dyadic, b: Dyadic): boolean => plus(b, minus(a)).m >= 0n;
const power = (a: Dyadic, n: number): Dyadic => Array<Dyadic>(n).fill(a).reduce(times, one);

/** Unit roundoffs of half, single and double precision, and numbers of terms. */
const cases = [2 ** -11, 2 ** -24, 2 ** -53].flatMap((u) =>
  [1, 2, 3, 7, 36, 100].map((n) => [u, n] as const),
);
const broken = (holds: (u: number, n: number) => boolean): (readonly [number, number])[] =>
  cases.filter(([u, n]) => !holds(u, n));

describe("the constants of running error analysis, against their definitions in exact arithmetic:", () => {
  it("gamma(u, m) is 2mu/(1 − 2mu) to a few roundings", () => {
    const holds = (u: number, m: number): boolean => {
      const mu = dyadic(2 * m * u);
      const off = plus(times(dyadic(gamma(u, m)), plus(one, minus(mu))), minus(mu));
      return atMost(times(off, off), times(times(mu, mu), dyadic(2 ** -102)));
    };
    expect(broken(holds)).toEqual([]);
  });

  it("kappa(u, n) is at least √2 γ_(n+1), by at most 2^-48 of it", () => {
    const holds = (u: number, n: number): boolean => {
      // κ ≥ √2 m/(1 − m) is κ²(1 − m)² ≥ 2m².
      const m = dyadic(2 * (n + 1) * u);
      const root = times(dyadic(kappa(u, n)), plus(one, minus(m)));
      const [square, least] = [times(root, root), times(dyadic(2), times(m, m))];
      return atMost(least, square) && atMost(square, times(least, dyadic(1 + 2 ** -47)));
    };
    expect(broken(holds)).toEqual([]);
  });

  it("inflation(u, m) makes up for m + 2 roundings, and not for m + 4", () => {
    const holds = (u: number, m: number): boolean => {
      const after = (roundings: number): Dyadic =>
        times(dyadic(inflation(u, m)), power(dyadic(1 - 2 * u), roundings));
      // 1 + γ is above (1 − 2u)^-m by some 2m²u², less than a rounding only while m²u is small.
      return atMost(one, after(m + 2)) && (m * m * u > 2 ** -4 || !atMost(one, after(m + 4)));
    };
    expect(broken(holds)).toEqual([]);
  });
});

it("roundedUp(b) is a float32 that is at least b, by at most 2^-21 of it", () => {
  const s = stream("1", "rounded up");
  const bounds = Array.from({ length: 500 }, () => (1 + s.unit()) * 2 ** s.integer(-100, 100));
  const wrong = bounds.filter((b) => {
    const up = roundedUp(b);
    return !(Math.fround(up) === up && b <= up && up <= b * (1 + 2 ** -21));
  });
  expect(wrong).toEqual([]);
  expect(roundedUp(0)).toBe(0);
});

it("leafBounds adds 2^-125 to an error where a part is subnormal, and loses nothing of it", () => {
  const given = [1, 2 ** -100, 3 * 2 ** -125];
  const parts = [new Float32Array(3).fill(2 ** -130), Float32Array.of(1, 0, 1)];
  const found = leafBounds(parts, Float32Array.from(given));
  given.forEach((e, at) => {
    expect(atMost(plus(dyadic(e), dyadic(2 ** -125)), dyadic(found[at]))).toBe(true);
    expect(found[at]).toBeLessThanOrEqual((e + 2 ** -125) * (1 + 2 ** -21));
  });
});
