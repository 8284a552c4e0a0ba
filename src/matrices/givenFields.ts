import { complexOver } from "../algebra/complex.ts";
import type { Complex } from "../algebra/complex.ts";
import { extendDerivation, localise } from "../algebra/localised.ts";
import type { Localised } from "../algebra/localised.ts";
import { eqMatrix, mapMatrix, showMatrix, zeroMatrix } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { evaluate as evaluatePolynomial, partial, polynomials } from "../algebra/polynomial.ts";
import type { Polynomial, PolynomialRing } from "../algebra/polynomial.ts";
import { parseRational, rational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { DomainError } from "../errors.ts";
import { evaluate } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { exactMatrices } from "./exact.ts";
import type { ExactCarriers } from "./exact.ts";
import { matrices, matrixFields } from "./signature.ts";
import type { MatrixFields } from "./signature.ts";
import { jetsOf } from "./witness.ts";

/** A function num/s^k of the coordinates, with a polynomial s fixed in advance. */
export type Function = Localised<Polynomial<Rational>>;
type Entry = Complex<Function>;

/** The functions of d coordinates x0 … x(d−1) with poles only where s = 0, and how to write them. */
export interface Functions {
  readonly coordinate: (mu: number) => Entry;
  readonly constant: (q: Rational) => Entry;
  readonly i: Entry;
  readonly inverse: Entry;
  readonly add: (a: Entry, b: Entry) => Entry;
  readonly mul: (a: Entry, b: Entry) => Entry;
}

export interface GivenField {
  readonly name: string;
  readonly d: number;
  readonly N: number;
  /** The denominator s as a polynomial of the coordinates; 1 where there is none. */
  readonly denominator: (P: PolynomialRing<Rational>) => Polynomial<Rational>;
  /** The unknown field of that name and index. */
  readonly value: (C: Functions, name: string, index: number) => Matrix<Entry>;
  /** A rational point at which a difference is printed. */
  readonly at: readonly Rational[];
}

/**
 * One field given by rational functions of the coordinates: both sides, and the side conditions, are
 * computed as functions, so an equality holds at every point of the domain s ≠ 0. Side conditions that
 * the field does not satisfy leave the question undecided.
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
      const roots = [...jets.given.flat(), ...jets.left, ...jets.right];
      const { values, K, show } = valuesOf(field, roots);
      const equal = (a: (typeof values)[number], b: (typeof values)[number]): boolean =>
        "re" in a && "re" in b ? K.eq(a, b) : eqMatrix(K, a as Matrix<Entry>, b as Matrix<Entry>);
      const g = 2 * jets.given.length;
      for (let i = 0; i < jets.given.length; i++)
        if (!equal(values[2 * i], values[2 * i + 1]))
          return {
            outcome: "undecided",
            scope,
            reason: `the field does not satisfy ${problem.given[i].hypothesis}`,
          };
      const n = jets.left.length;
      const at = jets.left.findIndex((_, i) => !equal(values[g + i], values[g + n + i]));
      const cancelled = roots.length;
      if (at < 0) return { outcome: "holds", scope, cancelled };
      return {
        outcome: "fails",
        scope,
        cancelled,
        witness: {
          says: `${field.name}, component ${at}, at the point (${field.at.map(rationals.show).join(", ")})`,
          values: Object.fromEntries(
            jets.unknowns
              .filter((u) => u.literals.length === 2)
              .map((u) => [unknownName(u), show(valueOf(field, u))]),
          ),
          left: show(values[g + at]),
          right: show(values[g + n + at]),
          size: "found",
          confirmed: "exact",
          replay: `commute replay ${problem.claim}${problem.variant === undefined ? "" : ` --near-miss ${problem.variant}`}`,
        },
      };
    },
  };
}

function algebraOf(field: GivenField) {
  const names = [...Array(field.d).keys()].map((mu) => `x${mu}`);
  const P = polynomials(rationals, names);
  const L = localise(P, field.denominator(P));
  const K = complexOver<Function>(L);
  const real = (f: Polynomial<Rational>): Entry => ({ re: L.embed(f), im: L.zero });
  const functions: Functions = {
    coordinate: (mu) => real(P.variable(names[mu])),
    constant: (q) => real(P.constant(q)),
    i: K.i,
    inverse: { re: L.inverse, im: L.zero },
    add: K.add,
    mul: K.mul,
  };
  const derivations = names.map((name) => extendDerivation(L, (f) => partial(P, f, name)));
  return { P, L, K, functions, derivations };
}

function valueOf(field: GivenField, unknown: Term): Matrix<Entry> {
  const { K, functions, derivations } = algebraOf(field);
  const [name, index, ...directions] = unknown.literals;
  let value = field.value(functions, String(name), Number(index));
  for (const direction of directions) {
    if (typeof direction !== "number")
      throw new DomainError(field.name, "derivatives along coordinates", String(direction));
    const derive = derivations[direction];
    value = mapMatrix(value, (z) => ({ re: derive(z.re), im: derive(z.im) }));
  }
  return value.length === 0 ? zeroMatrix(K, field.N) : value;
}

function valuesOf(field: GivenField, roots: readonly Term[]) {
  const { P, L, K } = algebraOf(field);
  const point = {
    apply: (): never => {
      throw new DomainError("matrix fields", "no unknown functions", "one");
    },
    unknown: (u: Term): Matrix<Entry> => valueOf(field, u),
  };
  const literal = (by: number | string): Function => L.embed(P.constant(parseRational(String(by))));
  const values = evaluate<typeof matrices, ExactCarriers<Function>>(
    matrices,
    exactMatrices(L, K, field.N, literal),
    point,
    roots,
  );
  const entryAt = (point: readonly Rational[]): ((z: Entry) => Complex<Rational>) => {
    const coordinates = new Map(P.variables.map((name, mu) => [name, point[mu]]));
    const polynomialAt = (f: Polynomial<Rational>): Rational =>
      evaluatePolynomial(P, f, rationals, (q) => q, coordinates);
    const numberAt = (f: Function): Rational => {
      let value = polynomialAt(f.num);
      const s = polynomialAt(L.s);
      for (let k = 0; k < f.exp; k++) value = rationals.mul(value, rationals.inv(s));
      return value;
    };
    return (z) => ({ re: numberAt(z.re), im: numberAt(z.im) });
  };
  const Q = complexOver(rationals);
  const at = entryAt(field.at);
  const show = (x: (typeof values)[number]): string =>
    "re" in x ? Q.show(at(x)) : showMatrix(Q, mapMatrix(x as Matrix<Entry>, at));
  return { values, K, show, entryAt };
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
  const { values, entryAt } = valuesOf(field, jetsOf(problem).left);
  const entries = values.flatMap((x) => ("re" in x ? [x] : (x as Matrix<Entry>).flat()));
  return points.map((point) => {
    const at = entryAt(point.map(parseRational));
    const squares = entries
      .map(at)
      .flatMap(({ re, im }) => [re, im].map((q) => rationals.mul(q, q)));
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
    denominator: (P) => P.one,
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
  denominator: (P) =>
    [0, 1, 2, 3]
      .map((mu) => P.variable(`x${mu}`))
      .reduce((sum, x) => P.add(sum, P.mul(x, x)), P.one),
  at: [rational(0), rational(1), rational(0), rational(0)],
  value: (C, _, mu) =>
    combination(
      C,
      imaginaryPart(C, mu).map((z) => C.mul(z, C.inverse)),
    ),
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
