/** Dimensions of steerable kernels by counting: characters, orbits, weights. No kernel is computed. */
import { DomainError } from "../errors.ts";
import type { SteerableCase } from "./steerable.ts";

/** χ at the turn by 2πk/n, and at each of the n reflections (those through a tap of the ring first). */
interface Counted {
  readonly turn: (k: number) => number;
  readonly mirror: number;
}

function characterOf(n: number, mirrors: boolean, name: string): Counted {
  if (name === "trivial") return { turn: () => 1, mirror: 1 };
  if (name === "mirror") return { turn: () => 1, mirror: -1 };
  if (name === "regular") return { turn: (k) => (k === 0 ? (mirrors ? 2 * n : n) : 0), mirror: 0 };
  const m = Number(name.replace("frequency ", ""));
  if (!(m > 0)) throw new DomainError("steerableCount", "a name of a representation", name);
  return { turn: (k) => 2 * Math.cos((2 * Math.PI * k * m) / n), mirror: 0 };
}

/** How many taps the turn by 2πk/n fixes, and how many all n reflections fix together. */
function fixedTaps(n: number, on: string): { readonly turn: Counted["turn"]; mirrors: number } {
  if (on === "centre and ring")
    // Each tap of the ring lies on one mirror if n is odd; if n is even, every second mirror has two.
    return { turn: (k) => (k === 0 ? n + 1 : 1), mirrors: n + n };
  const side = Number(/^\d+/.exec(on)?.[0]);
  return { turn: (k) => (k === 0 ? side ** 2 : 1), mirrors: n * side };
}

/**
 * dim = 1/|H| Σ_h |X^h| χ(h) χ'(h), for real characters: the mean over h of the character of
 * Hom(V, V') ⊗ functions on X is the dimension of what H fixes. Exactness: a sum of cosines in doubles,
 * rounded to the integer that it is by theory.
 */
export function countedByCharacters({ H, on, of, to }: SteerableCase): number {
  const [mirrors, n] = [H.startsWith("D"), Number(H.slice(1))];
  const [chi, psi] = [characterOf(n, mirrors, of), characterOf(n, mirrors, to)];
  const fixed = fixedTaps(n, on);
  let sum = mirrors ? fixed.mirrors * chi.mirror * psi.mirror : 0;
  for (let k = 0; k < n; k++) sum += fixed.turn(k) * chi.turn(k) * psi.turn(k);
  return Math.round(sum / (mirrors ? 2 * n : n));
}

/** The real dimension of the frequency-m representation of SO(2): 1 for m = 0, else 2. */
const dimensionOf = (m: number): number => (m === 0 ? 1 : 2);

/**
 * Kernels on a circle, one tap decides all: for SO(2) nothing fixes the tap and κ there is free, for O(2) a
 * mirror does, and κ there commutes with it. ρ(mirror) is diag(1, −1) for m > 0, and 1 for m = 0.
 */
export function countedOnCircle(mirrors: boolean, m: number, to: number): number {
  const all = dimensionOf(m) * dimensionOf(to);
  if (!mirrors) return all;
  const odd = (k: number): number => dimensionOf(k) - 1;
  return 1 + odd(m) * odd(to);
}

/** Kernels on a sphere: the rotations about a point keep κ there, so weights m of V_l go to m of V_l'. */
export function countedByWeights(l: number, to: number): number {
  let pairs = 0;
  for (let m = -l; m <= l; m++) for (let w = -to; w <= to; w++) if (m === w) pairs++;
  return pairs;
}

/** Kernels on a sphere: V_l' lies in V_j ⊗ V_l once for each j of the triangle, and V_j once in the functions. */
export function countedByTriangles(l: number, to: number): number {
  let degrees = 0;
  for (let j = 0; j <= l + to; j++) if (j >= Math.abs(l - to)) degrees++;
  return degrees;
}
