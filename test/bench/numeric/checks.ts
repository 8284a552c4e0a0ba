import { chernKernel } from "../../../src/fused/chernNumber.ts";
import { convolutionKernel } from "../../../src/fused/groupConvolution.ts";
import { fuse } from "../../../src/fused/kernel.ts";
import type { KernelOptions } from "../../../src/fused/kernel.ts";
import type { Batch } from "../../../src/fused/instance.ts";
import { indicesOf, isAbelian } from "../../../src/groups/finiteGroup.ts";
import type { FiniteGroup } from "../../../src/groups/finiteGroup.ts";
import { groupNamed } from "../../../src/groups/named.ts";
import { matrices } from "../../../src/matrices/signature.ts";
import { stream, streamKey } from "../../../src/numeric/random.ts";
import { haarUnitary } from "../../../src/numeric/unitary.ts";
import type { LaneName } from "../../../src/program/wasmModule.ts";
import { wilson } from "./wilson.ts";
import { recorder } from "../../../src/term/record.ts";
import { termStore } from "../../../src/term/term.ts";
import type { Term } from "../../../src/term/term.ts";

export type Bound = NonNullable<KernelOptions["bound"]>;

/** One pass over a batch: its worst ratio, and how many samples decided nothing. */
export interface Pass {
  readonly worst: number;
  readonly open: number;
}

/** A check as the bench runs it: made once, then passed over again and again. */
export interface Check {
  readonly name: string;
  /** What `peers.py` calls it, and what it reads. */
  readonly peer: string;
  readonly input?: string;
  readonly count: number;
  readonly lanes: readonly LaneName[];
  /** Vector operations of one tile without the bound, products and sums alone: for the roofline. */
  readonly operations?: number;
  readonly make: (lane: LaneName, bound: Bound, twin: boolean) => () => Pass;
}

type M = Term<"M">;
const store = termStore();
const X = recorder(matrices, store);
const unknown = (name: string): M => store.term("M", "unknown", [name, ""], []);
const count = 100_000;
/** Distance of the drawn matrices below, after rounding to the lane, from the unitary ones. */
const defect = { f32: 2 ** -22, f64: 2 ** -50 };

function passOf(kernel: Batch, samples: number): () => Pass {
  return () => {
    const { worst, nan, infinite, oversized, unfit } = kernel.check(samples);
    return { worst, open: nan + infinite + oversized + unfit };
  };
}

function matrixCheck(
  left: Term,
  right: Term,
  unitary: (name: string) => boolean,
): (lane: LaneName, bound: Bound) => () => Pass {
  return (lane, bound) => {
    const options = { size: 3, lane, capacity: count, unitary, defect: defect[lane], bound };
    const kernel = fuse([left], [right], options);
    if (kernel.kind === "refused") throw new Error(kernel.reason);
    for (const name of kernel.unknowns) {
      const s = stream("bench", name);
      const [re, im] = [new Float64Array(9 * count), new Float64Array(9 * count)];
      // A thousand different ones: drawing is not what is measured.
      for (let k = 0; k < 1000; k++) {
        const { re: x, im: y } = unitary(name)
          ? haarUnitary(s, 3)
          : { re: normals(s), im: normals(s) };
        re.set(x, 9 * k);
        im.set(y, 9 * k);
      }
      for (let k = 1000; k < count; k += 1000) {
        re.copyWithin(9 * k, 0, 9000);
        im.copyWithin(9 * k, 0, 9000);
      }
      kernel.load(name, re, im);
    }
    return passOf(kernel, count);
  };
}

const normals = (s: ReturnType<typeof stream>): Float64Array =>
  Float64Array.from({ length: 9 }, () => s.normal());

const [g, W] = [unknown("g"), unknown("W")];
const trace = (twin: boolean) =>
  matrixCheck(
    X.tr(X.mul(g, W, twin ? X.transpose(g) : X.adjoint(g))),
    X.tr(W),
    (name) => name === "g",
  );

const traceDrawn = (twin: boolean, samples: number) => (lane: LaneName, bound: Bound) => {
  const left = X.tr(X.mul(g, W, twin ? X.transpose(g) : X.adjoint(g)));
  const drawn = streamKey("bench", "drawn");
  const kernel = fuse([left], [X.tr(W)], { size: 3, lane, capacity: samples, drawn, bound });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  return passOf(kernel, samples);
};

/** As a unit test does it: one sample is given, then checked, then the next. */
const traceOneByOne = (lane: LaneName, bound: Bound, twin: boolean): (() => Pass) => {
  const left = X.tr(X.mul(g, W, twin ? X.transpose(g) : X.adjoint(g)));
  const unitary = (name: string): boolean => name === "g";
  const options = { size: 3, lane, capacity: 1, unitary, defect: defect[lane], bound };
  const kernel = fuse([left], [X.tr(W)], options);
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  const s = stream("bench", "one by one");
  const samples = Array.from({ length: 1000 }, () => ({
    g: haarUnitary(s, 3),
    W: { re: normals(s), im: normals(s) },
  }));
  return () => {
    let [worst, open] = [0, 0];
    for (const sample of samples) {
      kernel.load("g", sample.g.re, sample.g.im);
      kernel.load("W", sample.W.re, sample.W.im);
      const found = kernel.check(1);
      worst = Math.max(worst, found.worst);
      open += found.nan + found.infinite + found.oversized;
    }
    return { worst, open };
  };
};

const U = [0, 1, 2, 3].map((k) => unknown(`U${k}`));
const G = [0, 1, 2, 3].map((k) => unknown(`g${k}`));
const moved = (k: number, from: number, to: number): M => X.mul(G[from], U[k], X.adjoint(G[to]));
const around = (a: M, b: M, c: M, d: M): M => X.mul(a, b, X.adjoint(c), X.adjoint(d));
const plaquette = (twin: boolean) =>
  matrixCheck(
    around(moved(0, 0, 1), moved(1, 1, 2), moved(2, 3, 2), moved(3, 0, 3)),
    X.mul(G[0], around(U[0], U[1], U[2], U[3]), X.adjoint(G[twin ? 1 : 0])),
    () => true,
  );

/** (L_u f) ∗ ψ = L_u (f ∗ ψ) for u the element 1; the twin shifts the other side, by u⁻¹ or not at all. */
const convolution = (G: FiniteGroup) => (lane: LaneName, bound: Bound, twin: boolean) => {
  const elements = indicesOf(G);
  const left = elements.map((x) => G.op(G.inv(1), x));
  const wrong = isAbelian(G) ? elements : elements.map((x) => G.op(x, 1));
  const right = twin ? wrong : left;
  const kernel = convolutionKernel({
    group: G,
    left: twin && !isAbelian(G) ? wrong : left,
    right,
    lane,
    capacity: count,
    bounded: bound !== "none",
  });
  const s = stream("bench", G.name);
  for (const name of kernel.unknowns)
    kernel.load(
      name,
      Float64Array.from({ length: count * G.order }, () => s.normal()),
    );
  return passOf(kernel, count);
};
/** What `peers.py` reads: the table and the inverses. */
const tableOf = (G: FiniteGroup): string =>
  JSON.stringify([
    indicesOf(G).map((x) => indicesOf(G).map((y) => G.op(x, y))),
    indicesOf(G).map((x) => G.inv(x)),
  ]);
const convolutionCheck = (name: string, G: FiniteGroup): Check => ({
  name: `group convolution equivariance, ${name}`,
  peer: "convolution",
  input: tableOf(G),
  count,
  lanes: ["f64", "f32"],
  operations: 4 * G.order ** 2 + G.order,
  make: convolution(G),
});

const lattices = 64;
const side = 24;
/** Σ arg p/2π is an integer; in the twin a plaquette's last link is not conjugated. */
const chern = (ready: boolean) => (lane: LaneName, bound: Bound, twin: boolean) => {
  const kernel = chernKernel({
    size: 3,
    side,
    lane,
    capacity: lattices,
    defect: defect[lane],
    bounded: bound !== "none",
    around: [1, 1, -1, twin ? 1 : -1],
    ...(ready ? {} : { drawn: streamKey("bench", "links") }),
  });
  const entries = 9 * side * side * lattices;
  for (const name of kernel.unknowns) {
    const s = stream("bench", "links", name);
    const [re, im] = [new Float64Array(entries), new Float64Array(entries)];
    for (let k = 0; k < entries; k += 9) {
      const { re: x, im: y } = haarUnitary(s, 3);
      re.set(x, k);
      im.set(y, k);
    }
    kernel.load(name, re, im);
  }
  return passOf(kernel, lattices);
};
/** Of a plaquette: two determinants, three products, an argument of nine terms, a sum. */
const chernOperations = 2 * 64 + 18 + 26 + 1;

/** Vector operations of a complex n×n product. */
const product = (n: number): number => n * n * (8 * n - 2);

export const checks: readonly Check[] = [
  {
    name: "tr gWg^-1 = tr W, 3x3, inputs ready",
    peer: "trace",
    count,
    lanes: ["f64", "f32"],
    operations: product(3) + 9 * 8 - 2 + 4 + 2,
    make: (lane, bound, twin) => trace(twin)(lane, bound),
  },
  {
    name: "tr gWg^-1 = tr W, Haar SU(3) drawn",
    peer: "drawn",
    count,
    lanes: ["f64", "f32"],
    make: (lane, bound, twin) => traceDrawn(twin, count)(lane, bound),
  },
  {
    name: "plaquette covariance, U(3)",
    peer: "plaquette",
    count,
    lanes: ["f64", "f32"],
    operations: 16 * product(3) + 18,
    make: (lane, bound, twin) => plaquette(twin)(lane, bound),
  },
  {
    name: "lattice Chern number 24x24, U(3), ready",
    peer: "chern",
    count: lattices,
    lanes: ["f64", "f32"],
    operations: side * side * chernOperations,
    make: chern(true),
  },
  {
    name: "lattice Chern number 24x24, U(3), drawn",
    peer: "chernDrawn",
    count: lattices,
    lanes: ["f64", "f32"],
    make: chern(false),
  },
  {
    name: "Wilson action gradient, 4^4 SU(3), wasm",
    peer: "wilson",
    count: 1,
    lanes: ["f64", "f32"],
    make: (lane, bound, twin) => wilson(lane, bound, twin, defect[lane]),
  },
  {
    name: "a unit test of tr gWg^-1 = tr W, from its terms to the verdict, 10^4 draws",
    peer: "unit",
    count: 10_000,
    lanes: ["f64"],
    make: (lane, bound, twin) => () => traceDrawn(twin, 10_000)(lane, bound)(),
  },
  {
    name: "one point at a time, tr gWg^-1 = tr W, inputs ready",
    peer: "unit",
    count: 1000,
    lanes: ["f64"],
    make: traceOneByOne,
  },
  convolutionCheck("S4", groupNamed("S4")),
  convolutionCheck("Z_12", groupNamed("C12")),
];
