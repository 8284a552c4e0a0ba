/** Both sides of an equation at points, by certified enclosures. */
import { compareRationals, type Rational } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import { parseDecimal } from "../formula/decimal.ts";
import type { Expression } from "../formula/expression.ts";
import * as C from "../reals/complexBox.ts";
import { show, sign } from "../reals/enclosure.ts";
import { TooWide } from "../reals/tooWide.ts";
import { Undefined, Unknown } from "./undefined.ts";
import { boxOf, isExact, valueOf, type Field, type Point, type Value } from "./value.ts";

/** What a point says of left = right. */
export type AtPoint =
  | {
      readonly says: "differ";
      readonly left: string;
      readonly right: string;
      readonly bits: number;
    }
  | { readonly says: "equal" }
  | { readonly says: "close"; readonly bits: number }
  | {
      readonly says: "domains differ";
      readonly undefinedSide: "left" | "right";
      readonly why: string;
    }
  | { readonly says: "undefined" }
  | { readonly says: "unknown"; readonly why: string };

/** One side: its value, or why it has none. */
type Side =
  { readonly value: Value } | { readonly undefined: string } | { readonly unknown: string };

function side(e: Expression, at: Point, field: Field): Side {
  try {
    return { value: valueOf(e, at, field) };
  } catch (error) {
    if (error instanceof TooWide || error instanceof Unknown) return { unknown: error.message };
    if (error instanceof Undefined) return { undefined: error.message };
    if (error instanceof DomainError) return { unknown: error.message };
    throw error;
  }
}

/** Compares at 64, 128, … bits up to `mostBits`, until the enclosures are apart. */
export function compareAt(
  left: Expression,
  right: Expression,
  at: Point,
  over: "R" | "C",
  mostBits: number,
): AtPoint {
  let last: AtPoint = { says: "unknown", why: "nothing was tried" };
  for (let bits = 64; bits <= mostBits; bits *= 2) {
    const field: Field = { over, bits };
    const [a, b] = [left, right].map((e) => side(e, at, field));
    if ("undefined" in a && "undefined" in b) return { says: "undefined" };
    if ("unknown" in a || "unknown" in b) {
      const why = "unknown" in a ? a.unknown : "unknown" in b ? b.unknown : "";
      last = { says: "unknown", why };
      continue;
    }
    if ("undefined" in a)
      return { says: "domains differ", undefinedSide: "left", why: a.undefined };
    if ("undefined" in b)
      return { says: "domains differ", undefinedSide: "right", why: b.undefined };
    const [u, v] = [a.value, b.value];
    if (isExact(u) && isExact(v)) {
      if (u.n === v.n && u.d === v.d) return { says: "equal" };
      return { says: "differ", left: shown(u), right: shown(v), bits };
    }
    const apart = C.isZero(C.sub(boxOf(u, bits), boxOf(v, bits), bits));
    if (apart === true) return { says: "equal" };
    if (apart === false) {
      const digits = PRINTED.find((d) => printedApart(boxOf(u, bits), boxOf(v, bits), d));
      return { says: "differ", left: shown(u, digits), right: shown(v, digits), bits };
    }
    last = { says: "close", bits };
  }
  return last;
}

/** Digits of a witness: the fewest of these that show the sides apart. */
const PRINTED = [20, 40, 80, 160, 320];

/** Whether the decimals that are printed, rounded outwards, lie apart in the real or the imaginary part. */
function printedApart(u: C.ComplexBox, v: C.ComplexBox, digits: number): boolean {
  return (["re", "im"] as const).some((part) => {
    const ends = [u, v].map((z) => show(z[part], digits).replace(/[[\]]/g, "").split(", "));
    // Far from 1 powers of 2 are printed, which no more digits change.
    if (ends.flat().some((text) => text.includes("^"))) return true;
    const [a, b] = ends.map((texts) => texts.map((text) => parseDecimal(text, "a witness")));
    const below = (x: readonly Rational[], y: readonly Rational[]): boolean =>
      compareRationals(x[x.length - 1], y[0]) < 0;
    return below(a, b) || below(b, a);
  });
}

function shown(v: Value, digits = 20): string {
  if (!isExact(v)) return sign(v.im) === 0 ? show(v.re, digits) : C.show(v, digits);
  const text = v.d === 1n ? String(v.n) : `${v.n}/${v.d}`;
  return text.length > 80 ? `${text.slice(0, 60)}… (${text.length} digits)` : text;
}

/** The point as text: `x = −1, y = 2`. */
export function showPoint(at: Point): string {
  return [...at].map(([name, value]) => `${name} = ${shown(value)}`).join(", ");
}
