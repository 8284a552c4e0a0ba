/**
 * Haar distributed elements of SU(3) and U(3) drawn inside a kernel, from the same counter-based stream as
 * `numeric/random.ts`: sample i has the words of `stream(…).at(i)`, in order, so that any sample can be
 * drawn again alone.
 *
 * **Haar.** A uniform unit vector of C³ is (√s₁ e^{iφ₁}, √s₂ e^{iφ₂}, √s₃ e^{iφ₃}) with independent uniform
 * phases and s the spacings of two uniform numbers in [0, 1], for |z|² of independent complex normals z is
 * exponential, and exponentials over their sum are such spacings (Devroye, Non-Uniform Random Variate
 * Generation, 1986, chapter V, theorem 2.2). The first column is one; the second another, projected off the
 * first and normalised, uniform in what is left as its direction was; the third is conj(c₁ × c₂), the only
 * one of determinant 1, and for U(3) that times a uniform phase. Words have 32 bits (24 in f32), and sines err by less than 10⁻¹¹: the law is Haar's to
 * that accuracy, which no bound depends on.
 *
 * **Defect.** Let C = [c₁ c₂] as computed and d = ‖C†C − 1‖. The nearest orthonormal pair Q is within d (its
 * singular values have |σ − 1| ≤ |σ² − 1|), so (q₁, q₂, conj(q₁ × q₂)) in SU(3) is within
 * d + (1 + d)√2 d + √2 κ₁(1 + d)² of the matrix, as ‖c₁×c₂ − q₁×q₂‖ ≤ (1 + d)(‖c₁−q₁‖ + ‖c₂−q₂‖) and the
 * cross product rounds by κ₁(|a||b| + |c||d|) an entry. Computed, |n₁−1| + |n₂−1| + 2(|Re p| + |Im p|) ≥ d − 15u
 * (six squares in a tree: 4u each; the product p: 2√2(√5 + 2)u/2 < 7u). Samples where it is not at most 16u are
 * counted as unfit; for the others d ≤ 31u, and the defect is below 80u. A phase as computed, normalised, has a
 * modulus within 5u of 1 (a sum, a root, a quotient, a product), and the product with it rounds by √5 u an entry:
 * below 90u for U(3).
 */
import { instruction as i, laneInstructions, words } from "../program/wasmModule.ts";
import type { WasmFunction } from "../program/wasmModule.ts";
import { ENTRY, VECTOR, writer } from "./macros.ts";
import type { Precision } from "./precision.ts";
import { tally } from "./residual.ts";
import type { Emitter, Place } from "./emitter.ts";

/** Of SU(3), or of U(3). */
export type Drawn = "special" | "unitary";

/** Words that an element takes, three blocks of the stream; the last is not used, by SU(3) the last two. */
const WORDS = 12;

/** δ of a drawn element that is not unfit. */
export const drawnDefect = ({ u }: Precision, kind: Drawn): number =>
  kind === "special" ? 80 * u : 90 * u;

/**
 * Emits the draws of `count` elements a sample: k ↦ the place of element k, to be asked for in order, each
 * place being good until the next is asked for if `kept` is false.
 */
export function drawing(
  p: Precision,
  key: readonly [number, number],
  kind: Drawn,
  count: number,
  kept: boolean,
  { allocate, call }: Emitter<WasmFunction>,
): (k: number) => Place {
  const fixed = (address: number): Place => ({ address, relative: false });
  const [state, unfit] = [fixed(tally.state), fixed(tally.unfit)];
  // Two elements at a time: with two lanes a call makes two blocks.
  const numbers = allocate(VECTOR * 2 * WORDS);
  const each = p.lanes === 2 ? 2 : 1;
  const space = allocate(ENTRY * 9 * (kept ? count : 1));
  return (k) => {
    const out = fixed(space.address + (kept ? ENTRY * 9 * k : 0));
    const from = fixed(numbers.address + VECTOR * WORDS * (k % 2));
    if (k % 2 === 0)
      for (let block = 0; block < 6; block += each) {
        const to = fixed(numbers.address + 4 * VECTOR * block);
        call("uniforms", () => uniforms(p, key), to, state, fixed(3 * k + block));
      }
    call(kind, () => element(p, kind), out, from, unfit);
    if (k === count - 1) call("advance", () => advance(p), state);
    return out;
  };
}

const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
const weyl = [0x9e3779b9, 0xbb67ae85] as const;

/**
 * (out, state, block): uniform numbers (w + ½)2^-32, from the words w of the blocks of the samples that `state`
 * holds, by Philox 4x32-10 as in `numeric/random.ts`. With two lanes of f64 a vector of words is two blocks.
 */
function uniforms(p: Precision, key: readonly [number, number]): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(3);
  const c = [w.fresh(), w.fresh(), w.fresh(), w.fresh()];
  const [low, high] = [w.fresh(), w.fresh()];
  const offsets = p.lanes === 2 ? [0, 0, 1, 1] : [0, 0, 0, 0];
  w.say(i.get(2), i.splatInteger, words.all(offsets), words.add, i.set(c[0]));
  w.say(words.all([0, 0, 0, 0]), i.tee(c[1]), i.set(c[3]));
  w.say(i.get(1), i.load(0), i.set(c[2]));
  /** The low words of the products with all lanes m, then the high ones. */
  const product = (x: number, m: number): { readonly low: number[]; readonly high: number[] } => {
    w.say(i.get(x), words.all([m, m, m, m]), words.productLow, i.set(low));
    w.say(i.get(x), words.all([m, m, m, m]), words.productHigh, i.set(high));
    const pick = (first: number): number[] => [
      ...i.get(low),
      ...i.get(high),
      ...words.shuffle([first, first + 2, first + 4, first + 6]),
    ];
    return { low: pick(0), high: pick(1) };
  };
  const [next0, next1] = [w.fresh(), w.fresh()];
  for (let round = 0; round < 10; round++) {
    const k = weyl.map((step, at) => (key[at] + Math.imul(step, round)) >>> 0);
    const one = product(c[0], multipliers[0]);
    w.say(one.high, i.get(c[3]), words.xor, words.all([k[1], k[1], k[1], k[1]]), words.xor);
    w.say(i.set(next1), one.low, i.set(next0));
    const two = product(c[2], multipliers[1]);
    w.say(two.high, i.get(c[1]), words.xor, words.all([k[0], k[0], k[0], k[0]]), words.xor);
    w.say(i.set(c[0]), two.low, i.set(c[1]), i.get(next1), i.set(c[2]), i.get(next0), i.set(c[3]));
  }
  const store = (value: readonly number[], at: number): void =>
    w.say(i.get(0), value, i.store(VECTOR * at));
  c.forEach((x, k) => {
    if (p.lanes === 2) {
      const uniform = [...words.toDoubles, ...f.all(0.5), ...f.add, ...f.all(2 ** -32), ...f.mul];
      const upper = [...i.get(x), ...i.get(x), ...words.shuffle([2, 3, 2, 3])];
      store([...i.get(x), ...uniform], k);
      store([...upper, ...uniform], 4 + k);
    } else {
      const shifted = [...i.get(x), ...i.integer(8), ...words.shiftRight, ...words.toSingles];
      store([...shifted, ...f.all(0.5), ...f.add, ...f.all(2 ** -24), ...f.mul], k);
    }
  });
  return w.done();
}

/** (state): the samples of the next tile. */
function advance({ lanes }: Precision): WasmFunction {
  const w = writer(0);
  const step = words.all([lanes, lanes, lanes, lanes]);
  w.say(i.get(0), i.get(0), i.load(0), step, words.add, i.store(0));
  return w.done();
}

type Part = readonly number[];

/** (out, uniforms, unfit): an element; lanes of `unfit` count. */
function element(p: Precision, kind: Drawn): WasmFunction {
  const f = laneInstructions(p.lane);
  const w = writer(3);
  const keep = (code: Part): Part => {
    const local = w.fresh();
    w.say(code, i.set(local));
    return i.get(local);
  };
  const op =
    (o: readonly number[]) =>
    (x: Part, y: Part): Part => [...x, ...y, ...o];
  const [add, sub, mul, div] = [f.add, f.sub, f.mul, f.div].map(op);
  const uniform = (k: number): Part => [...i.get(1), ...i.load(VECTOR * k)];
  const constant = (x: number): Part => f.all(x);
  type C = readonly [Part, Part];
  /** Of numbers in locals, as a tree. */
  const total = (terms: readonly Part[]): Part =>
    terms.length === 1
      ? terms[0]
      : add(total(terms.slice(0, terms.length >> 1)), total(terms.slice(terms.length >> 1)));

  const phase = (k: number): C => {
    const y = keep(mul(sub(uniform(k), constant(0.5)), constant(Math.PI)));
    const square = keep(mul(y, y));
    // Taylor: |y| ≤ π/2 leaves (π/2)^17/17! < 10^-11.
    const series = (from: number): Part => {
      let value: Part = constant(0);
      for (let n = from + 14; n >= from; n -= 2) {
        let factorial = 1;
        for (let t = 2; t <= n; t++) factorial *= t;
        const sign = ((n - from) / 2) % 2 === 0 ? 1 : -1;
        value = keep(add(mul(value, square), constant(sign / factorial)));
      }
      return value;
    };
    const s = keep(mul(series(1), y));
    const c = series(0);
    return [keep(sub(constant(1), mul(constant(2), mul(s, s)))), keep(mul(constant(2), mul(s, c)))];
  };
  const vector = (from: number): C[] => {
    const [a, b] = [keep(uniform(from)), keep(uniform(from + 1))];
    const [lo, hi] = [keep([...a, ...b, ...f.min]), keep([...a, ...b, ...f.max])];
    return [lo, sub(hi, lo), sub(constant(1), hi)].map((s, k): C => {
      const size = keep([...s, ...f.sqrt]);
      const [c, t] = phase(from + 2 + k);
      return [keep(mul(size, c)), keep(mul(size, t))];
    });
  };
  const norm = (v: readonly C[]): Part => total(v.flatMap(([x, y]) => [mul(x, x), mul(y, y)]));
  const normalised = (v: readonly C[]): C[] => {
    const inverse = keep(div(constant(1), [...norm(v), ...f.sqrt]));
    return v.map(([x, y]): C => [keep(mul(x, inverse)), keep(mul(y, inverse))]);
  };
  /** Σ conj(a) b. */
  const inner = (a: readonly C[], b: readonly C[]): C => [
    keep(total(a.map(([x, y], k) => add(mul(x, b[k][0]), mul(y, b[k][1]))))),
    keep(total(a.map(([x, y], k) => sub(mul(x, b[k][1]), mul(y, b[k][0]))))),
  ];
  const projected = (v: readonly C[], c: readonly C[]): C[] => {
    const [pr, pi] = inner(c, v);
    return v.map(([x, y], k): C => [
      keep(sub(x, sub(mul(pr, c[k][0]), mul(pi, c[k][1])))),
      keep(sub(y, add(mul(pr, c[k][1]), mul(pi, c[k][0])))),
    ]);
  };
  const first = normalised(vector(0));
  const once = normalised(projected(vector(5), first));
  const second = normalised(projected(once, first));
  const product = (x: C, y: C): C => [
    sub(mul(x[0], y[0]), mul(x[1], y[1])),
    add(mul(x[0], y[1]), mul(x[1], y[0])),
  ];
  const special = [0, 1, 2].map((k): C => {
    const [a, b] = [(k + 1) % 3, (k + 2) % 3];
    const [plus, minus] = [product(first[a], second[b]), product(first[b], second[a])];
    return [keep(sub(plus[0], minus[0])), keep(sub(minus[1], plus[1]))];
  });
  const turned = (column: readonly C[]): C[] => {
    const [by] = normalised([phase(10)]);
    return column.map((x): C => {
      const [re, im] = product(x, by);
      return [keep(re), keep(im)];
    });
  };
  const third = kind === "special" ? special : turned(special);
  [first, second, third].forEach((column, col) => {
    column.forEach(([x, y], row) => {
      const at = ENTRY * (3 * row + col);
      w.say(i.get(0), x, i.store(at), i.get(0), y, i.store(at + VECTOR));
    });
  });
  const absolute = (x: Part): Part => [...x, ...f.abs];
  const [pr, pi] = inner(first, second);
  const norms = [first, second].map((v) => absolute(sub(norm(v), constant(1))));
  const cross = mul(constant(2), add(absolute(pr), absolute(pi)));
  const distance = add(add(norms[0], norms[1]), cross);
  const unfit = [...distance, ...constant(16 * p.u), ...f.atMost, ...i.not];
  w.say(i.get(2), i.get(2), i.load(0), unfit, f.subIntegers, i.store(0));
  return w.done();
}
