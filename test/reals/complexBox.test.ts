import { describe, expect, it } from "vitest";
import { parseRational } from "../../src/algebra/rational.ts";
import { DomainError } from "../../src/errors.ts";
import { complexBox, type ComplexBox } from "../../src/reals/complexBox.ts";
import * as C from "../../src/reals/complexBox.ts";
import * as F from "../../src/reals/complexElementary.ts";
import * as D from "../../src/reals/dyadic.ts";
import {
  exactly,
  fromInterval,
  fromRational,
  hull,
  meet,
  within,
  type Enclosure,
} from "../../src/reals/enclosure.ts";
import { TooWide } from "../../src/reals/tooWide.ts";
import { complexValues } from "./complexValues.ts";
import { draw, uniform } from "./functions.ts";
import { orRefusal } from "./laws.ts";

const count = process.env.COMMUTE_EFFORT === "deep" ? 3_000 : 8;
const hour = 3_600_000;

type Function1 = (z: ComplexBox, bits: number) => ComplexBox;
const { exp, log, sqrt } = C;
const { sin, cos, tan, sinh, cosh, tanh, asin, acos, atan, asinh, acosh, atanh } = F;
const functions: Readonly<Record<string, Function1>> = {
  ...{ exp, log, sqrt, sin, cos, tan, sinh, cosh, tanh },
  ...{ asin, acos, atan, asinh, acosh, atanh },
};

const at = (x: number, y = 0): ComplexBox => complexBox(exactly(x), exactly(y));
const span = (lo: number, hi: number): Enclosure => fromInterval({ lo, hi });

/** A decimal ± one unit of its 40th digit, relative to the larger part of the number. */
function around(text: string, size: number): Enclosure {
  const [, digits, fraction = "", exponent = "0"] =
    /^(-?\d+)(?:\.(\d+))?(?:e(-?\d+))?$/.exec(text) ?? [];
  const places = BigInt(fraction.length) - BigInt(exponent);
  const n = BigInt(digits + fraction);
  const q =
    places >= 0n ? parseRational(`${n}/${10n ** places}`) : { n: n * 10n ** -places, d: 1n };
  const x = fromRational(q, 300);
  const unit = exactly(size * 1e-39).hi;
  return { lo: D.sum(x.lo, D.negate(unit), 300, -1), hi: D.sum(x.hi, unit, 300, 1) };
}

/** The rows of the table that f contradicts, or answers with less than 30 digits. */
function contradicted(name: string, f: Function1): string[] {
  const rows = complexValues.filter(([of]) => of === name);
  if (rows.length < 5) throw new Error(`too few values of ${name}`);
  return rows.flatMap(([, x, y, re, im]) => {
    const size = Math.max(Math.abs(Number(re)), Math.abs(Number(im)));
    const found = f(at(x, y), 140);
    const agrees = ([a, text]: readonly [Enclosure, string]): boolean =>
      within(a, around(text, size));
    return (
      [
        [found.re, re],
        [found.im, im],
      ] as const
    ).every(agrees)
      ? []
      : [`${name}(${x} + ${y}i): ${C.show(found)}`];
  });
}

describe("complex functions", () => {
  it.each(Object.entries(functions))("%s agrees with mpmath to 40 digits", (name, f) => {
    expect(contradicted(name, f)).toEqual([]);
    // The conjugate of an argument, or of a value, is another number.
    expect(contradicted(name, (z, bits) => C.conj(f(z, bits)))).not.toEqual([]);
  });

  it(
    "over a box hold the value at a point inside, or refuse",
    () => {
      const faults: string[] = [];
      for (const [name, f] of Object.entries(functions)) {
        for (let k = 0; k < count; k++) {
          const [x, y] = [draw() % 50, draw() % 50];
          const grow = (c: number): Enclosure => {
            const by = (Math.abs(c) + 0.01) * 2 ** (1 - (k % 20));
            return span(c - by * uniform(), c + by * uniform());
          };
          const box = orRefusal(() => f(complexBox(grow(x), grow(y)), 60));
          const inner = orRefusal(() => f(at(x, y), 120));
          if (box === undefined || inner === undefined) continue;
          // A value known to 120 digits: it meets the box, or the box misses it.
          if (meet(box.re, inner.re) === undefined || meet(box.im, inner.im) === undefined)
            faults.push(`${name}(${x} + ${y}i)`);
        }
      }
      expect(faults).toEqual([]);
    },
    hour,
  );

  it(
    "mul, div, sqrt and log undo each other",
    () => {
      for (let k = 0; k < 3 * count; k++) {
        const [z, w] = [at(draw() % 9, draw() % 9), at(1 + (draw() % 9), 1 / 3)];
        const back = C.div(C.mul(z, w, 100), w, 100);
        expect(within(z.re, back.re) && within(z.im, back.im)).toBe(true);
        const square = F.powInteger(C.sqrt(z, 100), 2n, 100);
        expect(within(z.re, square.re) && within(z.im, square.im)).toBe(true);
        if (C.isZero(z) === true) continue;
        const again = C.exp(C.log(z, 100), 100);
        expect(within(z.re, again.re) && within(z.im, again.im)).toBe(true);
      }
    },
    hour,
  );
});

describe("powers", () => {
  const value = (z: ComplexBox, re: string, im: string, size: number): void => {
    expect(within(z.re, around(re, size))).toBe(true);
    expect(within(z.im, around(im, size))).toBe(true);
  };

  it("are principal: i^i, (-8)^(1/3) and others of mpmath 1.3.0", () => {
    value(F.pow(at(0, 1), at(0, 1), 140), "0.2078795763507619085469556198349787700339", "0", 1);
    const z = F.pow(at(-2, 1), at(0.5, -3), 140);
    const [re, im] = [
      "2192.841780214215884564772203868917115274",
      "-4056.172511295877801931130458619935440508",
    ];
    value(z, re, im, 5000);
    const third = complexBox(fromRational({ n: 1n, d: 3n }, 200));
    value(F.pow(at(-8), third, 140), "1", "1.732050807568877293527446341505872366943", 10);
    value(F.pow(at(1, 2), at(-5), 140), "0.01312", "0.01216", 1);
  });

  it("of 0 are 0 for a positive exponent, 1 for 0, and refused otherwise", () => {
    expect(C.isZero(F.pow(at(0), at(0.5), 60))).toBe(true);
    expect(C.isZero(C.sub(F.pow(at(0), at(0), 60), at(1), 60))).toBe(true);
    expect(() => F.pow(at(0), at(-0.5), 60)).toThrow(DomainError);
    expect(() => F.pow(at(0), at(-1), 60)).toThrow(DomainError);
  });
});

describe("the cut (-∞, 0]", () => {
  const across = complexBox(exactly(-1), span(-1e-9, 1e-9));
  const below = complexBox(exactly(-1), span(-1e-9, 0));
  const above = complexBox(exactly(-1), span(0, 1e-9));

  it.each([
    ["log", C.log],
    ["sqrt", C.sqrt],
    ["arg", (z: ComplexBox, bits: number) => complexBox(C.arg(z, bits))],
  ])("%s refuses a box on both sides of it, and takes one that touches it from above", (_, f) => {
    expect(() => f(across, 60)).toThrow(TooWide);
    expect(() => f(below, 60)).toThrow(TooWide);
    const touching = f(above, 60);
    const on = f(at(-1), 90);
    const both = hull(touching.re, on.re);
    expect(within(both, touching.re) && within(on.im, touching.im)).toBe(true);
  });

  it("sqrt of a real piece about 0 has both kinds of values", () => {
    const { re, im } = C.sqrt(complexBox(span(-4, 9)), 60);
    for (const [part, end] of [
      [re, 3],
      [im, 2],
    ] as const) {
      expect(D.compare(part.lo, D.zero)).toBe(0);
      expect(D.compare(part.hi, exactly(end).hi)).toBe(0);
    }
  });

  it("log refuses 0, and asks for more digits about it", () => {
    expect(() => C.log(at(0), 60)).toThrow(/log: expected a number other than 0/);
    expect(() => C.log(complexBox(span(-1, 1), span(-1, 1)), 60)).toThrow(TooWide);
  });
});
