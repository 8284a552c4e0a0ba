import { gaussianRationals } from "../algebra/complex.ts";
import type { Complex } from "../algebra/complex.ts";
import { eqMatrix, mapMatrix, showMatrix } from "../algebra/matrix.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { rational, rationals } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { ModelWork } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { replayCommand } from "../claim/replay.ts";
import { shrunk } from "../claim/shrink.ts";
import type { Parameters } from "../claim/shrink.ts";
import { DomainError, FrameworkError } from "../errors.ts";
import type { Stream } from "../numeric/random.ts";
import { show as showBox } from "../reals/complexBox.ts";
import type { ComplexBox } from "../reals/complexBox.ts";
import type { Witness } from "../record/schema.ts";
import { prolong } from "../term/differentiate.ts";
import { evaluate } from "../term/evaluate.ts";
import { reachable, unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { exactMatrices, literalIn, matrixFrom, parameterCount } from "./exact.ts";
import type { ExactCarriers } from "./exact.ts";
import { byCurrents, currentName } from "./currents.ts";
import { boxOf, disjointBoxes, enclosedLayers } from "./enclosedLayers.ts";
import type { EnclosedCarriers } from "./enclosedLayers.ts";
import { matrices, matrixLayers } from "./signature.ts";

/** The unknown matrices of a problem without derivations: each jet is one of them. */
export interface Jets {
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  readonly given: readonly (readonly [Term, Term])[];
  readonly unknowns: readonly Term[];
  readonly propertyOf: (name: string) => string | undefined;
}

/**
 * Removes derivations from a problem and lists what is then unknown; the jets of a unitary field are
 * written by its currents, which are antihermitian.
 */
export function jetsOf(problem: Problem): Jets {
  const n = problem.left.length;
  const g = problem.given.length;
  const properties = new Map(problem.unknowns.map((u) => [u.name, u.property]));
  const isUnitary = (name: string): boolean => properties.get(name) === "unitary";
  const jets = prolong(
    problem.store,
    [...problem.left, ...problem.right, ...problem.given.flatMap((g) => [g.left, g.right])],
    (name) => properties.get(name) === "constant",
  );
  for (const { literals } of reachable(jets).filter((t) => t.op === "unknown"))
    if (isUnitary(String(literals[0])))
      for (const direction of literals.slice(2))
        properties.set(currentName(literals[0], direction), "antihermitian");
  const terms = byCurrents(problem.store, jets, isUnitary);
  const unknowns = reachable(terms).filter((t) => t.op === "unknown");
  const given = Array.from({ length: g }, (_, i): readonly [Term, Term] => [
    terms[2 * n + 2 * i],
    terms[2 * n + 2 * i + 1],
  ]);
  return {
    left: terms.slice(0, n),
    right: terms.slice(n, 2 * n),
    given,
    unknowns,
    propertyOf: (name) => properties.get(name),
  };
}

const Q = rationals;
const K = gaussianRationals;

/** Both sides of a problem, evaluated exactly at given parameters of N×N matrices. */
export function sidesAt(
  jets: Jets,
  N: number,
  parameters: Parameters,
): {
  readonly left: (Matrix<Complex<Rational>> | Complex<Rational>)[];
  readonly right: (Matrix<Complex<Rational>> | Complex<Rational>)[];
} {
  const point = {
    apply: (): never => {
      throw new DomainError("matrices", "no unknown functions", "one");
    },
    unknown: (term: Term) =>
      matrixFrom(Q, K, N, propertyOf(jets, term), parameters.get(unknownName(term)) ?? []),
  };
  const values = evaluate<typeof matrices, ExactCarriers<Rational>>(
    matrices,
    exactMatrices(Q, K, N, (by) => literalIn(Q, by)),
    point,
    [...jets.left, ...jets.right],
  );
  return { left: values.slice(0, jets.left.length), right: values.slice(jets.left.length) };
}

/**
 * The property of an unknown matrix: a jet of a Hermitian field is Hermitian, of an antihermitian one
 * antihermitian; a constant matrix is any matrix.
 */
export function propertyOf(jets: Jets, term: Term): string | undefined {
  const property = jets.propertyOf(String(term.literals[0]));
  return property === "constant" ? undefined : property;
}

/** A component in which the sides differ: its number, both sides as text, and how that is known. */
export interface Difference {
  readonly at: number;
  readonly left: string;
  readonly right: string;
  readonly confirmed: "exact" | "enclosure";
}

/** The first component where both sides differ at these parameters, if one does; singular points do not. */
export function differenceAt(
  jets: Jets,
  N: number,
  parameters: Parameters,
): Difference | undefined {
  try {
    return (isLayered(jets) ? enclosedDifference : exactDifference)(jets, N, parameters);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

function exactDifference(jets: Jets, N: number, parameters: Parameters): Difference | undefined {
  const { left, right } = sidesAt(jets, N, parameters);
  const at = left.findIndex((l, i) => !equal(l, right[i]));
  return at < 0
    ? undefined
    : { at, left: show(left[at]), right: show(right[at]), confirmed: "exact" };
}

/** Whether an operation is no polynomial in the entries and their conjugates. */
export function isLayered(jets: Jets): boolean {
  return reachable([...jets.left, ...jets.right]).some((t) => polynomialFree.has(t.op));
}
const polynomialFree: ReadonlySet<string> = new Set(
  Object.keys(matrixLayers.operations).filter((op) => !(op in matrices.operations)),
);

/** The sides as disjoint enclosures. */
function enclosedDifference(jets: Jets, N: number, parameters: Parameters): Difference | undefined {
  const point = {
    apply: (): never => {
      throw new DomainError("matrices", "no unknown functions", "one");
    },
    unknown: (term: Term) =>
      mapMatrix(
        matrixFrom(Q, K, N, propertyOf(jets, term), parameters.get(unknownName(term)) ?? []),
        boxOf,
      ),
  };
  const values = evaluate<typeof matrixLayers, EnclosedCarriers>(
    matrixLayers,
    enclosedLayers(N),
    point,
    [...jets.left, ...jets.right],
  );
  const n = jets.left.length;
  const boxes = (x: (typeof values)[number]): ComplexBox[] => ("re" in x ? [x] : x.flat());
  for (let at = 0; at < n; at++) {
    const [left, right] = [boxes(values[at]), boxes(values[n + at])];
    const entry = left.findIndex((z, k) => disjointBoxes(z, right[k]));
    if (entry < 0) continue;
    const of = left.length > 1 ? `entry ${Math.floor(entry / N)}${entry % N}: ` : "";
    const text = (z: ComplexBox): string => `${of}${showBox(z, 8)}`;
    return { at, left: text(left[entry]), right: text(right[entry]), confirmed: "enclosure" };
  }
  return undefined;
}

function equal(
  a: Matrix<Complex<Rational>> | Complex<Rational>,
  b: Matrix<Complex<Rational>> | Complex<Rational>,
): boolean {
  return "re" in a && "re" in b
    ? K.eq(a, b)
    : eqMatrix(K, a as Matrix<Complex<Rational>>, b as Matrix<Complex<Rational>>);
}

/**
 * Looks for matrices of small size on which both sides differ, smallest N first, six times with
 * parameters −1, 0, 1, then twice with −3, …, 3; what is found is shrunk. This makes a non-zero
 * normal form of the free algebra a refutation (design I3).
 */
export function concretise(
  problem: Problem,
  work: ModelWork,
  sizes: readonly number[] = [1, 2, 3],
): Witness | undefined {
  const jets = jetsOf(problem);
  for (const N of sizes)
    for (let attempt = 0; attempt < 8; attempt++) {
      const parameters = smallParameters(
        jets,
        N,
        work.stream("witness", String(N)).at(attempt),
        attempt < 6 ? 1 : 3,
      );
      if (differenceAt(jets, N, parameters) !== undefined)
        return witnessFrom(problem, jets, N, parameters);
    }
  return undefined;
}

function smallParameters(jets: Jets, N: number, s: Stream, height: number): Parameters {
  return new Map(
    jets.unknowns.map((u) => [
      unknownName(u),
      Array.from({ length: parameterCount(propertyOf(jets, u), N) }, () =>
        rational(s.integer(-height, height)),
      ),
    ]),
  );
}

/** Shrinks parameters at which the sides differ, and prints them. */
export function witnessFrom(
  problem: Problem,
  jets: Jets,
  N: number,
  parameters: Parameters,
): Witness {
  const least = shrunk(parameters, (p) => differenceAt(jets, N, p) !== undefined);
  const found = differenceAt(jets, N, least);
  if (found === undefined)
    throw new FrameworkError("a shrunk witness was one before its last step, and is none after");
  const values: Record<string, string> = {};
  for (const u of jets.unknowns) {
    const name = unknownName(u);
    const p = least.get(name) ?? [];
    if (p.some((x) => x.n !== 0n) || propertyOf(jets, u) !== undefined)
      values[name] = showMatrix(K, matrixFrom(Q, K, N, propertyOf(jets, u), p));
  }
  const zeros = jets.unknowns.length - Object.keys(values).length;
  return {
    says: `${N}×${N} matrices${zeros > 0 ? `, ${zeros} further unknowns zero` : ""}${jets.left.length > 1 ? `, component ${found.at}` : ""}`,
    values,
    left: found.left,
    right: found.right,
    size: "shrunk",
    confirmed: found.confirmed,
    replay: replayCommand(problem.claim, problem.variant),
  };
}

function show(x: Matrix<Complex<Rational>> | Complex<Rational>): string {
  return "re" in x ? K.show(x) : showMatrix(K, x);
}
