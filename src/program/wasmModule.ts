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
} as const;

const I32 = 0x7f;
const V128 = 0x7b;

/** A function of the module: its type by number, its local vectors, its code without the final `end`. */
export interface WasmFunction {
  readonly type: 0 | 1;
  readonly vectors: number;
  readonly code: readonly number[];
}

/**
 * The bytes of a module: function k is `functions[k]`, the last one exported as `run`, the memory as
 * `memory`. Types: 0 is (i32) → (), 1 is (v128) → (v128).
 */
export function wasmModule(
  functions: readonly WasmFunction[],
  pages: number,
): Uint8Array<ArrayBuffer> {
  const types = [
    [0x60, 1, I32, 0],
    [0x60, 1, V128, 1, V128],
  ];
  const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];
  const bodies = functions.map(({ vectors, code }) => {
    const locals = [1, ...unsigned(vectors), V128];
    return [unsigned(locals.length + code.length + 1), locals, code, [0x0b]];
  });
  const size = bodies.flat().reduce((s, part) => s + part.length, 0);
  const count = unsigned(functions.length);
  const parts: (readonly number[])[] = [
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
