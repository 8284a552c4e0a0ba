import { describe, expect, it } from "vitest";
import { bandNumber, onTorus, torusFaces } from "../../src/lattice/bandNumber.ts";
import { matrix } from "../../src/numeric/complexMatrix.ts";
import type { ComplexMatrix } from "../../src/numeric/complexMatrix.ts";

/** d·σ. */
function pauli(x: number, y: number, z: number): ComplexMatrix {
  return matrix(2, (i, j) => (i === j ? [i === 0 ? z : -z, 0] : [x, i === 0 ? -y : y]));
}

const qwz = (m: number) => (x: number, y: number) =>
  pauli(Math.sin(x), Math.sin(y), m + Math.cos(x) + Math.cos(y));
const torusNumber = (N: number, m: number): number =>
  bandNumber({ hamiltonians: onTorus(N, qwz(m)), faces: torusFaces(N), filled: 1 }).number;

const octahedron = {
  vertices: [
    [1, 0, 0],
    [0, 1, 0],
    [-1, 0, 0],
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ],
  faces: [0, 1, 2, 3].flatMap((k) => [
    [k, (k + 1) % 4, 4],
    [(k + 1) % 4, k, 5],
  ]),
};
const spins = octahedron.vertices.map(([x, y, z]) => pauli(x, y, z));

describe("bandNumber", () => {
  it("of the Qi–Wu–Zhang model is −1, 1, 0 as in their table", () => {
    expect([-1, 1, 3].map((m) => torusNumber(6, m))).toEqual([-1, 1, 0]);
  });

  it("of a spin ½ on the octahedron is 1 or −1, by the orientation", () => {
    const { number, flux } = bandNumber({
      hamiltonians: spins,
      faces: octahedron.faces,
      filled: 1,
    });
    expect(Math.abs(number)).toBe(1);
    const other = octahedron.faces.map((f) => [...f].reverse());
    expect(bandNumber({ hamiltonians: spins, faces: other, filled: 1 }).number).toBe(0 - number);
    // Half the solid angle of an octant.
    for (const f of flux) expect(Math.abs(f)).toBeCloseTo(1 / 8, 12);
  });

  it("of two copies, both filled, is twice as much", () => {
    const doubled = spins.map((H) =>
      matrix(4, (i, j) => {
        const same = i >> 1 === j >> 1;
        const at = (i & 1) * 2 + (j & 1);
        return same ? [H.re[at], H.im[at]] : [0, 0];
      }),
    );
    const one = bandNumber({ hamiltonians: spins, faces: octahedron.faces, filled: 1 }).number;
    const two = bandNumber({ hamiltonians: doubled, faces: octahedron.faces, filled: 2 }).number;
    expect(two).toBe(2 * one);
  });

  it("refuses a closed gap, a vanishing overlap and an open surface", () => {
    expect(() => torusNumber(4, 2)).toThrow(/an open gap/);
    const tetrahedron = {
      hamiltonians: [pauli(0, 0, 1), pauli(0, 0, -1), pauli(1, 0, 0)],
      filled: 1,
    };
    expect(() =>
      bandNumber({
        ...tetrahedron,
        faces: [
          [0, 1, 2],
          [2, 1, 0],
        ],
      }),
    ).toThrow(/overlaps that do not vanish/);
    const open = octahedron.faces.slice(1);
    expect(() => bandNumber({ hamiltonians: spins, faces: open, filled: 1 })).toThrow(/closed/);
  });
});
