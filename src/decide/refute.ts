/** Both sides of an equation at points, by certified enclosures. */
import { DomainError } from "../errors.ts";
import type { Expression } from "../formula/expression.ts";
import * as C from "../reals/complexBox.ts";
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
    if (apart === false) return { says: "differ", left: shown(u), right: shown(v), bits };
    last = { says: "close", bits };
  }
  return last;
}

function shown(v: Value): string {
  if (!isExact(v)) return C.show(v, 20);
  const text = v.d === 1n ? String(v.n) : `${v.n}/${v.d}`;
  return text.length > 80 ? `${text.slice(0, 60)}… (${text.length} digits)` : text;
}

/** The point as text: `x = −1, y = 2`. */
export function showPoint(at: Point): string {
  return [...at].map(([name, value]) => `${name} = ${shown(value)}`).join(", ");
}
