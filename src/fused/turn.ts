/**
 * The argument of a complex number in turns, arg(z)/2π in [−½, ½], by operations that round correctly.
 *
 * With m ≤ M the moduli of the parts: atan(m/M) = atan(s) + base, where s = m/M and base = 0 if m ≤ cM, else
 * s = (m − M)/(m + M) and base = 1/8 turn; exact for every c, and |s| ≤ ½ for c = 0.4142. Then Taylor, an alternating
 * series, so that what is cut off is below its first term; then the octant, by ¼ − and ½ −, and the sign.
 *
 * **Error** in turns, for z given and not 0, |s| ≤ σ = 0.4143, z = s² ≤ 0.1717, parts of z in the normal range:
 *
 *  - s errs by at most 3.1u relatively (two sums and a quotient), and |d atan s| ≤ |ds|: 3.1uσ/2π ≤ 0.205u;
 *  - the term k of the series, z^k/(2π(2k+1)), passes 2k + 1 roundings in Horner's rule (Higham, Accuracy and
 *    Stability, 5.3) and one of its coefficient, and the rounding of s² moves it by ku: together at most
 *    (u + u + u/2)(1 + 2⁻¹⁰) Σ z^k/2π ≤ 0.481u, times σ: 0.2u; the product with s: u/16·1.01;
 *  - the sums ⅛ + a, ¼ − b, ½ − c round by at most u(⅛ + ¼ + ½)(1 + 2⁻¹⁰);
 *
 * together at most 1.35u, and σ^(2K+1)/(2π(2K+1)) that is cut off after K terms.
 */
import { instruction as i, laneInstructions } from "../program/wasmModule.ts";
import type { Writer } from "./macros.ts";
import type { Precision } from "./precision.ts";

const SIGMA = 0.4143;
/** K. */
const terms = { f32: 9, f64: 20 } as const;

/** |computed − arg(z)/2π|, if that is not within it of ±½, where the sign may differ. */
export function turnError({ lane, u, eta }: Precision): number {
  const power = 2 * terms[lane] + 1;
  return 1.35 * u + SIGMA ** power / (2 * Math.PI * power) + 4 * eta;
}

/** Arguments of complex numbers in locals, to locals; interleaved, as each is one long chain. */
export function turn(
  p: Precision,
  w: Writer,
  numbers: readonly (readonly [number, number])[],
): number[] {
  const f = laneInstructions(p.lane);
  const greater = (x: readonly number[], y: readonly number[]): number[] => [
    ...x,
    ...y,
    ...f.greater,
  ];
  const chains = numbers.map(([x, y]) => {
    const [M, m, far, s, z, h] = [1, 2, 3, 4, 5, 6].map(w.fresh);
    const abs = (local: number): number[] => [...i.get(local), ...f.abs];
    w.say(abs(x), abs(y), f.max, i.set(M), abs(x), abs(y), f.min, i.set(m));
    w.say(greater(i.get(m), [...i.get(M), ...f.all(0.4142), ...f.mul]), i.set(far));
    w.say(i.get(m), i.get(M), f.sub, i.get(m), i.get(far), i.bitselect);
    w.say(i.get(m), i.get(M), f.add, i.get(M), i.get(far), i.bitselect);
    w.say(f.div, i.tee(s), i.get(s), f.mul, i.set(z));
    return { x, y, far, s, z, h };
  });
  const coefficient = (k: number): number[] =>
    f.all((k % 2 === 0 ? 1 : -1) / (2 * Math.PI * (2 * k + 1)));
  const last = terms[p.lane] - 1;
  for (let k = last; k >= 0; k--)
    for (const { z, h } of chains) {
      if (k < last) w.say(i.get(h), i.get(z), f.mul);
      w.say(coefficient(k));
      if (k < last) w.say(f.add);
      w.say(i.set(h));
    }
  return chains.map(({ x, y, far, s, h }) => {
    const a = w.fresh();
    w.say(i.get(s), i.get(h), f.mul, f.all(0.125), i.get(far), i.and, f.add, i.set(a));
    const flip = (from: number, when: readonly number[]): void =>
      w.say(f.all(from), i.get(a), f.sub, i.get(a), when, i.bitselect, i.set(a));
    flip(0.25, greater([...i.get(y), ...f.abs], [...i.get(x), ...f.abs]));
    flip(0.5, greater(f.all(0), i.get(x)));
    w.say(i.get(a), f.neg, i.get(a), greater(f.all(0), i.get(y)), i.bitselect, i.set(a));
    return a;
  });
}
