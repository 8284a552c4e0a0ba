import { describe, expect, it } from "vitest";
import { printed } from "../../specs/homogeneous/group-convolution.spec.ts";
import {
  equivariance,
  layerIsDefinition,
} from "../../specs/convolution/translation-equivariance.spec.ts";
import { rational, rationals } from "../../src/algebra/rational.ts";
import type { Rational } from "../../src/algebra/rational.ts";
import type { Finding, ModelWork } from "../../src/claim/model.ts";
import {
  deviceLayers,
  equation,
  finiteGroups,
  fn,
  freeGroupModel,
  groupFunctions,
  groupNamed,
  solutionDimension,
} from "../../src/index.ts";
import type { Operations, Term } from "../../src/index.ts";
import { convolveByDefinition } from "../../src/numeric/convolveByDefinition.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";
import { freeSums, normalForm, wordOperations } from "../../src/sums/freeSums.ts";
import type { Summand, Word } from "../../src/sums/freeSums.ts";
import { draw } from "../../src/sums/layerDraw.ts";
import { layerAlgebra, unit } from "../../src/sums/layerNumbers.ts";
import type { Numbers } from "../../src/sums/layerNumbers.ts";
import { layerAt } from "../../src/sums/layer.ts";

type X = Operations<typeof groupFunctions>;
type G = Term<"G">;
type R = Term<"R">;

const device = await openDevice({ name: "cpu" });
const work: ModelWork = {
  effort: "quick",
  seed: "1",
  device: () => Promise.resolve(device),
  first: true,
  stream: (...labels) => stream("sums", ...labels),
};

/** f(a), a function of one point, as a formal sum. */
const value = (name: string, ...letters: Word): Summand => ({
  q: rationals.one,
  sums: [],
  channels: [],
  factors: [{ name, args: [letters] }],
});
const unimodular = { left: true, right: true, commutative: false };

describe("wordOperations", () => {
  it("cancels a letter with its inverse, and nothing else", () => {
    const { op, inv } = wordOperations(false);
    const [a, b]: Word[] = [[["a", 1]], [["b", 1]]];
    expect(op(op(a, b), inv(b))).toEqual(a);
    expect(op(inv(a), a)).toEqual([]);
    expect(op(op(a, b), inv(a))).toEqual([
      ["a", 1],
      ["b", 1],
      ["a", -1],
    ]);
    expect(inv(op(a, b))).toEqual([
      ["b", -1],
      ["a", -1],
    ]);
  });
  it("sorts the letters of an abelian group, so that ab = ba", () => {
    const { op, inv } = wordOperations(true);
    const [a, b]: Word[] = [[["a", 1]], [["b", 1]]];
    expect(op(b, a)).toEqual(op(a, b));
    expect(op(op(b, a), inv(b))).toEqual(a);
  });
});

describe("normalForm", () => {
  /** Σ_h f(word) g(h), with the words of f given. */
  const sum = (...word: Word): Summand[] => [
    {
      ...value("f", ...word),
      sums: ["$h"],
      factors: [...value("f", ...word).factors, ...value("g", ["$h", 1]).factors],
    },
  ];
  it("reindexes h ↦ u⁻¹h under a left invariant measure only", () => {
    const moved = [
      {
        ...sum(["$h", 1])[0],
        factors: [
          ...value("f", ["u", 1], ["$h", 1]).factors,
          ...value("g", ["u", 1], ["$h", 1]).factors,
        ],
      },
    ];
    const plain = sum(["$h", 1]);
    const left = { left: true, right: false, commutative: false };
    const right = { left: false, right: true, commutative: false };
    expect(normalForm(moved, left)).toEqual(normalForm(plain, left));
    expect(normalForm(moved, right)).not.toEqual(normalForm(plain, right));
  });
  it("reindexes h ↦ h⁻¹ under a measure invariant on both sides, and not otherwise", () => {
    const turned = [
      {
        ...sum(["$h", 1])[0],
        factors: [...value("f", ["$h", -1]).factors, ...value("g", ["$h", -1]).factors],
      },
    ];
    expect(normalForm(turned, unimodular)).toEqual(normalForm(sum(["$h", 1]), unimodular));
    const left = { left: true, right: false, commutative: false };
    expect(normalForm(turned, left)).not.toEqual(normalForm(sum(["$h", 1]), left));
    const abelian = { left: true, right: false, commutative: true };
    expect(normalForm(turned, abelian)).toEqual(normalForm(sum(["$h", 1]), abelian));
    const none = { left: false, right: false, commutative: true };
    expect(normalForm(turned, none)).not.toEqual(normalForm(sum(["$h", 1]), none));
  });
  it("does not depend on which of two sums over an abelian group is the outer one", () => {
    const abelian = { left: true, right: false, commutative: true };
    const { op } = wordOperations(true);
    /** Σ_a Σ_b f(a) g(b) k(−a − b + x). */
    const double = (a: string, b: string): Summand[] => {
      const rest = op(op([[a, -1]], [[b, -1]]), [["x", 1]]);
      const factors = [value("f", [a, 1]), value("g", [b, 1]), value("k", ...rest)];
      return [
        { ...sum([a, 1])[0], sums: ["$0", "$1"], factors: factors.flatMap((f) => f.factors) },
      ];
    };
    expect(normalForm(double("$0", "$1"), abelian)).toEqual(
      normalForm(double("$1", "$0"), abelian),
    );
  });
  it("adds equal summands and drops what cancels", () => {
    const twice = [value("f", ["u", 1]), value("f", ["u", 1])];
    expect([...normalForm(twice, unimodular).values()]).toEqual([rational(2)]);
    const none = [value("f", ["u", 1]), { ...value("f", ["u", 1]), q: rational(-1) }];
    expect(normalForm(none, unimodular).size).toBe(0);
  });
  it("gives the factors of a product binders of their own", () => {
    const { algebra } = freeSums(unimodular);
    const one = algebra.sum((h) => [
      { q: rationals.one, sums: [], channels: [], factors: [{ name: "f", args: [h] }] },
    ]);
    const [square] = algebra.mul.R(one, one);
    expect(new Set(square.sums).size).toBe(2);
    expect(square.factors[0].args).not.toEqual(square.factors[1].args);
  });
});

describe("models of sums", () => {
  /** Σ_h f(first) ψ(second) with words in g, h on both sides. */
  const claim = (
    left: (X: X, g: G, h: G) => readonly [G, G],
    right: (X: X, g: G, h: G) => readonly [G, G],
  ) =>
    equation({
      id: "test/sums/words",
      states: "",
      over: groupFunctions,
      unknowns: () => ({ f: fn(["G"], "R"), psi: fn(["G"], "R"), g: "G" }) as const,
      assume: { "left-invariant": "", "right-invariant": "" },
      left: (X, { f, psi, g }) => X.sum((h) => term(X, f, psi, left(X, g, h))),
      right: (X, { f, psi, g }) => X.sum((h) => term(X, f, psi, right(X, g, h))),
      models: [freeGroupModel(), finiteGroups(["C2", "C3", "S3"])],
    });
  const term = (X: X, f: (g: G) => R, psi: (g: G) => R, [a, b]: readonly [G, G]): R =>
    X.mul(f(a), psi(b));

  it("agree on all 36 words of length two in g and h, proved and exhausted", async () => {
    const words = (X: X, g: G, h: G): G[] => [
      X.op(g, h),
      X.op(h, g),
      X.op(X.inv(g), h),
      X.op(h, X.inv(g)),
      X.op(X.inv(h), g),
      X.op(g, X.inv(h)),
    ];
    const seen = { holds: 0, fails: 0 };
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 6; j++) {
        const [problem] = claim(
          (X, g, h) => [h, words(X, g, h)[i]],
          (X, g, h) => [X.inv(h), words(X, g, X.inv(h))[j]],
        ).problems();
        const [proof, cases] = [freeGroupModel(), finiteGroups(["C3", "S3"])].map(
          (m) => m.check(problem, work) as Finding,
        );
        expect(proof.outcome, `${i} ${j}`).toBe(i === j ? "holds" : "fails");
        expect(cases.outcome, `${i} ${j}`).toBe(i === j ? "holds" : "fails");
        seen[i === j ? "holds" : "fails"]++;
      }
    expect(seen).toEqual({ holds: 6, fails: 30 });
  });

  it("finiteGroups counts |G|^n times the pairs of basis functions", async () => {
    const [problem] = claim(
      (X, g, h) => [h, X.op(g, h)],
      (X, g, h) => [X.inv(h), X.op(g, X.inv(h))],
    ).problems();
    const found = await finiteGroups(["C3", "S3"]).check(problem, work);
    expect(found.cases).toBe(3 * 9 + 6 * 36);
  });

  it("freeGroupModel refutes what holds for one channel with two", () => {
    const [problem] = equation({
      id: "test/sums/channels",
      states: "",
      over: groupFunctions,
      unknowns: () => ({ f: fn(["K"], "R"), psi: fn(["K"], "R") }) as const,
      left: (X, { f, psi }) => X.sumChannels((k) => X.mul(f(k), psi(k))),
      right: (X, { f, psi }) => X.mul(X.sumChannels(f), X.sumChannels(psi)),
      models: [],
    }).problems();
    expect(finiteGroups(["C1"]).check(problem, work)).toMatchObject({ outcome: "holds" });
    expect(freeGroupModel().check(problem, work)).toMatchObject({
      outcome: "fails",
      witness: { says: "C1, 2 channels", confirmed: "exact" },
    });
  });

  it("finiteGroups calls a witness smallest only if every smaller group was exhausted", () => {
    const [problem] = printed.problems();
    const of = (names: string[]) =>
      (finiteGroups(names).check(problem, work) as Finding).witness?.size;
    expect(of(["C2", "C3"])).toBe("smallest");
    expect(of(["C3"])).toBe("found");
    expect(of(["C2", "S3"])).toBe("found");
  });
});

describe("solutionDimension", () => {
  it("is the number of classes of ψ's arguments that the printed equation ties together, by union-find", () => {
    for (const name of ["C3", "S3", "Q8"]) {
      // ψ(g u h) must equal ψ(u⁻¹ g h) for all g, u, h: unite and count.
      const { order: n, op, inv } = groupNamed(name);
      const root = Array.from({ length: n }, (_, i) => i);
      const find = (i: number): number => (root[i] === i ? i : (root[i] = find(root[i])));
      for (let g = 0; g < n; g++)
        for (let u = 0; u < n; u++)
          for (let h = 0; h < n; h++) root[find(op(op(g, u), h))] = find(op(op(inv(u), g), h));
      const classes = new Set(root.map((_, i) => find(i))).size;
      expect(solutionDimension(printed, name, "psi"), name).toBe(classes);
    }
  });
  it("refuses an equation that is not linear in the unknown", () => {
    const square = equation({
      id: "test/sums/square",
      states: "",
      over: groupFunctions,
      unknowns: () => ({ psi: fn(["G"], "R"), g: "G" }) as const,
      left: (X, { psi, g }) => X.mul(psi(g), psi(g)),
      right: (X) => X.zero(),
      models: [freeGroupModel()],
    });
    expect(() => solutionDimension(square, "C2", "psi")).toThrow(
      /expected an equation linear in psi/,
    );
  });
});

describe("layers", () => {
  const n = 4;
  const pixels = [...Array(n * n).keys()];
  it("layerAt is the library's own definition with the filter turned round, padded and strided too", () => {
    const s = stream("layers");
    const f = pixels.map(() => s.integer(-5, 5));
    const psi = pixels.map(() => s.integer(-5, 5));
    const wrap = (i: number): number => ((i % n) + n) % n;
    const taps = Float32Array.from(
      { length: 9 },
      (_, t) => psi[wrap(1 - Math.floor(t / 3)) * n + wrap(1 - (t % 3))],
    );
    const filter = { height: 3, width: 3, from: 1, to: 1, values: taps };
    const at = (kind: string, x: number): number =>
      layerAt(kind, n, 1, x, {
        product: (y, o) => f[y] * psi[o],
        sum: (xs) => xs.reduce((a, b) => a + b, 0),
        quarter: (v) => v / 4,
      });
    const of = (padding: "wrap" | "zero") =>
      convolveByDefinition(Float64Array.from(f), [1, n, n, 1], filter, { padding });
    const [circular, padded] = [of("wrap"), of("zero")];
    for (const x of pixels) {
      expect(at("circular", x)).toBe(circular[x]);
      expect(at("zero-padded", x)).toBe(padded[x]);
      const corner = (i: number): number => i - (i % 2);
      const [r, c] = [corner(Math.floor(x / n)), corner(x % n)];
      expect(at("strided", x)).toBe(circular[r * n + c]);
      expect(at("pooled", x)).toBe(
        [0, 1, n, n + 1].reduce((sum, o) => sum + circular[r * n + c + o], 0) / 4,
      );
    }
    expect(() => at("dilated", 0)).toThrow(
      /expected one of circular, zero-padded, strided, pooled, got dilated/,
    );
  });

  it("draw puts filters on 3×3 taps and one pixel of one channel into the first samples", () => {
    const [problem] = layerIsDefinition.problems();
    const { functions, points } = draw(problem, 6, 2, stream("draw"));
    const psi = functions.get("psi");
    for (const [key, values] of psi ?? []) {
      const [o] = key.split(",").map(Number);
      const near = [0, 1, 5].includes(Math.floor(o / 6)) && [0, 1, 5].includes(o % 6);
      expect(values.every((v) => v === values[0])).toBe(true);
      expect(values[0] !== 0).toBe(near);
    }
    for (const sample of [0, 1]) {
      const live = [...(functions.get("f") ?? [])].filter(([, values]) => values[sample] !== 0);
      expect(live.map(([key]) => key.split(",")[1])).toEqual([String(sample)]);
    }
    expect(points.length).toBe(36);
    expect(draw(equivariance.problems()[0], 4, 1, stream("draw")).points.length).toBe(3 * 16);
  });

  it("layerAlgebra bounds the error of doubles from above, and not absurdly", () => {
    const none = {
      at: (): Numbers => zero,
      asked: () => 0,
      answer: () => Promise.resolve(),
      answered: () => [],
    };
    const zero: Numbers = { value: new Float64Array(8), err: new Float64Array(8) };
    const A = layerAlgebra(4, 1, none, undefined);
    const exact = (x: number): Rational => {
      let [p, q] = [x, 1n];
      while (!Number.isInteger(p)) [p, q] = [p * 2, q * 2n];
      return rational(BigInt(p), q);
    };
    const s = stream("numbers");
    for (let i = 0; i < 200; i++) {
      const xs = Array.from({ length: 6 }, () => s.normal() * 2 ** s.integer(-20, 20));
      const leaf = (x: number): Numbers => ({
        value: new Float64Array(8).fill(x),
        err: new Float64Array(8),
      });
      const found = A.sub.R(
        A.mul.R(leaf(xs[0]), leaf(xs[1]), A.add.R(leaf(xs[2]), leaf(xs[3]))),
        A.scale.R("1/3", A.mul.R(leaf(xs[4]), leaf(xs[5]))),
      );
      const [product, sum] = [A.mul.R, A.add.R].map((f) => f(leaf(xs[0]), leaf(xs[1])));
      for (const one of [product, sum])
        expect(one.err[0]).toBeLessThanOrEqual(unit * Math.abs(one.value[0]) * (1 + 2 ** -40));
      const [a, b, c, d, e, f] = xs.map(exact);
      const Q = rationals;
      const truth = Q.add(
        Q.mul(Q.mul(a, b), Q.add(c, d)),
        Q.neg(Q.mul(rational(1, 3), Q.mul(e, f))),
      );
      const off = Q.add(exact(found.value[0]), Q.neg(truth));
      const error = Number(((off.n < 0n ? -off.n : off.n) * 2n ** 200n) / off.d) * 2 ** -200;
      expect(error).toBeLessThanOrEqual(found.err[0]);
      const size =
        Math.abs(xs[0] * xs[1]) * (Math.abs(xs[2]) + Math.abs(xs[3])) + Math.abs(xs[4] * xs[5]);
      expect(found.err[0]).toBeLessThanOrEqual(16 * unit * size);
    }
  });

  it("deviceLayers finds a fault of one part in 2^8 in one tap, and none in the definition", async () => {
    const [problem] = layerIsDefinition.problems();
    const model = deviceLayers({ sides: [4], channels: 1 });
    const found = await model.check(problem, work);
    expect(found.outcome).toBe("holds");
    expect(found.power?.epsilon).toBeLessThan(2 ** -8);
    expect(found.power?.ingredients.length).toBe(9);
    expect(found.samples).toBe(16 * 8);
  });
});
