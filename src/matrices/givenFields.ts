import { complexOver, normSquared } from "../algebra/complex.ts";
import type { GaussianRational } from "../algebra/complex.ts";
import { mapMatrix, showMatrix } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { parseRational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { replayCommand } from "../claim/replay.ts";
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

/** Complex rational functions of the d coordinates and of parameters, and how to write them. */
export interface Functions {
  readonly coordinate: (mu: number) => Entry;
  /** A real number that does not depend on the point, by its name. */
  readonly parameter: (name: string) => Entry;
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
  /** The unknown field of that name and index: N×N, or 1×1 for a scalar. */
  readonly value: (C: Functions, name: string, index: number) => Matrix<Entry>;
  /** A rational point at which a difference is printed. */
  readonly at: readonly Rational[];
  /** Values of the parameters there. */
  readonly parameters?: Readonly<Record<string, Rational>>;
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
    only: `the field ${field.name}`,
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
          replay: replayCommand(problem.claim, problem.variant),
        },
      };
    },
  };
}

const coordinateName = (mu: number): string => `x${mu}`;
const parameterName = (name: string): string => `parameter ${name}`;

/** The field, and its derivatives along coordinates, as nodes. */
function fieldIn(B: ProgramBuilder, field: GivenField): (unknown: Term) => Matrix<Entry> {
  const K = complexNodes(B);
  const zero = B.constant(0);
  const functions: Functions = {
    coordinate: (mu) => ({ re: B.variable(coordinateName(mu)), im: zero }),
    parameter: (name) => ({ re: B.variable(parameterName(name)), im: zero }),
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

/** The exact values of entries at a point of the coordinates and parameters. */
function valuesAt(
  B: ProgramBuilder,
  entries: readonly Entry[],
  point: readonly Rational[],
  parameters: Readonly<Record<string, Rational>> = {},
): GaussianRational[] {
  const program = B.program(entries.flatMap(({ re, im }) => [re, im]));
  const known = new Map([
    ...point.map((x, mu) => [coordinateName(mu), x] as const),
    ...Object.entries(parameters).map(([name, x]) => [parameterName(name), x] as const),
  ]);
  const values = evaluate(
    rationals,
    program,
    program.variables.map((name) => {
      const value = known.get(name);
      if (value === undefined) throw new DomainError("given field", "a value of it", name);
      return value;
    }),
  );
  return entries.map((_, k) => ({ re: values[2 * k], im: values[2 * k + 1] }));
}

function showAt(B: ProgramBuilder, field: GivenField, entries: readonly Entry[]): string {
  const Q = complexOver(rationals);
  const values = valuesAt(B, entries, field.at, field.parameters);
  if (values.length === 1) return Q.show(values[0]);
  return showMatrix(
    Q,
    Array.from({ length: field.N }, (_, i) => values.slice(i * field.N, (i + 1) * field.N)),
  );
}

/**
 * The entries of the left side of a problem for a given field, exactly, at a point (coordinates and
 * parameters written as `-3/8`), component after component.
 *
 * @throws {DomainError} where a divisor vanishes, or a parameter has no value
 */
export function leftValues(
  field: GivenField,
  problem: Problem,
  points: readonly (readonly string[])[],
  parameters: Readonly<Record<string, string>> = {},
): GaussianRational[][] {
  const B = programBuilder();
  const entries = entriesOf(B, field.N, jetsOf(problem).left, fieldIn(B, field)).flat();
  const values = Object.entries(parameters).map(([name, x]) => [name, parseRational(x)] as const);
  return points.map((point) =>
    valuesAt(B, entries, point.map(parseRational), Object.fromEntries(values)),
  );
}

/** √Σ|entry|² of `leftValues` at each point: what a figure draws. Exact but for the last square root. */
export function leftSizes(
  field: GivenField,
  problem: Problem,
  points: readonly (readonly string[])[],
  parameters: Readonly<Record<string, string>> = {},
): number[] {
  return leftValues(field, problem, points, parameters).map((values) => {
    const squares = values.map((z) => normSquared(rationals, z));
    const { n, d } = squares.reduce(rationals.add);
    return Math.sqrt(Number(n) / Number(d));
  });
}
