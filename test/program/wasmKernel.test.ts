import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../../src/numeric/random.ts";
import { programBuilder, type ProgramBuilder } from "../../src/program/builder.ts";
import { decideAtPoints, primesFor } from "../../src/program/points.ts";
import type { Program } from "../../src/program/program.ts";
import { residueKernel } from "../../src/program/residues.ts";
import { wasmKernel } from "../../src/program/wasmKernel.ts";
import { exactClaims } from "../bench/exact/claims/all.ts";
import { recorded, twin } from "../bench/exact/claims/claim.ts";
import { programs } from "./random.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const p = 2 ** 26 - 5;

/** Corners, zeros among them, then random residues: `count` points, so that one is left over of the pairs. */
function points(program: Program, count: number): Float64Array {
  const corners = [0, 1, p - 1, (p - 1) / 2, (p + 1) / 2, 2];
  const draws = stream("wasm");
  return Float64Array.from({ length: program.variables.length * count }, (_, k) =>
    k % 3 === 0
      ? corners[(k / 3 + Math.floor(k / count)) % corners.length]
      : draws.integer(0, p - 1),
  );
}

/** Where the compiled kernel and the interpreter differ, if they do. */
function difference(program: Program, count: number, prime = p): string | undefined {
  const at = points(program, count).map((x) => x % prime);
  const [ours, reference] = [wasmKernel, residueKernel].map((of) => of(program, prime)(at, count));
  for (let i = 0; i < count; i++) {
    if (ours.defined[i] !== reference.defined[i]) return `defined at point ${i}`;
    if (ours.defined[i] === 0) continue;
    for (let r = 0; r < program.roots.length; r++)
      if (!Object.is(ours.values[r * count + i], reference.values[r * count + i]))
        return `root ${r} at point ${i}`;
  }
  return undefined;
}
const record = (...fs: readonly ((B: ProgramBuilder) => number)[]): Program => {
  const B = programBuilder();
  return B.program(fs.map((f) => f(B)));
};

describe("wasmKernel", () => {
  const small = exactClaims.filter(
    ({ name }) => deep || !/su\(|contracted|BPST|Jacobi|Vandermonde/.test(name),
  );

  it.each(small)("is the interpreter on $name and on its twin", (claim) => {
    expect(difference(recorded(claim), 9)).toBeUndefined();
    expect(difference(twin(claim), 9)).toBeUndefined();
  });

  it("is the interpreter on random programs with divisions", { timeout: 3e6 }, () => {
    fc.assert(
      fc.property(programs(12, true), (program) => difference(program, 7) === undefined),
      { numRuns: deep ? 20_000 : 40, seed: 3 },
    );
  });

  it("reduces in time: long sums of large terms, deep products, across blocks and primes", () => {
    const long = record(
      (B) => {
        // Sums of products of products, over several blocks of 256 nodes.
        const xs = Array.from({ length: 8 }, (_, k) => B.variable(`x${k}`));
        let total = xs[0];
        for (let k = 0; k < 1200; k++) {
          const term = B.mul(xs[k % 8], B.sub(xs[(3 * k + 1) % 8], total));
          total = k % 5 === 0 ? B.mul(term, total) : B.add(B.neg(term), total);
        }
        return total;
      },
      (B) => {
        let doubled = B.variable("x0");
        for (let k = 0; k < 300; k++) doubled = B.add(doubled, doubled);
        return B.sub(doubled, B.mul(B.constant(2n ** 300n), B.variable("x0")));
      },
      (B) => B.power(B.sub(B.variable("x1"), B.variable("x2")), 2 ** 31 - 1),
    );
    expect(long.ops.length).toBeGreaterThan(1000);
    for (const prime of primesFor(long, 2)) expect(difference(long, 33, prime)).toBeUndefined();
    const { values } = wasmKernel(long, p)(points(long, 5), 5);
    expect([...values.slice(5, 10)]).toEqual([0, 0, 0, 0, 0]);
  });

  it("decides as the interpreter does when decideAtPoints is given it", () => {
    const square = record((B) => {
      const [x, y] = [B.variable("x"), B.variable("y")];
      return B.sub(B.mul(B.add(x, y), B.sub(x, y)), B.sub(B.power(x, 2), B.power(y, 2)));
    });
    const zero = decideAtPoints(square, stream("w"), { kernel: wasmKernel });
    expect(zero).toEqual(decideAtPoints(square, stream("w")));
    expect(zero.kind).toBe("zero");
  });

  it("refuses a modulus out of its range, a composite one and a wrong number of values", () => {
    const x = record((B) => B.variable("x"));
    for (const modulus of [101, p - 2, 2 ** 31 - 1])
      expect(() => wasmKernel(x, modulus)).toThrow(/prime/);
    expect(() => wasmKernel(x, p)(Float64Array.of(1, 2), 1)).toThrow(/1 x 1 values/);
  });
});
