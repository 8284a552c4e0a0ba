/** Calls of functions on addresses, in order: what is done to each tile. */
import { FrameworkError } from "../errors.ts";
import { VECTOR } from "./macros.ts";
import { tally } from "./residual.ts";

/** An address, in the tile or in the memory. */
export interface Place {
  readonly address: number;
  readonly relative: boolean;
}

export interface Call {
  readonly f: number;
  readonly operands: readonly Place[];
}

/** Where an unknown is in a tile: its entries, and whether each is one number or two. */
export interface Leaf {
  readonly offset: number;
  readonly entries: number;
  readonly parts: 1 | 2;
  /** Where the errors of its entries are, if it is given with such. */
  readonly errors?: number;
}

/** What is done to each tile. */
export interface TileProgram<F> {
  readonly functions: readonly F[];
  readonly calls: readonly Call[];
  /** Vectors with all lanes equal, written once. */
  readonly constants: readonly { readonly address: number; readonly value: number }[];
  readonly leaves: ReadonlyMap<string, Leaf>;
  /** Bytes of a tile, and of everything before the first. */
  readonly tile: number;
  readonly bytes: number;
}

export interface Emitter<F> {
  readonly allocate: (bytes: number) => Place;
  /** Calls the function of that name, made when it is first wanted. */
  readonly call: (name: string, make: () => F, ...operands: readonly Place[]) => void;
  /** Writes a vector with all lanes equal, once. */
  readonly set: (address: number, value: number) => void;
  /** Such vectors, one after another. */
  readonly constant: (values: readonly number[]) => Place;
  readonly leaf: (name: string, entries: number, parts: 1 | 2) => Place;
  /** The errors of an unknown that is there: a number an entry. */
  readonly leafErrors: (name: string) => Place;
  readonly done: () => TileProgram<F>;
}

/** @param made functions of earlier kernels by name: each is emitted once, and found again */
export function emitter<F>(made = new Map<string, F>()): Emitter<F> {
  const functions: F[] = [];
  const numbers = new Map<string, number>();
  const calls: Call[] = [];
  const constants: { address: number; value: number }[] = [];
  const leaves = new Map<string, Leaf>();
  let [bytes, tile]: [number, number] = [tally.bytes, 0];
  const allocate = (size: number): Place => {
    bytes += size;
    return { address: bytes - size, relative: false };
  };
  const set: Emitter<F>["set"] = (address, value) => {
    constants.push({ address, value });
  };
  return {
    allocate,
    set,
    call: (name, make, ...operands) => {
      let f = numbers.get(name);
      if (f === undefined) {
        const known = made.get(name) ?? make();
        made.set(name, known);
        numbers.set(name, (f = functions.push(known) - 1));
      }
      calls.push({ f, operands });
    },
    constant: (values) => {
      const place = allocate(VECTOR * values.length);
      values.forEach((value, k) => set(place.address + VECTOR * k, value));
      return place;
    },
    leaf: (name, entries, parts) => {
      const place = { address: tile, relative: true };
      leaves.set(name, { offset: tile, entries, parts });
      tile += VECTOR * parts * entries;
      return place;
    },
    leafErrors: (name) => {
      const leaf = leaves.get(name);
      if (leaf === undefined) throw new FrameworkError(`no leaf ${name} to have errors`);
      leaves.set(name, { ...leaf, errors: tile });
      tile += VECTOR * leaf.entries;
      return { address: tile - VECTOR * leaf.entries, relative: true };
    },
    // Where everything is drawn, tiles are only counted.
    done: () => ({ functions, calls, constants, leaves, tile: Math.max(VECTOR, tile), bytes }),
  };
}
