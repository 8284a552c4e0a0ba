/** Variants of a formula that differ in one sign, one integer or one factor. */
import { rational } from "../algebra/rational.ts";
import type { Equation } from "./equation.ts";
import { apply, mapParts, number, partsOf, show, type Expression } from "./expression.ts";

export interface NearMiss {
  readonly why: string;
  readonly equation: Equation;
}

/** All of them, without repetition; each is true or false on its own account. */
export function nearMissesOf(equation: Equation): NearMiss[] {
  const { left, right } = equation;
  const seen = new Set([`${show(left)} = ${show(right)}`]);
  const found: NearMiss[] = [];
  const add = (why: string, l: Expression, r: Expression): void => {
    const text = `${show(l)} = ${show(r)}`;
    if (seen.has(text)) return;
    seen.add(text);
    found.push({ why, equation: { ...equation, text, left: l, right: r } });
  };
  for (const [why, r] of variants(right)) add(why, left, r);
  for (const [why, l] of variants(left)) add(why, l, right);
  return found;
}

type Variant = readonly [why: string, variant: Expression];

/** Variants of the whole, and of each part in its place. */
function variants(e: Expression): Variant[] {
  const here = atRoot(e);
  // The index of a sum is a name, not a factor.
  const fixed =
    e.kind === "apply" && ["sum", "product", "diff", "integrate"].includes(e.op) ? 1 : -1;
  const inside = partsOf(e).flatMap((part, k) =>
    k === fixed
      ? []
      : variants(part).map(([why, variant]): Variant => {
          let position = -1;
          const whole = mapParts(e, (one) => {
            position += 1;
            return position === k ? variant : one;
          });
          return [why, whole];
        }),
  );
  return [...here, ...inside];
}

function atRoot(e: Expression): Variant[] {
  if (e.kind === "number" && e.value.d === 1n) {
    const { n } = e.value;
    return [n + 1n, n - 1n].map((m): Variant => [`${n} → ${m}`, number(rational(m))]);
  }
  if (e.kind !== "apply") return [];
  const [a, b] = e.args;
  switch (e.op) {
    case "add":
      return [["+ → −", apply("sub", a, b)]];
    case "sub":
      return [["− → +", apply("add", a, b)]];
    case "neg":
      return [["− dropped", a]];
    case "mul":
      return [
        [`factor ${show(a)} dropped`, b],
        [`factor ${show(b)} dropped`, a],
      ];
    case "div":
      return [[`divisor ${show(b)} dropped`, a]];
    default:
      return [];
  }
}
