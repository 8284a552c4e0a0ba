/** The instructions used, as bytes. Source: WebAssembly Core Specification 2.0, section 5.4. */
export const instruction = {
  call: (f: number): number[] => [0x10, ...unsigned(f)],
  get: (local: number): number[] => [0x20, ...unsigned(local)],
  set: (local: number): number[] => [0x21, ...unsigned(local)],
  tee: (local: number): number[] => [0x22, ...unsigned(local)],
  load: (offset: number): number[] => [0xfd, 0x00, 4, ...unsigned(offset)],
  store: (offset: number): number[] => [0xfd, 0x0b, 4, ...unsigned(offset)],
  /** Both lanes x. */
  vector: (x: number): number[] => {
    const lane = new Uint8Array(Float64Array.of(x).buffer);
    return [0xfd, 0x0c, ...lane, ...lane];
  },
  notEqual: [0xfd, 0x48],
  lessThan: [0xfd, 0x49],
  and: [0xfd, 0x4e],
  negative: [0xfd, ...unsigned(0xed)],
  nearest: [0xfd, ...unsigned(0x94)],
  add: [0xfd, ...unsigned(0xf0)],
  sub: [0xfd, ...unsigned(0xf1)],
  mul: [0xfd, ...unsigned(0xf2)],
  or: [0xfd, ...unsigned(80)],
  not: [0xfd, ...unsigned(77)],
  /** a and not b. */
  andNot: [0xfd, ...unsigned(79)],
  bitselect: [0xfd, ...unsigned(82)],
  /** Four times an integer, from the stack. */
  splatInteger: [0xfd, ...unsigned(17)],
  /** An address, or a constant below 2^31. */
  integer: (x: number): number[] => {
    const code: number[] = [];
    appendInteger(code, x);
    return code;
  },
  loadInteger: (offset: number): number[] => [0x28, 2, ...unsigned(offset)],
  addIntegers: [0x6a],
  below: [0x49],
  /** The body again and again while it leaves a non-zero integer. */
  loop: (body: readonly number[]): number[] => [0x03, 0x40, ...body, 0x0d, 0, 0x0b],
} as const;

export type LaneName = "f32" | "f64";

/** What differs between four float32 and two float64 in a vector. Source: as `instruction`. */
export interface LaneInstructions {
  /** All lanes x. */
  readonly all: (x: number) => number[];
  readonly notEqual: readonly number[];
  readonly greater: readonly number[];
  readonly atMost: readonly number[];
  /** Lanes as integers. */
  readonly subIntegers: readonly number[];
  readonly abs: readonly number[];
  readonly neg: readonly number[];
  readonly sqrt: readonly number[];
  readonly add: readonly number[];
  readonly sub: readonly number[];
  readonly mul: readonly number[];
  readonly div: readonly number[];
  /** To the nearest integer, ties to even. */
  readonly nearest: readonly number[];
  /** b < a ? b : a. */
  readonly min: readonly number[];
  /** a < b ? b : a. */
  readonly max: readonly number[];
}

export function laneInstructions(lane: LaneName): LaneInstructions {
  const double = lane === "f64";
  const op = (f32: number, f64: number): number[] => [0xfd, ...unsigned(double ? f64 : f32)];
  return {
    all: (x) => {
      const values = double ? Float64Array.of(x, x) : Float32Array.of(x, x, x, x);
      return [0xfd, 0x0c, ...new Uint8Array(values.buffer)];
    },
    notEqual: op(66, 72),
    greater: op(68, 74),
    atMost: op(69, 75),
    subIntegers: op(177, 209),
    abs: op(224, 236),
    neg: op(225, 237),
    sqrt: op(227, 239),
    add: op(228, 240),
    sub: op(229, 241),
    mul: op(230, 242),
    div: op(231, 243),
    nearest: op(106, 148),
    min: op(234, 246),
    max: op(235, 247),
  };
}

/** Vectors of four words of 32 bits. Source: as `instruction`. */
export const words = {
  all: (x: readonly number[]): number[] => [
    0xfd,
    0x0c,
    ...new Uint8Array(Uint32Array.from(x).buffer),
  ],
  add: [0xfd, ...unsigned(174)],
  xor: [0xfd, ...unsigned(81)],
  shiftRight: [0xfd, ...unsigned(173)],
  /** Products of 64 bits, of the words 0 and 1, and of the words 2 and 3. */
  productLow: [0xfd, ...unsigned(222)],
  productHigh: [0xfd, ...unsigned(223)],
  /** Four of the eight words of two vectors. */
  shuffle: (from: readonly number[]): number[] => [
    0xfd,
    0x0d,
    ...from.flatMap((k) => [4 * k, 4 * k + 1, 4 * k + 2, 4 * k + 3]),
  ],
  /** The words 0 and 1 as float64; all four as float32. */
  toDoubles: [0xfd, ...unsigned(255)],
  toSingles: [0xfd, ...unsigned(251)],
} as const;

const I32 = 0x7f;
const V128 = 0x7b;
/** The most addresses a function takes. */
const MOST_ADDRESSES = 6;

/**
 * A function of the module: its type by number (see `wasmModule`), its local vectors, which come after
 * the parameters, and its code without the final `end`.
 */
export interface WasmFunction {
  readonly type: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  readonly vectors: number;
  readonly code: readonly number[] | Uint8Array;
}

/**
 * The bytes of a module: function k is `functions[k]`, the last one exported as `run`, the memory as
 * `memory`. Types: 0 is (i32) → (), 1 is (v128) → (v128), k ≥ 2 is k times i32 → ().
 */
export function wasmModule(
  functions: readonly WasmFunction[],
  pages: number,
): Uint8Array<ArrayBuffer> {
  const types = [
    [0x60, 1, I32, 0],
    [0x60, 1, V128, 1, V128],
    ...Array.from({ length: MOST_ADDRESSES - 1 }, (_, k) => [
      0x60,
      k + 2,
      ...Array<number>(k + 2).fill(I32),
      0,
    ]),
  ];
  const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];
  const bodies = functions.map(({ vectors, code }) => {
    const locals = [1, ...unsigned(vectors), V128];
    return [unsigned(locals.length + code.length + 1), locals, code, [0x0b]] as const;
  });
  const size = bodies.flat().reduce((s, part) => s + part.length, 0);
  const count = unsigned(functions.length);
  const parts: (readonly number[] | Uint8Array)[] = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, [types.length, ...types.flat()]),
    section(3, [...count, ...functions.map((f) => f.type)]),
    section(5, [1, 0, ...unsigned(pages)]),
    section(7, [2, ...name("memory"), 2, 0, ...name("run"), 0, ...unsigned(functions.length - 1)]),
    [10, ...unsigned(size + count.length), ...count],
    ...bodies.flat(),
  ];
  const bytes = new Uint8Array(parts.reduce((s, part) => s + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** LEB128. */
function unsigned(n: number): number[] {
  const bytes: number[] = [];
  let rest = n;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** Pushes an address, or a constant 0 ≤ n < 2^31: its LEB128 is read back with a sign. */
export function appendInteger(code: number[], n: number): void {
  code.push(0x41);
  let rest = n;
  for (; rest > 0x3f; rest >>>= 7) code.push((rest & 0x7f) | 0x80);
  code.push(rest);
}

/** Whether WebAssembly has vectors here. */
export function hasVectors(): boolean {
  return WebAssembly.validate(wasmModule([{ type: 1, vectors: 0, code: instruction.get(0) }], 1));
}
