import { describe, expect, it } from "vitest";
import { DomainError } from "../../src/errors.ts";
import * as A from "../../src/reals/arithmetic.ts";
import { sin } from "../../src/reals/circular.ts";
import { complexBox } from "../../src/reals/complexBox.ts";
import * as C from "../../src/reals/complexBox.ts";
import { pi } from "../../src/reals/constants.ts";
import { exactly, fromRational, type Enclosure } from "../../src/reals/enclosure.ts";
import { exp, log } from "../../src/reals/exponential.ts";
import { isNonZero, signOf } from "../../src/reals/signOf.ts";

const tenTo = (k: bigint): bigint => 10n ** k;

describe("signOf", () => {
  it("sees a difference of 10^-30, of 10^-300 and Ramanujan's constant below its integer", () => {
    const off = (k: bigint) => (bits: number) => {
      const third = fromRational({ n: 1n, d: 3n }, bits);
      return A.sub(A.add(third, fromRational({ n: 1n, d: tenTo(k) }, bits), bits), third, bits);
    };
    expect(signOf(off(30n), 256)).toBe("positive");
    expect(signOf(off(300n), 256)).toBe("unknown");
    expect(signOf(off(300n), 2048)).toBe("positive");
    // e^(π√163) = 262537412640768744 − 7.5·10^-13: Weisstein, MathWorld, "Ramanujan Constant".
    const ramanujan = (bits: number): Enclosure =>
      A.sub(
        exp(A.mul(pi(bits), A.sqrt(exactly(163), bits), bits), bits),
        exactly(262537412640768744n),
        bits,
      );
    expect(signOf(ramanujan, 512)).toBe("negative");
  });

  it("never calls a number zero that it only cannot tell from zero", () => {
    const atPi = (bits: number): Enclosure => sin(pi(bits), bits);
    expect(signOf(atPi, 2000)).toBe("unknown");
    expect(signOf(() => A.sub(exactly(3), exactly(3), 60), 64)).toBe("zero");
  });

  it("asks for more bits where an enclosure is too wide, and reports a number outside", () => {
    let asked: number[] = [];
    const tiny = (bits: number): Enclosure => {
      asked.push(bits);
      const x = A.sub(exp(exactly(2 ** -200), bits), exactly(1), bits);
      return log(x, bits);
    };
    expect(signOf(tiny, 1000)).toBe("negative");
    expect(asked).toEqual([64, 128, 256]);
    asked = [];
    expect(signOf(tiny, 100)).toBe("unknown");
    expect(asked).toEqual([64, 100]);
    expect(() => signOf((bits) => log(exactly(-1), bits), 256)).toThrow(DomainError);
    expect(() => signOf(() => exactly(1), 0)).toThrow(/signOf: expected a positive number of bits/);
  });
});

it("isNonZero sees e^(iπ) + 1 + 10^-40, and not e^(iπ) + 1", () => {
  const euler = (bits: number): C.ComplexBox =>
    C.add(C.exp(complexBox(exactly(0), pi(bits)), bits), complexBox(exactly(1)), bits);
  const off = (bits: number): C.ComplexBox =>
    C.add(euler(bits), complexBox(fromRational({ n: 1n, d: tenTo(40n) }, bits)), bits);
  expect(isNonZero(off, 512)).toBe(true);
  expect(isNonZero(euler, 512)).toBeUndefined();
  expect(isNonZero(() => complexBox(exactly(0)), 64)).toBe(false);
});
