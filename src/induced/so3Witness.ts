import { convergent } from "../algebra/continuedFraction.ts";
import { gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import { eqMatrix, showMatrix, type Matrix } from "../algebra/matrix.ts";
import {
  absoluteRational,
  compareRationals,
  rational,
  rationals,
  type Rational,
} from "../algebra/rational.ts";
import type { Problem } from "../claim/problem.ts";
import { replayCommand } from "../claim/replay.ts";
import { DomainError } from "../errors.ts";
import type { Witness } from "../record/schema.ts";
import { evaluate } from "../term/evaluate.ts";
import { reachable, unknownName, type Term } from "../term/term.ts";
import { readRule } from "./condition.ts";
import {
  rotationAlgebra,
  spinFunction,
  type RotationCarriers,
  type SphereBundlePoint,
  type Turn,
} from "./rotations.ts";
import { inducedFunctions, type InducedFunctions } from "./signature.ts";
import {
  exactLeaves,
  exactOperations,
  showFunction,
  showTurn,
  type Parameters,
} from "./so3Draw.ts";

type Exact = Matrix<GaussianRational>;

/** Parameters are rounded to convergents of denominator up to q, coarsest first. */
const roundings = [1, 2, 4, 16, 256, 65_536];

/**
 * Float finds, exact confirms: quaternions, half-angle tangents and coefficients of a failing sample
 * are rounded to small rationals that keep the difference over Q(i), then shrunk one by one.
 */
export function confirmRotation(
  problem: Problem,
  weight: number,
  drawn: Parameters<number>,
): Witness | undefined {
  for (const q of roundings) {
    const rounded = new Map(
      [...drawn].map(([name, xs]): [string, Rational[]] => [
        name,
        xs.map((x) => convergent(x, BigInt(q))),
      ]),
    );
    if (differs(problem, weight, rounded))
      return witnessFrom(problem, weight, shrink(problem, weight, rounded));
  }
  return undefined;
}

/** Both sides over Q(i), each as one or two matrices. */
export function exactSides(
  problem: Pick<Problem, "left" | "right" | "given">,
  weight: number,
  parameters: Parameters<Rational>,
): { readonly left: Exact[]; readonly right: Exact[] } {
  const leaves = exactLeaves(weight, parameters);
  const rules = problem.given.map(readRule);
  const point = {
    unknown: (term: Term): Exact | Turn<Exact> =>
      term.sort === "H" ? leaves.turn(unknownName(term)) : leaves.rotation(unknownName(term)),
    apply: (
      name: string,
      [g]: readonly (Exact | Turn<Exact> | SphereBundlePoint<Exact>)[],
    ): Exact =>
      spinFunction(
        exactOperations,
        weight,
        rules.find((r) => r.f === name),
        leaves.terms(name),
        g as Exact,
      ),
  };
  const values = evaluate<InducedFunctions, RotationCarriers<Exact>>(
    inducedFunctions,
    rotationAlgebra(exactOperations, weight),
    point,
    [...problem.left, ...problem.right],
  ) as (Exact | SphereBundlePoint<Exact>)[];
  const parts = (x: Exact | SphereBundlePoint<Exact>): Exact[] =>
    "point" in x ? [x.point, x.tensor] : [x];
  return {
    left: values.slice(0, problem.left.length).flatMap(parts),
    right: values.slice(problem.left.length).flatMap(parts),
  };
}

function differs(problem: Problem, weight: number, parameters: Parameters<Rational>): boolean {
  try {
    const { left, right } = exactSides(problem, weight, parameters);
    return left.some((l, i) => !eqMatrix(K, l, right[i]));
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** A local minimum: no parameter can be replaced by 0, 1, −1 or 1/2 if that is smaller. */
function shrink(
  problem: Problem,
  weight: number,
  start: Parameters<Rational>,
): Parameters<Rational> {
  const current = new Map([...start].map(([name, xs]) => [name, [...xs]]));
  const simpler = (a: Rational, b: Rational): boolean => compareRationals(height(a), height(b)) < 0;
  for (const [, xs] of current)
    xs.forEach((before, i) => {
      for (const candidate of [rational(0), rational(1), rational(-1), rational(1, 2)]) {
        if (!simpler(candidate, before)) continue;
        xs[i] = candidate;
        if (differs(problem, weight, current)) return;
        xs[i] = before;
      }
    });
  return current;
}

/** |n| + d − 1, with 0 below 1. */
function height(a: Rational): Rational {
  return rational(absoluteRational(a).n + a.d - 1n);
}

function witnessFrom(problem: Problem, weight: number, parameters: Parameters<Rational>): Witness {
  const { left, right } = exactSides(problem, weight, parameters);
  const at = left.findIndex((l, i) => !eqMatrix(K, l, right[i]));
  const occurring = new Set([...problem.left, ...problem.right].flatMap(namesIn));
  const values: Record<string, string> = {};
  for (const u of problem.unknowns) {
    const p = parameters.get(u.name) ?? [];
    if (!occurring.has(u.name)) continue;
    values[u.name] =
      u.sort === "G"
        ? `the rotation of the quaternion (${p.map(rationals.show).join(", ")})`
        : u.sort === "H"
          ? showTurn(p[0])
          : showFunction(weight, p, problem.given.length === 0);
  }
  const show = (x: Exact): string => (x.length === 1 ? K.show(x[0][0]) : showMatrix(K, x));
  return {
    says: `SO(3) ⊃ SO(2), ρ of weight ${weight}`,
    values,
    left: show(left[at]),
    right: show(right[at]),
    size: "shrunk",
    confirmed: "exact",
    replay: replayCommand(problem.claim, problem.variant),
  };
}

function namesIn(root: Term): string[] {
  return reachable([root]).flatMap((t) => {
    if (t.op === "apply") return [String(t.literals[0])];
    return t.op === "unknown" ? [unknownName(t)] : [];
  });
}
