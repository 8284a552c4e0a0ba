/** Which motions of the output, with the channels permuted, carry Φ(f) to Φ(g·f). */
import type { Motion, Motions } from "./motions.ts";
import type { Picture } from "./picture.ts";

/** A motion of the output's torus that also moves the channels: channel c goes to `channels[c]`. */
export interface OutputMotion extends Motion {
  readonly channels: readonly number[];
}

/** A motion of the output that fits what was seen, with the channels that it may carry to which. */
interface Candidate {
  readonly motion: Motion;
  readonly pixels: Int32Array;
  /** Row c: the channels d to which c may go. */
  readonly allowed: readonly (readonly boolean[])[];
}

/** What is left of the motions of the output after some pictures. */
export type Candidates = readonly Candidate[];

/** Every motion of the output, each pixel map once. */
export function allCandidates(G: Motions, channels: number): Candidates {
  const all = Array.from({ length: channels }, () => Array<boolean>(channels).fill(true));
  const seen = new Map<string, Candidate>();
  for (const motion of G.elements) {
    const pixels = G.pixelMap(motion);
    const key = pixels.join();
    if (!seen.has(key)) seen.set(key, { motion, pixels, allowed: all });
  }
  return [...seen.values()];
}

/** Those that carry the output `from` to the output `to`, entry by entry within their errors. */
export function fitting(candidates: Candidates, from: Picture, to: Picture): Candidates {
  const same = agreement(from, to);
  return candidates.flatMap((candidate) => {
    const { motion, pixels, allowed } = candidate;
    if (allowed.length === 1) return same(pixels, 0, 0) ? [candidate] : [];
    const left = allowed.map((row, c) => row.map((may, d) => may && same(pixels, c, d)));
    return matching(left) === undefined ? [] : [{ motion, pixels, allowed: left }];
  });
}

/** The first entry at which a candidate, its channels in place if they may be, fails; else `undefined`. */
export function firstMisfit(
  candidate: Candidate,
  from: Picture,
  to: Picture,
): { readonly entry: number; readonly left: number; readonly right: number } | undefined {
  const K = from.channels;
  const channels = matching(candidate.allowed) ?? [];
  for (let x = 0; x < candidate.pixels.length; x++)
    for (let c = 0; c < K; c++) {
      const [i, j] = [x * K + c, candidate.pixels[x] * K + channels[c]];
      if (!near(from, i, to, j)) return { entry: j, left: to.values[j], right: from.values[i] };
    }
  return undefined;
}

/** The plainest of the candidates: the linear part of g, channels in place, a short shift. */
export function plainest(candidates: Candidates, g: Motion): OutputMotion {
  const costs = candidates.map(({ motion, allowed }) => {
    const channels = matching(allowed) ?? [];
    const places = channels.filter((d, c) => d !== c).length;
    return { motion, channels, cost: (motion.linear === g.linear ? 0 : 1) * 1000 + places };
  });
  const best = costs.reduce((a, b) => (b.cost < a.cost ? b : a));
  return { ...best.motion, channels: best.channels };
}

/** Whether channel c of `from`, moved, is channel d of `to`. */
function agreement(
  from: Picture,
  to: Picture,
): (pixels: Int32Array, c: number, d: number) => boolean {
  const K = from.channels;
  return (pixels, c, d) => {
    for (let x = 0; x < pixels.length; x++)
      if (!near(from, x * K + c, to, pixels[x] * K + d)) return false;
    return true;
  };
}

function near(from: Picture, i: number, to: Picture, j: number): boolean {
  const [a, b] = [from.values[i], to.values[j]];
  if (a === b) return true;
  if (from.err === undefined || to.err === undefined) return false;
  return Math.abs(a - b) <= (from.err[i] + to.err[j]) * (1 + 2 ** -40);
}

/** A permutation within the allowed places, the identity if it is one; by augmenting paths. */
function matching(allowed: readonly (readonly boolean[])[]): number[] | undefined {
  if (allowed.every((row, c) => row[c])) return allowed.map((_, c) => c);
  const owner = allowed.map(() => -1);
  const place = (c: number, tried: Set<number>): boolean =>
    allowed[c].some((may, d) => {
      if (!may || tried.has(d)) return false;
      tried.add(d);
      if (owner[d] >= 0 && !place(owner[d], tried)) return false;
      owner[d] = c;
      return true;
    });
  if (!allowed.every((_, c) => place(c, new Set()))) return undefined;
  return allowed.map((_, c) => owner.indexOf(c));
}
