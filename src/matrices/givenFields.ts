import { complexOver } from "../algebra/complex.ts";
import { mapMatrix, showMatrix } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { parseRational, rational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import { decide } from "../polynomial/decide.ts";
import { programBuilder } from "../program/builder.ts";
import type { ProgramBuilder } from "../program/builder.ts";
import { evaluate } from "../program/evaluate.ts";
import { derivation } from "../program/total.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { complexNodes, entriesOf, type Entry } from "./entries.ts";
import { matrixFields } from "./signature.ts";
import type { MatrixFields } from "./signature.ts";
import { jetsOf } from "./witness.ts";

/** Complex rational functions of the d coordinates, and how to write them. */
export interface Functions {
  readonly coordinate: (mu: number) => Entry;
  readonly constant: (q: Rational) => Entry;
  readonly i: Entry;
  readonly add: (a: Entry, b: Entry) => Entry;
  readonly mul: (a: Entry, b: Entry) => Entry;
  /** a/s for a real function s: defined where s ≠ 0. */
  readonly over: (a: Entry, s: Entry) => Entry;
}

export interface GivenField {
  readonly name: string;
  readonly d: number;
  readonly N: number;
  /** The unknown field of that name and index. */
  readonly value: (C: Functions, name: string, index: number) => Matrix<Entry>;
  /** A rational point at which a difference is printed. */
  readonly at: readonly Rational[];
}

/**
 * One field given by rational functions of the coordinates: both sides, and the side conditions, are
 * decided as functions, so an equality holds at every point where no divisor vanishes. Side conditions
 * that the field does not satisfy leave the question undecided.
 */
export function givenField(field: GivenField): Model<MatrixFields> {
  return {
    name: field.name,
    kind: "proved",
    interprets: Object.keys(matrixFields.operations),
    readsGiven: true,
    canDrop: [],
    takes: (c) => c.d === undefined || c.d === field.d,
    check: (problem): Finding => {
      const scope = `the field ${field.name}, at every point`;
      const jets = jetsOf(problem);
      const B = programBuilder();
      const value = fieldIn(B, field);
      const entries = entriesOf(
        B,
        field.N,
        [...jets.given.flat(), ...jets.left, ...jets.right],
        value,
      );
      const differ = (at: number, with_: number): string | undefined => {
        const roots = entries[at].flatMap((z, k) => [
          B.sub(z.re, entries[with_][k].re),
          B.sub(z.im, entries[with_][k].im),
        ]);
        const decision = decide(B.program(roots));
        return decision.kind === "zero"
          ? undefined
          : decision.kind === "nonzero"
            ? "differ"
            : decision.why;
      };
      const undecided = (reason: string): Finding => ({ outcome: "undecided", scope, reason });
      const g = 2 * jets.given.length;
      for (const [i, { hypothesis }] of problem.given.entries()) {
        const verdict = differ(2 * i, 2 * i + 1);
        if (verdict === "differ") return undecided(`the field does not satisfy ${hypothesis}`);
        if (verdict !== undefined) return undecided(`${hypothesis}: ${verdict}`);
      }
      const n = jets.left.length;
      const verdicts = jets.left.map((_, i) => differ(g + i, g + n + i));
      const at = verdicts.indexOf("differ");
      const cancelled = entries.length;
      if (at < 0) {
        const why = verdicts.find((verdict) => verdict !== undefined);
        return why === undefined ? { outcome: "holds", scope, cancelled } : undecided(why);
      }
      const show = (x: readonly Entry[]): string => showAt(B, field, x);
      return {
        outcome: "fails",
        scope,
        cancelled,
        witness: {
          says: `${field.name}, component ${at}, at the point (${field.at.map(rationals.show).join(", ")})`,
          values: Object.fromEntries(
            jets.unknowns
              .filter((u) => u.literals.length === 2)
              .map((u) => [unknownName(u), show(value(u).flat())]),
          ),
          left: show(entries[g + at]),
          right: show(entries[g + n + at]),
          size: "found",
          confirmed: "exact",
          replay: `commute replay ${problem.claim}${problem.variant === undefined ? "" : ` --near-miss ${problem.variant}`}`,
        },
      };
    },
  };
}

const coordinateName = (mu: number): string => `x${mu}`;

/** The field, and its derivatives along coordinates, as nodes. */
function fieldIn(B: ProgramBuilder, field: GivenField): (unknown: Term) => Matrix<Entry> {
  const K = complexNodes(B);
  const zero = B.constant(0);
  const functions: Functions = {
    coordinate: (mu) => ({ re: B.variable(coordinateName(mu)), im: zero }),
    constant: (q) => ({ re: B.constant(q), im: zero }),
    i: K.i,
    add: K.add,
    mul: K.mul,
    over: (a, s) => {
      if (s.im !== zero) throw new DomainError(field.name, "a real divisor", K.show(s));
      return { re: B.div(a.re, s.re), im: B.div(a.im, s.re) };
    },
  };
  const partials = Array.from({ length: field.d }, (_, mu) =>
    derivation(B, (name) => (name === coordinateName(mu) ? B.constant(1) : undefined)),
  );
  return (unknown) => {
    const [name, index, ...directions] = unknown.literals;
    return directions.reduce<Matrix<Entry>>(
      (value, direction) => {
        if (typeof direction !== "number")
          throw new DomainError(field.name, "derivatives along coordinates", String(direction));
        const partial = partials[direction];
        return mapMatrix(value, (z) => ({ re: partial(z.re), im: partial(z.im) }));
      },
      field.value(functions, String(name), Number(index)),
    );
  };
}

/** The exact values of entries at a point of the coordinates. */
function valuesAt(
  B: ProgramBuilder,
  entries: readonly Entry[],
  point: readonly Rational[],
): { readonly re: Rational; readonly im: Rational }[] {
  const program = B.program(entries.flatMap(({ re, im }) => [re, im]));
  const names = point.map((_, mu) => coordinateName(mu));
  const values = evaluate(
    rationals,
    program,
    program.variables.map((name) => point[names.indexOf(name)]),
  );
  return entries.map((_, k) => ({ re: values[2 * k], im: values[2 * k + 1] }));
}

function showAt(B: ProgramBuilder, field: GivenField, entries: readonly Entry[]): string {
  const Q = complexOver(rationals);
  const values = valuesAt(B, entries, field.at);
  if (values.length === 1) return Q.show(values[0]);
  return showMatrix(
    Q,
    Array.from({ length: field.N }, (_, i) => values.slice(i * field.N, (i + 1) * field.N)),
  );
}

/**
 * √Σ|entry|² over all components of the left side of a problem, at each of the points (coordinates
 * written as `-3/8`): what a figure draws. Exact but for the last square root.
 */
export function leftSizes(
  field: GivenField,
  problem: Problem,
  points: readonly (readonly string[])[],
): number[] {
  const B = programBuilder();
  const entries = entriesOf(B, field.N, jetsOf(problem).left, fieldIn(B, field)).flat();
  return points.map((point) => {
    const squares = valuesAt(B, entries, point.map(parseRational))
      .flatMap(({ re, im }) => [re, im])
      .map((q) => rationals.mul(q, q));
    const { n, d } = squares.reduce(rationals.add);
    return Math.sqrt(Number(n) / Number(d));
  });
}

/** −iσ₁/2, −iσ₂/2, −iσ₃/2: a basis of su(2) with [t₁, t₂] = t₃, times 2, as quaternion units. */
function quaternionUnits(C: Functions): readonly Matrix<Entry>[] {
  const [zero, one, minus] = [0, 1, -1].map((n) => C.constant(rational(n)));
  const minusI = C.mul(minus, C.i);
  return [
    [
      [zero, minusI],
      [minusI, zero],
    ],
    [
      [zero, minus],
      [one, zero],
    ],
    [
      [minusI, zero],
      [zero, C.i],
    ],
  ];
}

function combination(C: Functions, coefficients: readonly Entry[]): Matrix<Entry> {
  const units = quaternionUnits(C);
  return [0, 1].map((r) =>
    [0, 1].map((c) => coefficients.map((z, a) => C.mul(z, units[a][r][c])).reduce(C.add)),
  );
}

/**
 * The constant su(2) potential A = t₁dx¹ + t₂dx² (directions 0 and 1 here), t_a = −iσ_a/2: F = t₃ dx¹∧dx².
 * Source: Coleman 1977 discusses constant potentials; the check is by hand.
 */
export function constantPotential(d: number): Model<MatrixFields> {
  return givenField({
    name: "constant su(2) potential A₀ = t₁, A₁ = t₂",
    d,
    N: 2,
    at: Array.from({ length: d }, () => rational(0)),
    value: (C, _, index) => {
      const half = C.constant(rational(1, 2));
      const zero = C.constant(rational(0));
      return combination(C, [index === 0 ? half : zero, index === 1 ? half : zero, zero]);
    },
  });
}

/**
 * The BPST instanton of size 1 on R⁴ in regular gauge: A = Im(x̄ dx)/(1 + |x|²) with the quaternion
 * x = x₀ + x₁e₁ + x₂e₂ + x₃e₃, e_a = −iσ_a.
 *
 * Source: Belavin, Polyakov, Schwartz, Tyupkin, Phys. Lett. B 59 (1975) 85; Atiyah, Geometry of
 * Yang–Mills fields (1979), section 2.
 */
export const bpst: GivenField = {
  name: "BPST instanton",
  d: 4,
  N: 2,
  at: [rational(0), rational(1), rational(0), rational(0)],
  value: (C, _, mu) => {
    const s = [0, 1, 2, 3]
      .map(C.coordinate)
      .reduce((sum, x) => C.add(sum, C.mul(x, x)), C.constant(rational(1)));
    return combination(
      C,
      imaginaryPart(C, mu).map((z) => C.over(z, s)),
    );
  },
};

/** `bpst` as a model. */
export function instanton(): Model<MatrixFields> {
  return givenField(bpst);
}

/** The components of Im(x̄ e_μ): for μ = 0 it is −x_a; else x₀ δ_aμ − ε_{bμa} x_b. */
function imaginaryPart(C: Functions, mu: number): Entry[] {
  const minus = C.constant(rational(-1));
  return [1, 2, 3].map((a) => {
    if (mu === 0) return C.mul(minus, C.coordinate(a));
    if (a === mu) return C.coordinate(0);
    const b = 6 - a - mu;
    // x̄ e_μ contains −x_b e_b e_μ = −x_b (±e_a): + for (b, μ, a) cyclic.
    const cyclic = (b % 3) + 1 === mu;
    return cyclic ? C.mul(minus, C.coordinate(b)) : C.coordinate(b);
  });
}
