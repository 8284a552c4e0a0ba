import { replayCommand } from "../claim/replay.ts";
import type { Finding, Model } from "../claim/model.ts";
import type { Problem } from "../claim/problem.ts";
import { DomainError, FrameworkError } from "../errors.ts";
import * as I from "../reals/interval.ts";
import type { Interval } from "../reals/interval.ts";
import { arg, cos, pi, sin } from "../reals/intervalTrig.ts";
import { evaluate } from "../term/evaluate.ts";
import type { Algebra } from "../term/evaluate.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import { zeroIn } from "./finiteLinks.ts";
import { literalInterval } from "./literal.ts";
import { latticeLinks } from "./signature.ts";
import type { LatticeLinks } from "./signature.ts";
import { torus } from "./torus.ts";
import type { Torus } from "./torus.ts";

/** A box that contains a complex number, known up to a positive factor: its argument is what counts. */
interface Box {
  readonly re: Interval;
  readonly im: Interval;
}

interface BandCarriers {
  readonly [sort: string]: Box | Interval;
  readonly M: Box;
  readonly T: Interval;
  readonly C: Interval;
}

/** Where no number is certified: the gap closes, an overlap vanishes, or a plaquette may be −1. */
export class TouchesExceptionalSet extends DomainError {
  override readonly name: string = "TouchesExceptionalSet";
}

/**
 * The lower band of d(k)·σ with d = (sin kx, sin ky, m + cos kx + cos ky) on the lattice k = 2π(i/Nx,
 * j/Ny), in outward-rounded intervals: the unknowns `x[k]` and `y[k]` are the overlaps u(k)†u(k + μ),
 * up to a positive factor. A configuration is {Nx, Ny, m}, m a rational number. An enclosure of left −
 * right that contains 0 and is narrower than 1 decides where both are integers: a premise of the claim.
 *
 * Source: Qi, Wu, Zhang, Phys. Rev. B 74 (2006) 085308; Fukui, Hatsugai, Suzuki 2005, eq. (7), (8).
 */
export function lowerBandLinks(): Model<LatticeLinks> {
  return {
    name: "lower band of QWZ, intervals of doubles",
    kind: "certified",
    interprets: Object.keys(latticeLinks.operations),
    canDrop: [],
    check: (problem): Finding => {
      const scope = "left − right enclosed";
      let enclosure: [number, number] = [0, 0];
      try {
        const values = bandValues(problem, String(problem.configuration.m), [
          ...problem.left,
          ...problem.right,
        ]);
        for (const [i, l] of problem.left.entries()) {
          const [left, right] = [values[i], values[problem.left.length + i]];
          const difference = I.sub(left, right);
          enclosure = [difference.lo, difference.hi];
          if (!(I.width(difference) < 1))
            return { scope, outcome: "undecided", enclosure, reason: "an enclosure wider than 1" };
          if (zeroIn(difference, l.sort === "C")) continue;
          return {
            scope,
            cases: 1,
            outcome: "fails",
            enclosure,
            witness: bandWitness(problem, left, right),
          };
        }
        return { scope, cases: 1, outcome: "holds", enclosure };
      } catch (error) {
        if (error instanceof TouchesExceptionalSet)
          return { scope, outcome: "undecided", reason: error.message };
        throw error;
      }
    },
  };
}

/**
 * Terms of sort `T` and `C`, in turns, at the lower band with parameter m.
 *
 * @throws {TouchesExceptionalSet} naming the place
 */
export function bandValues(problem: Problem, m: string, roots: readonly Term[]): Interval[] {
  const { Nx, Ny } = problem.configuration;
  const where = `m = ${m}, ${String(Nx)}×${String(Ny)}`;
  const link = bandLinks(Number(Nx), Number(Ny), m, where);
  const point = {
    apply: (): never => {
      throw new FrameworkError("links have no unknown functions");
    },
    unknown: (term: Term): Box => link(String(term.literals[0]), Number(term.literals[1]), term),
  };
  return evaluate<LatticeLinks, BandCarriers>(
    latticeLinks,
    bandAlgebra(where),
    point,
    roots,
  ) as Interval[];
}

/** The only integer in the enclosure of a term. @throws {DomainError} if there is none, or more. */
export function certifiedInteger(x: Interval): number {
  const integer = Math.round(I.midpoint(x)) + 0; // never −0
  if (!I.contains(x, integer) || !(I.width(x) < 1))
    throw new DomainError("certifiedInteger", "an enclosure of one integer", I.show(x));
  return integer;
}

function bandLinks(
  Nx: number,
  Ny: number,
  m: string,
  where: string,
): (name: string, k: number, term: Term) => Box {
  const lattice: Torus = torus(Nx, Ny);
  const angle = (i: number, N: number): Interval => I.div(I.scale(2 * i, pi), I.interval(N));
  const mass = literalInterval(m);
  const vectors = lattice.sites.map((k) =>
    lowerVector(
      angle(Math.floor(k / Ny), Nx),
      angle(k % Ny, Ny),
      mass,
      `${where}, k = 2π(${Math.floor(k / Ny)}/${Nx}, ${k % Ny}/${Ny})`,
    ),
  );
  const known = new Map<string, Box>();
  return (name, k, term) => {
    if (name !== "x" && name !== "y")
      throw new DomainError("lower band", "unknown links x and y", unknownName(term));
    const key = unknownName(term);
    const overlap =
      known.get(key) ??
      inner(vectors[k], vectors[lattice.step(k, name === "x" ? 1 : 0, name === "y" ? 1 : 0)]);
    known.set(key, overlap);
    if (I.contains(overlap.re, 0) && I.contains(overlap.im, 0))
      throw new TouchesExceptionalSet(where, "overlaps that do not vanish", `${key} near 0`);
    return overlap;
  };
}

/** An eigenvector of d·σ to the eigenvalue −|d|: of its two forms the one that cannot vanish here. */
function lowerVector(kx: Interval, ky: Interval, m: Interval, where: string): readonly [Box, Box] {
  const [d1, d2, d3] = [sin(kx), sin(ky), I.add(m, I.add(cos(kx), cos(ky)))];
  const squared = [d1, d2, d3].map(I.square).reduce(I.add);
  if (!(squared.lo > 0))
    throw new TouchesExceptionalSet(where, "an open gap", `|d|² in ${I.show(squared)}`);
  const r = I.sqrt(squared);
  const zero = I.interval(0);
  return I.midpoint(d3) <= 0
    ? [
        { re: I.sub(d3, r), im: zero },
        { re: d1, im: d2 },
      ]
    : [
        { re: d1, im: I.neg(d2) },
        { re: I.neg(I.add(d3, r)), im: zero },
      ];
}

function times(a: Box, b: Box): Box {
  return {
    re: I.sub(I.mul(a.re, b.re), I.mul(a.im, b.im)),
    im: I.add(I.mul(a.re, b.im), I.mul(a.im, b.re)),
  };
}

function conjugate(a: Box): Box {
  return { re: a.re, im: I.neg(a.im) };
}

function inner(u: readonly [Box, Box], v: readonly [Box, Box]): Box {
  const [p, q] = [times(conjugate(u[0]), v[0]), times(conjugate(u[1]), v[1])];
  return { re: I.add(p.re, q.re), im: I.add(p.im, q.im) };
}

const turn = I.scale(2, pi);

function bandAlgebra(where: string): Algebra<LatticeLinks, BandCarriers> {
  const add = (...xs: Interval[]): Interval => xs.reduce(I.add);
  const angle = (W: Box): Interval => {
    const a = arg(W.re, W.im);
    if (a === undefined)
      throw new TouchesExceptionalSet(
        where,
        "plaquettes off the negative axis",
        `${I.show(W.re)} + i${I.show(W.im)}`,
      );
    return I.div(a, turn);
  };
  return {
    mul: { M: (...xs) => xs.reduce(times) },
    adjoint: conjugate,
    one: () => ({ re: I.interval(1), im: I.interval(0) }),
    phase: angle,
    imTrace: ({ re, im }) => I.div(I.div(im, I.sqrt(I.add(I.square(re), I.square(im)))), turn),
    argTrace: angle,
    detTurn: angle,
    turns: literalInterval,
    add: { T: add, C: add },
    sub: { T: I.sub, C: I.sub },
    neg: { T: I.neg, C: I.neg },
    scale: { T: (literal, x) => I.mul(literalInterval(literal), x) },
    wrap: (x) => x,
  };
}

function bandWitness(
  problem: Problem,
  left: Interval,
  right: Interval,
): NonNullable<Finding["witness"]> {
  const { Nx, Ny, m } = problem.configuration;
  return {
    says: `m = ${String(m)} on the ${String(Nx)}×${String(Ny)} lattice`,
    values: { m: String(m) },
    left: I.show(left),
    right: I.show(right),
    size: "found",
    confirmed: "enclosure",
    replay: replayCommand(problem.claim, problem.variant),
  };
}
