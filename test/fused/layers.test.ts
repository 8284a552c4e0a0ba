import { describe, expect, it } from "vitest";
import { matrixOf } from "../../src/algebra/matrix.ts";
import { fuse } from "../../src/fused/kernel.ts";
import type { FusedKernel } from "../../src/fused/kernel.ts";
import { enclosedLayers } from "../../src/matrices/enclosedLayers.ts";
import type { EnclosedCarriers } from "../../src/matrices/enclosedLayers.ts";
import { matrixLayers } from "../../src/matrices/signature.ts";
import { stream } from "../../src/numeric/random.ts";
import * as A from "../../src/reals/arithmetic.ts";
import { complexBox } from "../../src/reals/complexBox.ts";
import type { ComplexBox } from "../../src/reals/complexBox.ts";
import * as D from "../../src/reals/dyadic.ts";
import { point, toInterval } from "../../src/reals/enclosure.ts";
import { evaluate } from "../../src/term/evaluate.ts";
import { recorder } from "../../src/term/record.ts";
import { termStore, unknownName } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";
import { laneKinds, suites } from "./soundness.ts";
import type { Lane } from "./soundness.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";
const store = termStore();
const X = recorder(matrixLayers, store);
const letters = ["A", "B", "C"] as const;
const unknown = (name: string): Term<"M"> => store.term("M", "unknown", [name, ""], []);
const [a, b, c] = letters.map(unknown);
const [tr, trace] = [X.tr(a), X.tr(X.mul(a, X.adjoint(b)))];
const size = X.scale("1/2", X.add(X.abs(tr), X.abs(trace)));

const formulas: Readonly<Record<string, Term>> = {
  "tr A · B": X.times(tr, b),
  "−tr A* · B†": X.times(X.neg(X.tr(X.conjugate(a))), X.adjoint(b)),
  "tr A B† · (A B)*": X.times(trace, X.conjugate(X.mul(a, b))),
  "A ∘ B": X.hadamard(a, b),
  "−A† ∘ B C": X.hadamard(X.neg(X.adjoint(a)), X.mul(b, c)),
  "A B ∘ B*": X.hadamard(X.mul(a, b), X.conjugate(b)),
  "relu tr A": X.relu(tr),
  "relu −tr A B†": X.relu(X.neg(trace)),
  "relu of parts of A†": X.reluEntries(X.adjoint(a)),
  "relu of parts of −A B": X.reluEntries(X.neg(X.mul(a, b))),
  "|tr A|": X.abs(tr),
  "|tr A B†|": X.abs(X.neg(trace)),
  "1/tr A": X.reciprocal(tr),
  "−1/tr A B†*": X.reciprocal(X.neg(X.mul(trace, tr))),
  "max(1/3, −tr A B†)": X.atLeast("1/3", X.neg(trace)),
  "max(1/2, tr A)": X.atLeast("1/2", tr),
  "max(1/3, tr A)": X.atLeast("1/3", tr),
  "max(−5/2, tr A)": X.atLeast("-5/2", tr),
  "A₁₁": X.corner(a),
  "−(A B)†₁₁": X.corner(X.neg(X.adjoint(X.mul(a, b)))),
  "mean |A|": X.meanEntry(X.transpose(a)),
  "mean |A B|": X.meanEntry(X.mul(a, b)),
  "relu(tr A B) A B": X.times(X.relu(X.tr(X.mul(a, b))), X.mul(a, b)),
  "C / size": X.times(X.reciprocal(size), c),
  "C / max(1/3, size)": X.times(X.reciprocal(X.atLeast("1/3", size)), c),
};

function compiled(term: Term, { lane }: Lane, n: number): FusedKernel {
  const zero = term.sort === "M" ? X.zero() : X.zeroScalar();
  const kernel = fuse([term], [zero], { size: n, lane, capacity: 1 });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  return kernel;
}

const boxAt = (re: number, im: number): ComplexBox =>
  complexBox(point(D.fromNumber(re)), point(D.fromNumber(im)));

/** At most the distance of a number from all of a box. */
function distance(box: ComplexBox, re: number, im: number): number {
  const off = (part: ComplexBox["re"], x: number): number => {
    const { lo } = toInterval(A.abs(A.sub(part, point(D.fromNumber(x)), 96)));
    return Math.max(0, lo);
  };
  return Math.hypot(off(box.re, re), off(box.im, im)) * (1 - 2 ** -40);
}

describe("the bound of a layer is never below the true error", () => {
  const draws: typeof suites = {
    ...suites,
    tiny: (s, n) => {
      const one = (): Float64Array =>
        Float64Array.from({ length: 2 * n * n }, () => s.normal() * 2 ** -s.integer(0, 70));
      return { A: one(), B: one(), C: one() };
    },
  };
  it.each(laneKinds)("$lane", (kind) => {
    let [known, beyond] = [0, 0];
    for (const [name, term] of Object.entries(formulas))
      for (const n of deep ? [1, 2, 3, 4] : [1, 2]) {
        const kernel = compiled(term, kind, n);
        for (let sample = 0; sample < (deep ? 2000 : 8); sample++) {
          const s = stream("layers", name, kind.lane, String(n)).at(sample);
          const draw = Object.values(draws)[sample % 4];
          const drawn = draw(s, n, kind.spread);
          const inputs = new Map(letters.map((letter) => [letter, drawn[letter].map(kind.round)]));
          for (const letter of letters) {
            const x = inputs.get(letter) ?? [];
            if (kernel.unknowns.includes(`${letter}`))
              kernel.load(letter, x.slice(0, n * n), x.slice(n * n));
          }
          const given = {
            apply: (): never => {
              throw new Error("no functions");
            },
            unknown: (leaf: Term) => {
              const x = inputs.get(unknownName(leaf) as "A") ?? [];
              return matrixOf(n, n, (i, j) => boxAt(x[i * n + j], x[n * n + i * n + j]));
            },
          };
          const { left } = kernel.at(0)[0];
          // Beyond the range of the lane nothing is said, not even to the oracle: 1/0.
          if (![left.re, left.im, left.bound].every((part) => part.every(Number.isFinite))) {
            beyond++;
            continue;
          }
          const [value] = evaluate<typeof matrixLayers, EnclosedCarriers>(
            matrixLayers,
            enclosedLayers(n),
            given,
            [term],
          );
          const boxes = "re" in value ? [value] : value.flat();
          boxes.forEach((box, k) => {
            const off = distance(box, left.re[k], left.im[k]);
            expect(off, `${name} ${n}×${n}, sample ${sample}`).toBeLessThanOrEqual(left.bound[k]);
            known++;
          });
        }
      }
    expect(known).toBeGreaterThan(8 * beyond);
    expect(known).toBeGreaterThan(600);
  });
});

it("a reciprocal of what may be zero, and one out of range, have no bound", () => {
  const [f32] = laneKinds;
  const boundAt = (term: Term, re: number, error?: number): number => {
    const kernel = fuse([term], [X.zeroScalar()], {
      size: 1,
      lane: f32.lane,
      capacity: 1,
      inexact: () => error !== undefined,
    });
    if (kernel.kind === "refused") throw new Error(kernel.reason);
    kernel.load("A", [re], [0], error === undefined ? undefined : [error]);
    return kernel.at(0)[0].left.bound[0];
  };
  const inverse = X.reciprocal(tr);
  expect(boundAt(inverse, 4)).toBeLessThan(2 ** -20);
  expect(boundAt(inverse, 4, 1 / 2)).toBeGreaterThan(1 / 4 - 1 / 4.5);
  expect(boundAt(inverse, 4, 1 / 2)).toBeLessThan(1 / 4);
  for (const [re, error] of [
    [4, 2],
    [0, 0],
    [2 ** -60, 0],
    [2 ** 70, 0],
  ])
    expect(boundAt(inverse, re, error)).toBe(Infinity);
  // Of x in [1/2, 3/4] and of x in [2, 6], whatever was given.
  const clamped = X.reciprocal(X.atLeast("1/2", tr));
  expect(boundAt(clamped, 1 / 2, 1 / 4)).toBeGreaterThan(2 - 4 / 3);
  expect(boundAt(clamped, 4, 2)).toBeGreaterThan(1 / 4);
  expect(boundAt(clamped, 4, 2)).toBeLessThan(2);
});
