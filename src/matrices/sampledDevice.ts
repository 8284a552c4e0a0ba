import { determinant } from "../algebra/matrix.ts";
import type { Complex } from "../algebra/complex.ts";
import type { Matrix } from "../algebra/matrix.ts";
import { primesBelow } from "../algebra/primeField.ts";
import { parseRational } from "../algebra/rational.ts";
import type { Ring } from "../algebra/ring.ts";
import type { Finding, Model, ModelWork } from "../claim/model.ts";
import { DomainError, FrameworkError } from "../errors.ts";
import type { Device } from "../numeric/device.ts";
import type { Kernels, Tensor } from "../numeric/kernels.ts";
import { largestModulus, residues, type Residues } from "../numeric/residues.ts";
import { evaluate, type Algebra } from "../term/evaluate.ts";
import { unknownName, type Term } from "../term/term.ts";
import { freeMatrixModel } from "./proof.ts";
import {
  differenceBound,
  drawModulo,
  gaussianField,
  isNonzero,
  join,
  sidesModulo,
  type GaussianField,
} from "./sampledExact.ts";
import {
  droppable,
  matrices,
  matrixFields,
  type Matrices,
  type MatrixFields,
} from "./signature.ts";
import { concretise, jetsOf, type Jets } from "./witness.ts";

/** The error probability is at most 2^−100 (design.md 1.1). */
const wantedBits = 100;
/** Points of a batch that are drawn again where 1 + X is singular. */
const redraws = 8;

/**
 * N×N matrices over GF(p)[i] at random points, whole batches of them in float32 on the device: primes
 * p ≡ 3 mod 4 so small that every product and sum is an integer of 24 bits, and so many of them that
 * their product exceeds the 1-norm of the difference. Exact evidence on a graphics card.
 *
 * The first point modulo each prime is evaluated in BigInt as well, and has to agree in every bit.
 * Exactness: `numeric/residues.ts`. Error: at most ((d / (p − D))^points) for the prime where it is largest.
 */
export function deviceMatrices(options: {
  readonly sizes: readonly number[];
}): Model<Matrices> & Model<MatrixFields> {
  return {
    name: `batches of ${options.sizes.join("×, ")}× matrices over GF(p)[i], small p, on the device`,
    kind: "sampled-exact",
    interprets: Object.keys(matrixFields.operations),
    canDrop: droppable,
    twin: freeMatrixModel(),
    check: async (problem, work): Promise<Finding> => {
      const device = await work.device();
      const jets = jetsOf(problem);
      let found: Finding | undefined;
      for (const N of options.sizes) {
        const next = await sampleOn(device, jets, N, work);
        if (next.outcome === "undecided") return next;
        if (next.outcome === "fails") {
          const witness = concretise(problem, work, [N]);
          return witness === undefined
            ? {
                ...next,
                outcome: "undecided",
                reason:
                  "unconfirmed: the sides differ modulo p, and no small matrices were found on which they do",
              }
            : { ...next, witness };
        }
        found = found === undefined ? next : join(found, next);
      }
      return found ?? { outcome: "undecided", scope: "", reason: "no size was given" };
    },
  };
}

/** The sides at one size, modulo as many primes as the norm asks for. */
export async function sampleOn(
  device: Device,
  jets: Jets,
  N: number,
  work: ModelWork,
): Promise<Finding> {
  const { degree, norm, denominatorDegree } = differenceBound(jets, N);
  const scope = `N = ${N}`;
  const chosen = smallPrimes(N, norm, 2n * (degree + denominatorDegree));
  if (chosen === undefined)
    return {
      scope,
      outcome: "undecided",
      reason: `degree: no ${N}×${N} products of residues above ${2n * (degree + denominatorDegree)} fit 24 bits, or too few primes`,
    };
  const facts = {
    scope,
    degree: String(degree),
    normBound: String(norm),
    primes: chosen.map(String),
    device: device.label,
  };
  let points = 0;
  let errorLog2 = -Infinity;
  let nonzero = false;
  for (const p of chosen) {
    const bits = Math.log2(Number(p - denominatorDegree)) - Math.log2(Math.max(1, Number(degree)));
    const count = Math.ceil(wantedBits / bits);
    errorLog2 = Math.max(errorLog2, -count * bits);
    const field = gaussianField(p);
    const drawn = drawAll(jets, N, field, count, work);
    if (drawn === undefined)
      return { ...facts, points, outcome: "undecided", reason: "every draw was singular" };
    const sides = await sidesOn(device, jets, N, Number(p), drawn);
    agreeInEveryBit(sides, sidesModulo(jets, N, field, drawn[0]), device);
    points += count;
    const n = jets.left.length;
    for (let i = 0; i < n; i++)
      if (sides[i].some((v, k) => v !== sides[n + i][k]))
        return { ...facts, points, outcome: "fails" };
    nonzero ||=
      sides.some((side) => side.some((v) => v !== 0)) ||
      isNonzero(sidesModulo(jets, N, field, drawn[0], true));
  }
  if (!nonzero)
    return {
      ...facts,
      points,
      outcome: "undecided",
      reason: "every term of both sides vanishes at every point",
    };
  return { ...facts, outcome: "holds", points, errorLog2, seed: work.seed };
}

/** Distinct primes ≡ 3 mod 4 above `least` whose products fit, with product above the norm. */
function smallPrimes(N: number, norm: bigint, least: bigint): bigint[] | undefined {
  const all = primesBelow(BigInt(largestModulus(N)) + 1n, MOST_PRIMES, (p) => p % 4n === 3n).filter(
    (p) => p > least,
  );
  const chosen: bigint[] = [];
  let product = 1n;
  for (const p of all) {
    if (product > norm) break;
    chosen.push(p);
    product *= p;
  }
  return product > norm ? chosen : undefined;
}

/** Among primes below 2^11 there are more, yet a norm that needs them is better met by large primes. */
const MOST_PRIMES = 48;

type Drawn = ReadonlyMap<string, Matrix<Complex<bigint>>>;

function drawAll(
  jets: Jets,
  N: number,
  field: GaussianField,
  count: number,
  work: ModelWork,
): Drawn[] | undefined {
  const drawn: Drawn[] = [];
  for (let index = 0; index < count; index++) {
    let made: Drawn | undefined;
    for (let redraw = 0; made === undefined && redraw < redraws; redraw++) {
      const s = work.stream(`N=${N}`, `p=${field.p}`, String(redraw)).at(index);
      try {
        made = drawModulo(jets, N, field, s);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    if (made === undefined) return undefined;
    drawn.push(made);
  }
  return drawn;
}

/** @throws {FrameworkError} where the device and BigInt differ: then nothing the device says counts. */
function agreeInEveryBit(
  sides: readonly Float32Array[],
  reference: readonly (readonly Complex<bigint>[])[],
  device: Device,
): void {
  reference.forEach((entries, i) =>
    entries.forEach(({ re, im }, k) => {
      const half = sides[i].length / 2;
      // Row by row of the batch: the first point comes first.
      const got = [sides[i][k], sides[i][half + k]];
      if (got[0] !== Number(re) || got[1] !== Number(im))
        throw new FrameworkError(
          `${device.label}: residues are not exact: expected ${re} + ${im}i, got ${got.join(" + ")}i at entry ${k} of side ${i}`,
        );
    }),
  );
}

/** re and im of a batch: [B, N, N] for matrices, [B, 1, 1] for scalars. */
type Pair = Complex<Tensor>;

interface Carriers {
  readonly [sort: string]: Pair;
  readonly M: Pair;
  readonly S: Pair;
}

/** All left, then all right sides: for each its real parts, then its imaginary parts, by points. */
async function sidesOn(
  device: Device,
  jets: Jets,
  N: number,
  p: number,
  drawn: readonly Drawn[],
): Promise<Float32Array[]> {
  const { kernels: k } = device;
  const B = drawn.length;
  const tensors = k.scope(() => {
    const R = residues(k, p, N);
    const part = (name: string, of: "re" | "im"): Tensor =>
      R.of(
        Float32Array.from(
          drawn.flatMap((at) =>
            (at.get(name) ?? []).flatMap((row) => row.map((z) => Number(z[of]))),
          ),
        ),
        [B, N, N],
      );
    const unknowns = new Map(
      jets.unknowns.map((u) => {
        const name = unknownName(u);
        return [name, { re: part(name, "re"), im: part(name, "im") }];
      }),
    );
    const point = {
      apply: (): never => {
        throw new FrameworkError("matrices have no unknown functions");
      },
      unknown: (u: Term): Pair => {
        const value = unknowns.get(unknownName(u));
        if (value === undefined) throw new FrameworkError(`no value for ${unknownName(u)}`);
        return value;
      },
    };
    const values = evaluate<typeof matrices, Carriers>(matrices, algebraOn(k, R, N, B), point, [
      ...jets.left,
      ...jets.right,
    ]);
    return values.map(({ re, im }) => k.concat([re, im], 0));
  });
  const read: Float32Array[] = [];
  for (const tensor of tensors) read.push(await k.read(tensor));
  k.dispose(tensors);
  return read;
}

function algebraOn(k: Kernels, R: Residues, N: number, B: number): Algebra<Matrices, Carriers> {
  const both = (f: (x: Tensor, y: Tensor) => Tensor, a: Pair, b: Pair): Pair => ({
    re: f(a.re, b.re),
    im: f(a.im, b.im),
  });
  const each = (f: (x: Tensor) => Tensor, a: Pair): Pair => ({ re: f(a.re), im: f(a.im) });
  const times = (f: (x: Tensor, y: Tensor) => Tensor, a: Pair, b: Pair): Pair => ({
    re: R.sub(f(a.re, b.re), f(a.im, b.im)),
    im: R.add(f(a.re, b.im), f(a.im, b.re)),
  });
  const constant = (shape: readonly number[], value: number): Tensor => k.fill(shape, value);
  const scalar = [B, 1, 1];
  const matrix = [B, N, N];
  const filled = (shape: readonly number[], re: number): Pair => ({
    re: constant(shape, re),
    im: constant(shape, 0),
  });
  const identity = (): Pair => {
    const ones = Float32Array.from({ length: B * N * N }, (_, at) => {
      const entry = at % (N * N);
      return Math.floor(entry / N) === entry % N ? 1 : 0;
    });
    return { re: k.tensor(ones, matrix), im: constant(matrix, 0) };
  };
  const entry = (a: Pair, i: number, j: number): Pair =>
    each((x) => k.slice(x, [0, i, j], scalar), a);
  const flip = (x: Tensor): Tensor => k.transpose(x, [0, 2, 1]);
  const conjugate = (a: Pair): Pair => ({ re: a.re, im: R.neg(a.im) });
  const add = (a: Pair, b: Pair): Pair => both(R.add, a, b);
  const sub = (a: Pair, b: Pair): Pair => both(R.sub, a, b);
  const neg = (a: Pair): Pair => each(R.neg, a);
  const multiple = (by: number | string, a: Pair): Pair => {
    const c = residueOf(String(by), R.p);
    return each((x) => R.times(x, c), a);
  };
  const scalars: Pick<Ring<Pair>, "zero" | "one" | "add" | "neg" | "mul"> = {
    zero: filled(scalar, 0),
    one: filled(scalar, 1),
    add,
    neg,
    mul: (a, b) => times(R.mul, a, b),
  };
  return {
    add: { M: (...xs) => xs.reduce(add), S: (...xs) => xs.reduce(add) },
    sub: { M: sub, S: sub },
    neg: { M: neg, S: neg },
    scale: { M: multiple, S: multiple },
    mul: {
      M: (...xs) => xs.reduce((a, b) => times(R.matMul, a, b)),
      S: (...xs) => xs.reduce(scalars.mul),
    },
    one: identity,
    zero: () => filled(matrix, 0),
    zeroScalar: () => filled(scalar, 0),
    adjoint: (a) => conjugate(each(flip, a)),
    transpose: (a) => each(flip, a),
    conjugate,
    tr: (a) => Array.from({ length: N }, (_, i) => entry(a, i, i)).reduce(add),
    det: (a) =>
      determinant(
        scalars,
        Array.from({ length: N }, (_, i) => Array.from({ length: N }, (_, j) => entry(a, i, j))),
      ),
  };
}

/** A rational literal modulo p. @throws {DomainError} if its denominator vanishes there */
function residueOf(text: string, p: number): number {
  const { n, d } = parseRational(text);
  const P = BigInt(p);
  const positive = (x: bigint): bigint => ((x % P) + P) % P;
  for (let inverse = 1n; inverse < P; inverse++)
    if ((positive(d) * inverse) % P === 1n) return Number((positive(n) * inverse) % P);
  throw new DomainError("residues", `a literal whose denominator is no multiple of ${p}`, text);
}
