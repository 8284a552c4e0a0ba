import { describe, expect, it } from "vitest";
import { equation } from "../../src/claim/equation.ts";
import { many } from "../../src/claim/problem.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { bandValues, certifiedInteger, TouchesExceptionalSet } from "../../src/lattice/band.ts";
import { signedPreimages } from "../../src/lattice/degree.ts";
import { exhaustedHistogram, leftAtTurns } from "../../src/lattice/evaluateAt.ts";
import { logAgainstDeterminant } from "../../src/lattice/logAgainstDet.ts";
import { monomialGroup } from "../../src/lattice/monomial.ts";
import type { MonomialGroup } from "../../src/lattice/monomial.ts";
import { latticeLinks } from "../../src/lattice/signature.ts";
import { torus } from "../../src/lattice/torus.ts";
import * as I from "../../src/reals/interval.ts";

function chern(Nx: number, Ny: number): Problem {
  const { sites, step } = torus(Nx, Ny);
  return equation({
    id: "test/lattice/chern",
    states: "",
    over: latticeLinks,
    configurations: [{ Nx, Ny }],
    unknowns: () => ({ x: many("M", Nx * Ny), y: many("M", Nx * Ny) }),
    left: (X, { x, y }) =>
      X.add(
        ...sites.map((k) =>
          X.phase(X.mul(x[k], y[step(k, 1, 0)], X.adjoint(x[step(k, 0, 1)]), X.adjoint(y[k]))),
        ),
      ),
    right: (X) => X.turns(0),
    models: [],
  }).problems()[0];
}

describe("exhaustedHistogram", () => {
  it.each([2, 3, 4])("agrees with a count by hand-written loops for Z_%i on 2×2", (n) => {
    const counts = new Map<string, number>();
    let fractions = 0;
    const sites = [0, 1].flatMap((i) => [0, 1].map((j) => [i, j] as const));
    for (let choice = 0; choice < n ** 8; choice++) {
      const digit = (at: number): number => Math.floor(choice / n ** at) % n;
      const x = (i: number, j: number): number => digit((i % 2) * 2 + (j % 2));
      const y = (i: number, j: number): number => digit(4 + (i % 2) * 2 + (j % 2));
      let total = 0;
      for (const [i, j] of sites) {
        let turn = (x(i, j) + y(i + 1, j) - x(i, j + 1) - y(i, j) + 2 * n) % n;
        if (turn > n / 2) turn -= n;
        total += turn;
      }
      if (total % n !== 0) fractions++;
      const key = String(total / n + 0);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(fractions).toBe(0);
    const found = exhaustedHistogram(chern(2, 2), n);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(counts));
  });
});

describe("leftAtTurns", () => {
  it("C₁ is 1 at W = (−1, −1) on the 2×1 torus, and 0 beside it", () => {
    expect(leftAtTurns(chern(2, 1), { "y[1]": "1/2" })).toBe("1");
    expect(leftAtTurns(chern(2, 1), { "y[1]": "63/127" })).toBe("0");
    expect(leftAtTurns(chern(2, 1), { "y[1]": "64/127" })).toBe("0");
    expect(() => leftAtTurns(chern(2, 1), { "z[0]": "1/2" })).toThrow("leftAtTurns: expected");
  });
});

describe("bandValues", () => {
  /** The same number from doubles alone, by projectors: arg Tr P P P P, no choice of vectors. */
  function byProjectors(m: number, N: number): number {
    type P = readonly [number, number, number];
    const p = (i: number, j: number): P => {
      const [kx, ky] = [(2 * Math.PI * i) / N, (2 * Math.PI * j) / N];
      const d = [Math.sin(kx), Math.sin(ky), m + Math.cos(kx) + Math.cos(ky)];
      const r = Math.hypot(...d);
      return [d[0] / r, d[1] / r, d[2] / r];
    };
    const cross = (a: P, b: P): P => [
      a[1] * b[2] - a[2] * b[1],
      a[2] * b[0] - a[0] * b[2],
      a[0] * b[1] - a[1] * b[0],
    ];
    const dot = (a: P, b: P): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    // (1 − a·σ)(1 − b·σ) = q + v·σ with complex v; written out as quaternions over C.
    type Q = { s: [number, number]; v: [P, P] };
    const projector = (a: P): Q => ({
      s: [1, 0],
      v: [
        [-a[0], -a[1], -a[2]],
        [0, 0, 0],
      ],
    });
    const add = (...xs: P[]): P => xs.reduce((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
    const by = (c: number, a: P): P => [c * a[0], c * a[1], c * a[2]];
    const times = (a: Q, b: Q): Q => ({
      s: [
        a.s[0] * b.s[0] - a.s[1] * b.s[1] + dot(a.v[0], b.v[0]) - dot(a.v[1], b.v[1]),
        a.s[0] * b.s[1] + a.s[1] * b.s[0] + dot(a.v[0], b.v[1]) + dot(a.v[1], b.v[0]),
      ],
      // (v·σ)(w·σ) = v·w + i (v×w)·σ.
      v: [
        add(
          by(a.s[0], b.v[0]),
          by(-a.s[1], b.v[1]),
          by(b.s[0], a.v[0]),
          by(-b.s[1], a.v[1]),
          by(-1, cross(a.v[0], b.v[1])),
          by(-1, cross(a.v[1], b.v[0])),
        ),
        add(
          by(a.s[0], b.v[1]),
          by(a.s[1], b.v[0]),
          by(b.s[0], a.v[1]),
          by(b.s[1], a.v[0]),
          cross(a.v[0], b.v[0]),
          by(-1, cross(a.v[1], b.v[1])),
        ),
      ],
    });
    let sum = 0;
    for (let i = 0; i < N; i++)
      for (let j = 0; j < N; j++) {
        const loop = [p(i, j), p(i + 1, j), p(i + 1, j + 1), p(i, j + 1)].map(projector);
        const { s } = loop.reduce(times);
        sum += Math.atan2(s[1], s[0]) / (2 * Math.PI);
      }
    return sum;
  }

  it("encloses the number that projectors give in doubles, on 60 masses and lattices", () => {
    for (const N of [4, 5, 6, 7])
      for (let tenths = -29; tenths <= 29; tenths += 4) {
        const [C] = bandValues(chern(N, N), `${tenths}/10`, chern(N, N).left).slice(0, 1);
        const float = byProjectors(tenths / 10, N);
        expect(Math.abs(float - I.midpoint(C))).toBeLessThan(1e-9);
        expect(certifiedInteger(C)).toBe(Math.round(float) + 0);
        expect(I.width(C)).toBeLessThan(1e-11);
      }
  });

  it("refuses by name where the gap closes, and where overlaps vanish on 2×2", () => {
    const at = (m: string, N: number): unknown => bandValues(chern(N, N), m, chern(N, N).left);
    expect(() => at("-2", 4)).toThrow(TouchesExceptionalSet);
    expect(() => at("-2", 4)).toThrow("an open gap");
    expect(() => at("0", 4)).toThrow("k = 2π(0/4, 2/4)");
    expect(() => at("1", 2)).toThrow("overlaps that do not vanish");
    expect(() => certifiedInteger(I.interval(0.4, 0.6))).toThrow("an enclosure of one integer");
    expect(() => certifiedInteger(I.interval(-0.1, 1.1))).toThrow("an enclosure of one integer");
  });
});

describe("signedPreimages", () => {
  it("counts the same degree over both poles, and refuses an interval across a wall", () => {
    const walls = [-Infinity, -2, 0, 2, Infinity];
    for (let i = 0; i < 4; i++) {
      const masses = { from: walls[i], to: walls[i + 1] };
      expect(signedPreimages(masses, 1) + 0).toBe(signedPreimages(masses, -1) + 0);
    }
    expect(() => signedPreimages({ from: -1, to: 1 }, 1)).toThrow("masses between two walls");
  });
});

/** Laws that a table of phases breaks: the group, class functions, e^{iΣ} = det, det multiplicative. */
function broken(G: MonomialGroup): Set<string> {
  const op = (a: number, b: number): number => G.table[a * G.order + b];
  const laws = new Set<string>();
  const check = (law: string, ok: boolean): unknown => ok || laws.add(law);
  const integer = (turns: number): boolean => turns % G.denominator === 0;
  for (let a = 0; a < G.order; a++) {
    check("inverse", op(a, G.inverse[a]) === 0);
    check("phase mod 1", integer(G.phase[a] - G.det[a]));
    check("odd", G.hasMinusOne[a] === 1 || G.phase[G.inverse[a]] === -G.phase[a]);
    for (let b = 0; b < G.order; b++) {
      check("class function", G.phase[op(op(b, a), G.inverse[b])] === G.phase[a]);
      check("det", integer(G.det[op(a, b)] - G.det[a] - G.det[b]));
    }
  }
  return laws;
}

describe("monomialGroup", () => {
  it.each([
    [1, 5, "Z_5"],
    [2, 2, "Z_2 ≀ S_2 ⊂ U(2)"],
    [2, 3, "Z_3 ≀ S_2 ⊂ U(2)"],
    [3, 2, "Z_2 ≀ S_3 ⊂ U(3)"],
  ])("M = %i, n = %i: a group whose phases obey their laws", (M, n, name) => {
    const G = monomialGroup(M, n);
    expect(G.name).toBe(name);
    expect([...broken(G)]).toEqual([]);
    expect(new Set(G.labels).size).toBe(G.order);
  });

  /** Re and Im of the trace of a matrix as it is printed: its diagonal, or its rows. */
  function printedTrace(label: string): readonly [number, number] {
    const rows = label.replace(/^\[|\]$/g, "").split("; ");
    const diagonal =
      rows.length > 1
        ? rows.map((row, i) => row.split(", ")[i])
        : (/^diag\((.*)\)$/.exec(label)?.[1] ?? label).split(", ");
    let [re, im] = [0, 0];
    for (const entry of diagonal) {
      const root = /^e\((\d+)\/(\d+)\)$/.exec(entry);
      const angle = root === null ? 0 : (2 * Math.PI * Number(root[1])) / Number(root[2]);
      re += root === null ? Number(entry) : Math.cos(angle);
      im += Math.sin(angle);
    }
    return [re, im];
  }

  it.each([
    [1, 5],
    [1, 12],
    [2, 3],
    [3, 3],
  ])("M = %i, n = %i: Im Tr and arg Tr in turns are those of the matrices as printed", (M, n) => {
    const G = monomialGroup(M, n);
    const { argTrace } = G;
    let seen = 0;
    G.labels.forEach((label, g) => {
      const [re, im] = printedTrace(label);
      expect(I.midpoint(G.imTrace[g]) * 2 * Math.PI, label).toBeCloseTo(im, 12);
      expect(I.width(G.imTrace[g])).toBeLessThan(1e-14);
      if (Math.hypot(re, im) < 1e-9 || (re < 0 && Math.abs(im) < 1e-9)) return;
      seen++;
      const turns =
        "numerators" in argTrace
          ? argTrace.numerators[g] / G.denominator
          : I.midpoint(argTrace.intervals[g]);
      expect(turns * 2 * Math.PI, label).toBeCloseTo(Math.atan2(im, re), 12);
    });
    expect(seen).toBeGreaterThanOrEqual(n - 1);
  });

  it("broken tables are rejected, each by its law", () => {
    const G = monomialGroup(2, 3);
    const D = G.denominator;
    const positive = G.phase.map((p) => (p < 0 ? p + D : p));
    expect([...broken({ ...G, phase: positive })]).toContain("odd");
    const shifted = G.phase.map((p, g) => (g === 1 ? p + D : p));
    expect([...broken({ ...G, phase: shifted })]).toContain("class function");
    expect([...broken({ ...G, phase: G.phase.map((p) => p + 1) })]).toContain("phase mod 1");
    expect([...broken({ ...G, det: G.det.map((p, g) => (g === 2 ? p + 1 : p)) })]).toContain("det");
    expect([...broken({ ...G, hasMinusOne: new Uint8Array(G.order) })]).toContain("odd");
  });
});

describe("logAgainstDeterminant", () => {
  it("both are integers, equal for one band, and often not for two", () => {
    const problem = chern(3, 3);
    expect([...logAgainstDeterminant(problem, 1, 10, "1").keys()]).toEqual([0]);
    expect(logAgainstDeterminant(problem, 2, 10, "1").size).toBeGreaterThan(1);
  });
});
