/** What every function of enclosures owes; each law names the arguments that break it. */
import { DomainError } from "../../src/errors.ts";
import { add } from "../../src/reals/arithmetic.ts";
import * as D from "../../src/reals/dyadic.ts";
import { exactly, fromInterval, show, within, type Enclosure } from "../../src/reals/enclosure.ts";
import { show as showInterval, type Interval } from "../../src/reals/interval.ts";
import { TooWide } from "../../src/reals/tooWide.ts";
import type { Tested } from "./functions.ts";
import { mpfr, mpfrDoubles } from "./mpfr.ts";

/** f's enclosure of f(x) holds the two neighbours that MPFR finds, and is hardly wider. */
export function pointFault(
  { name, f }: Tested<Enclosure>,
  args: readonly number[],
  bits: number,
): string | undefined {
  const truth = mpfr(name, args.map(D.fromNumber), bits + 60);
  if (truth === undefined) throw new Error(`MPFR: ${name}(${args.join(", ")})`);
  const found = f(
    args.map((x) => exactly(x)),
    bits,
  );
  const said = `${name}(${args.join(", ")}) to ${bits} in ${show(found)}, true ${show(truth, 30)}`;
  if (!within(truth, found)) return said;
  // Nine units in the last place.
  const size = D.shift(D.greater(D.negate(truth.lo), truth.hi), 3 - bits);
  const wide = D.sum(found.hi, D.negate(found.lo), 60, 1);
  return wide.m === 0n || D.compare(wide, size) <= 0 ? undefined : `wide: ${said}`;
}

/** The same in doubles: the two neighbours lie inside, and little else. */
export function doubleFault(
  { name, f }: Tested<Interval>,
  args: readonly number[],
): string | undefined {
  const truth = mpfrDoubles(name, args);
  const found = f(
    args.map((x) => ({ lo: x, hi: x })),
    53,
  );
  const inside = found.lo <= truth.lo && truth.hi <= found.hi;
  const said = `${name}(${args.join(", ")}) in ${showInterval(found)}`;
  if (!inside) return `${said}, true ${showInterval(truth)}`;
  const largest = Math.max(Math.abs(truth.lo), Math.abs(truth.hi));
  const units = largest >= Number.MAX_VALUE ? Infinity : largest * 2 ** -45 + 2 ** -1065;
  return found.hi - found.lo <= units ? undefined : `wide: ${said}`;
}

/** An enclosure of the values over a box holds the value at a point of the box, or is refused. */
export function boxFault(
  { name, f }: Tested<Enclosure>,
  box: readonly Enclosure[],
  inner: readonly number[],
  bits: number,
): string | undefined {
  const found = orRefusal(() => f(box, bits));
  if (found === undefined) return undefined;
  const truth = mpfr(name, inner.map(D.fromNumber), bits + 60);
  const said = `${name}(${box.map((x) => show(x)).join(", ")}) in ${show(found)}`;
  if (truth === undefined) return `${said}, undefined at (${inner.join(", ")})`;
  return within(truth, found) ? undefined : `${said}, ${show(truth)} at (${inner.join(", ")})`;
}

/**
 * The enclosures of more digits lie inside those of fewer, up to their own width: the bound sin x ≤ x
 * of few digits may be nearer to the value than the last of more.
 */
export function nestingFault(
  { name, f }: Tested<Enclosure>,
  args: readonly number[],
): string | undefined {
  const [few, some, many] = [40, 90, 200].map((bits) =>
    f(
      args.map((x) => exactly(x)),
      bits,
    ),
  );
  const lies = (x: Enclosure, y: Enclosure): boolean => {
    const wide = D.sum(x.hi, D.negate(x.lo), 60, 1);
    return within(x, add(y, { lo: D.negate(wide), hi: wide }, 300));
  };
  const nested = lies(some, few) && lies(many, some);
  return nested ? undefined : `${name}(${args.join(", ")}) at 40, 90 and 200 bits`;
}

/** Outside its domain f refuses plainly, and as too wide where an enclosure is outside in part. */
export function domainFault({ name, f }: Tested<Enclosure>): string | undefined {
  const refusal = (lo: number, hi: number): string => {
    try {
      return show(f([fromInterval({ lo, hi })], 60));
    } catch (error) {
      return error instanceof TooWide ? "in part" : error instanceof DomainError ? "outside" : "?";
    }
  };
  const [outside, part] = [refusal(-9, -2), refusal(-9, 9)];
  const kept = outside === "outside" && part === "in part";
  return kept ? undefined : `${name}: ${outside} of [-9, -2], ${part} of [-9, 9]`;
}

/** f(), or undefined where it refuses with a DomainError. */
export function orRefusal<T>(f: () => T): T | undefined {
  try {
    return f();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
