import type { Asking } from "./asking.ts";
import { showMotion, type Motion, type Motions } from "./motions.ts";
import { allCandidates, firstMisfit, fitting, type Candidates } from "./outputMotions.ts";
import { showEntry, showPicture, type Picture } from "./picture.ts";

/** A motion g and a picture f such that no motion of the output carries Φ(f) to Φ(g·f). */
export interface Refutation {
  readonly motion: Motion;
  readonly picture: Picture;
  /** What differs under the motion of the output that is closest to g. */
  readonly says: string;
  readonly left: number;
  readonly right: number;
}

/** For each linear part the refuted motion with the shortest shift, and a shrunk picture. */
export async function refutations(
  ask: Asking,
  G: Motions,
  refuted: readonly Motion[],
  pictures: readonly Picture[],
): Promise<Refutation[]> {
  const found: Refutation[] = [];
  for (const motion of simplest(G, refuted)) {
    const candidates = allCandidates(ask.outputMotions(), (await ask.at(pictures[0])).channels);
    for (const f of pictures) {
      if (!(await refutes(ask, candidates, motion, f))) continue;
      found.push(
        await explained(ask, candidates, motion, await shrunk(ask, candidates, motion, f)),
      );
      break;
    }
  }
  return found;
}

function simplest(G: Motions, refuted: readonly Motion[]): Motion[] {
  const around = (i: number, n: number): number => Math.min(i, n - i);
  const length = ({ shift: [i, j] }: Motion): number => around(i, G.height) + around(j, G.width);
  const best = new Map<number, Motion>();
  for (const g of refuted) {
    const known = best.get(g.linear);
    if (known === undefined || length(g) < length(known)) best.set(g.linear, g);
  }
  return [...best.values()];
}

async function refutes(
  ask: Asking,
  candidates: Candidates,
  g: Motion,
  f: Picture,
): Promise<boolean> {
  return fitting(candidates, await ask.at(f), await ask.atMoved(g, f)).length === 0;
}

/** Entries are put to 0, then to 1, one after the other, while the picture alone still refutes. */
async function shrunk(
  ask: Asking,
  candidates: Candidates,
  g: Motion,
  f: Picture,
): Promise<Picture> {
  let least = f;
  for (const value of [0, 1])
    for (const [i, v] of f.values.entries()) {
      if (v === 0 || least.values[i] === 0 || least.values[i] === value) continue;
      const values = least.values.slice();
      values[i] = value;
      const smaller = { ...least, values };
      if (await refutes(ask, candidates, g, smaller)) least = smaller;
    }
  return least;
}

/** The entry of the output that differs if the output moves as the input does, where it can. */
async function explained(
  ask: Asking,
  candidates: Candidates,
  motion: Motion,
  picture: Picture,
): Promise<Refutation> {
  const [from, to] = [await ask.at(picture), await ask.atMoved(motion, picture)];
  const same = ({ linear, shift }: Motion): boolean =>
    linear === motion.linear && shift[0] === motion.shift[0] && shift[1] === motion.shift[1];
  const near = candidates.find((c) => same(c.motion)) ?? candidates[0];
  const misfit = firstMisfit(near, from, to) ?? { entry: 0, left: NaN, right: NaN };
  const { entry, left, right } = misfit;
  return {
    motion,
    picture,
    left,
    right,
    says: `${showMotion(motion)}, f = ${showPicture(picture)}: no motion of the output takes Φ(f) to Φ(gf); under ${showMotion(near.motion)} they differ at ${showEntry(to, entry)}`,
  };
}
