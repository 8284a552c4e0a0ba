import {
  groupNamed,
  indexTimesCommutatorFixed,
  predicate,
  spaceDimension,
  stream,
  value,
} from "commute";
import type { Condition, Decision, Figure, KernelArgument } from "commute";

const id = (conclusion: string): string => `homogeneous/blind-checks/${conclusion}`;

/** Is argument(g, uh) = argument(u⁻¹g, h) for all g, h, u? Then the layer commutes with L_u for every ψ. */
function accepted(name: string, argument: KernelArgument): boolean {
  const G = groupNamed(name);
  const all = [...G.elements.keys()];
  return all.every((u) =>
    all.every((g) =>
      all.every((h) => argument(G, g, G.op(u, h)) === argument(G, G.op(G.inv(u), g), h)),
    ),
  );
}

const printed: KernelArgument = (G, g, h) => G.op(g, h);
const small = ["C2", "V4", "C2xV4", "C3", "C4", "S3", "C6", "D4", "Q8", "C2xC4"];

export const exponentTwo = value({
  id: id("groups-of-exponent-two-accept-the-printed-kernel"),
  states: String.raw`L_uf*\psi=L_u[f*\psi]\ \ \forall u,f,\psi\ \text{ with the printed }\psi(gh)\iff g^2=1\ \ \forall g\in G`,
  kind: "exhausted",
  engine: "the identity of kernel arguments at all g, h, u",
  cases: small.map((G) => ({ G })),
  parts: () => ({ argument: printed }),
  compute: ({ G }, { argument }) => (accepted(G, argument) ? "accepted" : "rejected"),
  routes: {
    "squares of all elements": ({ G }) => {
      const group = groupNamed(G);
      const square = [...group.elements.keys()].every((g) => group.op(g, g) === group.identity);
      return square ? "accepted" : "rejected";
    },
  },
  nearMisses: () => ({
    corrected: {
      why: "ψ(g⁻¹h), which every group accepts",
      change: { argument: (G, g, h) => G.op(G.inv(g), h) },
    },
    "cube-of-g": {
      why: "ψ(g³h): on C4 the cube is the inverse, and C4 accepts it",
      change: { argument: (G, g, h) => G.op(G.op(g, g), G.op(g, h)) },
    },
  }),
  figures: () => [verdicts()],
});

const argumentsOfPsi: Readonly<Record<string, KernelArgument>> = {
  gh: printed,
  "g⁻¹h": (G, g, h) => G.op(G.inv(g), h),
  "gh⁻¹": (G, g, h) => G.op(g, G.inv(h)),
  ghg: (G, g, h) => G.op(G.op(g, h), g),
};
type Filter = (x: number) => number;

/** Does the layer on S3 with this filter commute with L_u? By its matrix ψ(argument(g, h)). */
const acceptedOnS3 = (argument: KernelArgument, psi: Filter): boolean => {
  const G = groupNamed("S3");
  const all = [...G.elements.keys()];
  return all.every((u) =>
    all.every((g) =>
      all.every((h) => psi(argument(G, g, G.op(u, h))) === psi(argument(G, G.op(G.inv(u), g), h))),
    ),
  );
};

export const constantFilter = predicate<{ readonly psi: Filter }>({
  id: id("constant-filter-accepts-every-argument"),
  states: String.raw`\psi\equiv c\ \Rightarrow\ L_uf*\psi=L_u[f*\psi]\quad\text{whatever the argument of }\psi`,
  parts: () => ({ psi: () => 1 }),
  models: [
    {
      kind: "exhausted",
      name: "four arguments of ψ on S3, all g, h, u",
      scope: Object.keys(argumentsOfPsi).join(", "),
      *decideAll({ psi }: { psi: Filter }) {
        for (const [name, argument] of Object.entries(argumentsOfPsi))
          yield acceptedOnS3(argument, psi)
            ? { holds: true as const }
            : {
                fails: {
                  says: `ψ(${name}) on S3`,
                  values: {},
                  left: "rejected",
                  right: "accepted",
                },
              };
      },
    },
  ],
  nearMisses: () => ({
    "one-at-one-element": {
      why: "ψ is 1 at one element",
      change: { psi: (x) => (x === 1 ? 1 : 0) },
    },
    "different-everywhere": { why: "ψ with six values", change: { psi: (x) => x } },
  }),
});

const unreversed: Condition = (X, f, g, h) => [f(X.op(g, X.include(h))), X.act(h, f(g))];
const mackey: Condition = (X, f, g, h) => [f(X.op(g, X.include(h))), X.act(X.invH(h), f(g))];
const inductions = [
  { of: "S3 ⊃ S3, standard" },
  { of: "S4 ⊃ S3, standard" },
  { of: "S4 ⊃ D4, square" },
  { of: "S4 ⊃ C4, χ1" },
  { of: "S4 ⊃ C4, rotation" },
  { of: "S4 ⊃ S3, sign" },
  { of: "S4 ⊃ V4, χ" },
] as const;

export const abelian = value({
  id: id("commuting-representations-do-not-see-the-inverse"),
  states: String.raw`\dim\{f:f(gh)=\rho(h)f(g)\}=[G:H]\,\dim V^{[H,H]}\quad\text{against}\quad[G:H]\,\dim V\text{ with }\rho(h^{-1})`,
  kind: "exhausted",
  engine: "null space of the condition at every g and h, over Q(i)",
  cases: inductions,
  parts: () => ({ condition: unreversed }),
  compute: ({ of }, { condition }) => spaceDimension(of, condition),
  routes: {
    "the index times the vectors that all commutators of H fix": ({ of }) =>
      indexTimesCommutatorFixed(of),
  },
  nearMisses: () => ({
    "with-the-inverse": {
      why: "the slide's condition: 8 in place of 0 for the 2-dimensional ρ of S3 in S4",
      change: { condition: mackey },
    },
    "no-condition": {
      why: "every function G → V",
      change: { condition: (_, f, g) => [f(g), f(g)] },
    },
  }),
});

type Add = (a: number, b: number) => number;
/** In place of addition: correct, rounded to 4 bits, cut off at 100, and three that are no sums at all. */
const additions: Readonly<Record<string, Add>> = {
  sum: (a, b) => a + b,
  "rounded to 4 bits": (a, b) => {
    const scale = 2 ** (Math.floor(Math.log2(Math.abs(a + b) || 1)) - 3);
    return Math.round((a + b) / scale) * scale;
  },
  "cut off at 100": (a, b) => Math.min(Math.max(a + b, -100), 100),
  difference: (a, b) => a - b,
  "the last term": (_, b) => b,
  "half forgotten": (a, b) => a / 2 + b,
};

type Order = "by offset" | "by pixel";
const n = 12;
/** [f ∗ ψ](x), adding f(x − z)ψ(z) over offsets z = 0, 1, …, or f(y)ψ(x − y) over pixels y = 0, 1, …. */
const convolve = (add: Add, order: Order, f: readonly number[], psi: readonly number[]): number[] =>
  f.map((_, x) => {
    const term = (k: number): number =>
      order === "by offset" ? f[(x - k + n) % n] * psi[k] : f[k] * psi[(x - k + n) % n];
    let sum = term(0);
    for (let k = 1; k < n; k++) sum = add(sum, term(k));
    return sum;
  });
const shifted = (f: readonly number[], t: number): number[] => f.map((_, x) => f[(x + t) % n]);
const drawn = (label: string): number[] => {
  const s = stream("1", label);
  return Array.from({ length: n }, () => s.integer(-9, 9));
};

/** The first shift at which a layer with this addition is seen not to be equivariant. */
function broken(add: Add, order: Order): Decision {
  const [f, psi] = [drawn("picture"), drawn("filter")];
  for (let t = 1; t < n; t++) {
    const left = convolve(add, order, shifted(f, t), psi);
    const right = shifted(convolve(add, order, f, psi), t);
    const at = left.findIndex((y, x) => y !== right[x]);
    if (at >= 0)
      return {
        fails: {
          says: `shift by ${t}, pixel ${at}`,
          values: { f: f.join(" "), psi: psi.join(" ") },
          left: String(left[at]),
          right: String(right[at]),
        },
      };
  }
  return { holds: true };
}

interface Summing {
  readonly order: Order;
}
export const sameOrder = predicate<Summing>({
  id: id("identical-order-of-summation-accepts-any-addition"),
  states: String.raw`\bigoplus_z[T(t)f](x-z)\psi(z)=\Bigl(T(t)\bigoplus_zf(\cdot-z)\psi(z)\Bigr)(x)\quad\text{exactly, whatever }\oplus\text{ is}`,
  parts: () => ({ order: "by offset" }),
  models: [
    {
      kind: "exhausted",
      name: "six operations in place of +, all shifts of 12 pixels",
      scope: "one picture and one filter of whole numbers",
      *decideAll({ order }: Summing) {
        for (const add of Object.values(additions)) yield broken(add, order);
      },
    },
  ],
  nearMisses: () => ({
    "by-pixel": {
      why: "added over pixels, so that a shift changes the order: now the addition matters",
      change: { order: "by pixel" as const },
    },
  }),
});

interface Adding {
  readonly add: Add;
}
export const zeroResidual = predicate<Adding>({
  id: id("zero-residual-means-that-the-layer-is-right"),
  states: String.raw`\Phi T(t)f-T(t)\Phi f=0\ \text{ exactly, for all }t\ \Rightarrow\ \Phi f=f*\psi`,
  expects: "fails",
  parts: () => ({ add: additions["half forgotten"] }),
  control: () => ({ add: additions.sum }),
  models: [
    {
      kind: "exhausted",
      name: "a layer that forgets half of its sum at each step",
      scope: "one picture and one filter, summed by offset, against the definition",
      *decideAll({ add }: Adding) {
        const [f, psi] = [drawn("picture"), drawn("filter")];
        const found = convolve(add, "by offset", f, psi);
        for (let x = 0; x < n; x++) {
          let exact = 0;
          for (let y = 0; y < n; y++) exact += f[y] * psi[(x - y + n) % n];
          const residual = broken(add, "by offset");
          yield !("holds" in residual) || found[x] === exact
            ? { holds: true as const }
            : {
                fails: {
                  says: `residual 0 at every shift; output at pixel ${x}`,
                  values: { f: f.join(" "), psi: psi.join(" ") },
                  left: String(found[x]),
                  right: String(exact),
                },
              };
        }
      },
    },
  ],
});

function verdicts(): Figure {
  const names = Object.keys(additions);
  const seen = (order: Order): number[] =>
    names.map((name) => ("holds" in broken(additions[name], order) ? 0 : 1));
  const orders: readonly Order[] = ["by offset", "by pixel"];
  return {
    id: "additions",
    caption: String.raw`Six operations in place of the addition of a convolution layer (${names.map((name, k) => `${k + 1} ${name}`).join(", ")}), and whether the check of equivariance sees that they are not addition (1) or not (0). Added over offsets, the check compares the same numbers combined in the same order, and sees nothing at all. Added over pixels it sees all but the sum.`,
    description:
      "A table of two orders of summation by six operations: the column of offsets is 0 throughout; in the column of pixels the sum is 0 and the others are 1.",
    axes: { x: "order of summation", y: "operation" },
    series: [
      {
        ...{ name: "seen", mark: "cells" },
        x: orders.flatMap((order) => names.map(() => order)),
        y: orders.flatMap(() => names.map((_, k) => String(k + 1))),
        value: orders.flatMap(seen),
      },
    ],
  };
}
