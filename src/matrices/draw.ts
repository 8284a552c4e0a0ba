import type { Stream } from "../numeric/random.ts";
import { roundedUp } from "../numeric/rounding.ts";
import { defect } from "../numeric/unitary.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";
import {
  adversariesFor,
  adversaryOf,
  generalAdversary,
  scaleFor,
  unitaryAdversary,
} from "./adversary.ts";
import type { Adversary } from "./adversary.ts";
import { propertyOf } from "./witness.ts";
import type { Jets } from "./witness.ts";

/** One unknown in a batch: row-major [samples, N, N]; without `err` the numbers are the inputs themselves. */
export interface Drawn {
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly err?: Float32Array;
  /** A unitary unknown in doubles, row-major like `re`, and how far it is from the unitary matrices. */
  readonly doubles?: {
    readonly re: Float64Array;
    readonly im: Float64Array;
    readonly err: Float32Array;
  };
}

/** How the jets of matrix fields are drawn: freely at a point, or of one connection on the flat torus. */
export type FieldDraw = "independent" | "torus";

/**
 * Random values of every unknown for a batch of samples, each sample from its own position of the
 * stream. General matrices have standard normal entries; unitary ones are Haar distributed; `torus`
 * takes the jets of a random band-limited su(N) connection at a random point of the torus (R/2πZ)^d.
 * With `structured`, the first samples are single taps: of the general matrices W[0], …, W[n−1] of a
 * family only one is not zero, each in turn, so that a fault in one is not hidden by the others. Every fourth
 * sample after them is one of `adversaries`, which independent matrices alone have.
 */
export function drawBatch(
  jets: Jets,
  N: number,
  samples: number,
  stream: Stream,
  fields: FieldDraw,
  structured = true,
): Map<string, Drawn> {
  const drawn = new Map<string, Drawn>();
  const size = samples * N * N;
  for (const u of jets.unknowns)
    drawn.set(unknownName(u), {
      re: new Float32Array(size),
      im: new Float32Array(size),
      ...(propertyOf(jets, u) === "unitary"
        ? {
            err: new Float32Array(size),
            doubles: {
              re: new Float64Array(size),
              im: new Float64Array(size),
              err: new Float32Array(size),
            },
          }
        : {}),
    });
  const { taps, most, kinds } = plan(jets, fields, structured);
  const scale = scaleFor([...jets.left, ...jets.right], N);
  for (let sample = 0; sample < samples; sample++) {
    const s = stream.at(sample);
    const kind = adversaryOf(sample, most, kinds);
    const connection = fields === "torus" ? torusJets(jets.unknowns, N, s) : undefined;
    for (const u of jets.unknowns) {
      const into = drawn.get(unknownName(u));
      if (into === undefined) continue;
      const at = sample * N * N;
      if (into.doubles !== undefined && into.err !== undefined) {
        const U = unitaryAdversary(kind, s, N);
        const distance = defect(U);
        into.doubles.re.set(U.re, at);
        into.doubles.im.set(U.im, at);
        into.doubles.err.fill(roundedUp(distance), at, at + N * N);
        for (let i = 0; i < N * N; i++) {
          into.re[at + i] = U.re[i];
          into.im[at + i] = U.im[i];
          // To float32 and to the nearest unitary matrix.
          const rounding = Math.hypot(U.re[i] - into.re[at + i], U.im[i] - into.im[at + i]);
          into.err[at + i] = roundedUp(rounding + distance);
        }
        continue;
      }
      const free =
        connection?.(u) ?? generalAdversary(kind, { n: N, ...normalMatrix(N, s) }, scale);
      const value = constrained(propertyOf(jets, u), free, N);
      const family = taps.get(u);
      if (sample < most && family !== undefined && u.literals[1] !== sample % family) continue;
      into.re.set(value.re, at);
      into.im.set(value.im, at);
    }
  }
  return drawn;
}

/** Samples of each adversarial kind in a batch of so many. */
export function adversarialCounts(
  jets: Jets,
  samples: number,
  fields: FieldDraw,
  structured = true,
): ReadonlyMap<Adversary, number> {
  const { most, kinds } = plan(jets, fields, structured);
  const counts = new Map<Adversary, number>();
  for (let sample = 0; sample < samples; sample++) {
    const kind = adversaryOf(sample, most, kinds);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** The structured samples come first, `most` of them. */
function plan(
  jets: Jets,
  fields: FieldDraw,
  structured: boolean,
): {
  readonly taps: ReadonlyMap<Term, number>;
  readonly most: number;
  readonly kinds: readonly Adversary[];
} {
  const independent = fields === "independent";
  const taps = structured && independent ? tapsOf(jets) : new Map<Term, number>();
  const isUnitary = (u: Term): boolean => propertyOf(jets, u) === "unitary";
  const unitary = jets.unknowns.some(isUnitary);
  const general = jets.unknowns.some((u) => !isUnitary(u));
  const kinds = independent ? adversariesFor(general, unitary) : [];
  return { taps, most: Math.max(0, ...taps.values()), kinds };
}

/** The members of families of at least two general matrices, with the size of the family; no jets. */
function tapsOf(jets: Jets): Map<Term, number> {
  const members = new Map<string, Term[]>();
  for (const u of jets.unknowns) {
    const name = String(u.literals[0]);
    if (u.literals.length > 2) return new Map();
    if (typeof u.literals[1] === "number" && propertyOf(jets, u) === undefined)
      members.set(name, [...(members.get(name) ?? []), u]);
  }
  const families = [...members.values()].filter((family) => family.length > 1);
  return new Map(
    families.flatMap((family) => {
      const size = 1 + Math.max(...family.map((u) => Number(u.literals[1])));
      return family.map((u): [Term, number] => [u, size]);
    }),
  );
}

interface Host {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** (X − X†)/2, or i times that, exactly so in float32 as well: what a Hermitian unknown is drawn from. */
function constrained(property: string | undefined, X: Host, N: number): Host {
  if (property === undefined) return X;
  const re = X.re.map((x, k) => (x - X.re[(k % N) * N + Math.floor(k / N)]) / 2);
  const im = X.im.map((x, k) => (x + X.im[(k % N) * N + Math.floor(k / N)]) / 2);
  return property === "hermitian" ? { re: im.map((x) => -x), im: re } : { re, im };
}

function normalMatrix(N: number, s: Stream): Host {
  const [re, im] = [new Float64Array(N * N), new Float64Array(N * N)];
  for (const part of [re, im]) for (let at = 0; at < N * N; at++) part[at] = s.normal();
  return { re, im };
}

const modesPerField = 3;

/**
 * A(x) = sum over a few modes k of C_k e^{ik·x} − C_k† e^{−ik·x}, traceless: anti-Hermitian and
 * band-limited, so its jets are exact derivatives, ∂_μ ↦ i k_μ. One point x for all fields of a sample.
 */
function torusJets(unknowns: readonly Term[], N: number, s: Stream): (u: Term) => Host {
  const dimension =
    1 +
    Math.max(
      0,
      ...unknowns.flatMap((u) => u.literals.slice(2).filter((l) => typeof l === "number")),
    );
  const x = Array.from({ length: dimension }, () => 2 * Math.PI * s.unit());
  const fields = new Map<string, { k: number[]; C: Host }[]>();
  const fieldOf = (key: string): { k: number[]; C: Host }[] => {
    const known = fields.get(key);
    if (known !== undefined) return known;
    const made = Array.from({ length: modesPerField }, () => ({
      k: Array.from({ length: dimension }, () => s.integer(-2, 2)),
      C: traceless(N, normalMatrix(N, s)),
    }));
    fields.set(key, made);
    return made;
  };
  return (u) => {
    const [name, index, ...directions] = u.literals;
    const varied = directions.includes("delta");
    const coordinates = directions.filter((l): l is number => typeof l === "number");
    const re = new Float64Array(N * N);
    const im = new Float64Array(N * N);
    for (const { k, C } of fieldOf(`${name}[${index}]${varied ? " varied" : ""}`)) {
      const phase = k.reduce((sum, kj, j) => sum + kj * x[j], 0);
      // (i k)^w = i^|w| k^w turns the phase by |w| right angles.
      const turned = phase + (Math.PI / 2) * coordinates.length;
      const weight = coordinates.reduce((product, mu) => product * k[mu], 1);
      const [c, sn] = [weight * Math.cos(turned), weight * Math.sin(turned)];
      for (let i = 0; i < N; i++)
        for (let j = 0; j < N; j++) {
          const [a, b] = [i * N + j, j * N + i];
          // C e^{iθ} − (C e^{iθ})†, entrywise.
          re[a] += C.re[a] * c - C.im[a] * sn - (C.re[b] * c - C.im[b] * sn);
          im[a] += C.re[a] * sn + C.im[a] * c + (C.re[b] * sn + C.im[b] * c);
        }
    }
    return { re, im };
  };
}

function traceless(N: number, C: Host): Host {
  const re = C.re.slice();
  const im = C.im.slice();
  const mean = (x: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += x[i * (N + 1)];
    return sum / N;
  };
  const [tr, ti] = [mean(re), mean(im)];
  for (let i = 0; i < N; i++) {
    re[i * (N + 1)] -= tr;
    im[i * (N + 1)] -= ti;
  }
  return { re, im };
}
