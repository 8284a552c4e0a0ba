import { describe, expect, it } from "vitest";
import {
  sectionIntertwines,
  sectionIsWellDefined,
  translationPreservesMackey,
} from "../../specs/homogeneous/induced-representation.spec.ts";
import { gaussianRationals as K, type GaussianRational } from "../../src/algebra/complex.ts";
import { eqMatrix } from "../../src/algebra/matrix.ts";
import {
  absoluteRational,
  rational,
  rationals,
  type Rational,
} from "../../src/algebra/rational.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";
import { rotationResidual, rotationValues } from "../../src/induced/so3.ts";
import { drawParameters, type Parameters } from "../../src/induced/so3Draw.ts";
import { confirmRotation, exactSides } from "../../src/induced/so3Witness.ts";

const claims = [translationPreservesMackey, sectionIsWellDefined, sectionIntertwines];
const device = await openDevice({ name: "cpu" });
/** Doubles as exact rationals are large: a few of them by default, fewer at higher weight. */
const draws = (weight: number): number =>
  process.env.COMMUTE_EFFORT === "deep" ? 12 : weight === 1 ? 3 : 1;

/** The double itself, not a number near it. */
function exactly(x: number): Rational {
  let [n, d] = [x, 1n];
  while (!Number.isInteger(n)) [n, d] = [n * 2, d * 2n];
  return rational(BigInt(n), d);
}

function double(x: Rational): number {
  const scaled = (absoluteRational(x).n << 80n) / x.d;
  return (x.n < 0n ? -1 : 1) * Number(scaled) * 2 ** -80;
}

const exactParameters = (p: Parameters<number>): Parameters<Rational> =>
  new Map([...p].map(([name, xs]) => [name, xs.map(exactly)]));

const small = new Map<string, Rational[]>([
  ["u", [1, 2, -1, 0].map((n) => rational(n))],
  ["g", [2, -1, 1, 3].map((n) => rational(n))],
  ["h", [rational(1, 2)]],
  ["f", Array.from({ length: 30 }, (_, k) => rational((k * 7) % 5, 1 + (k % 3)))],
]);

describe.each([1, 2])("at weight %s", (weight) => {
  it.each(claims)(
    "$id holds over Q(i) at rational rotations, h with cos 3/5 and sin 4/5",
    (claim) => {
      const { left, right } = exactSides(claim.problems()[0], weight, small);
      expect(left.every((l, i) => eqMatrix(K, l, right[i]))).toBe(true);
      expect(left.every((l) => l.flat().some((x) => !K.eq(x, K.zero)))).toBe(true);
    },
  );

  it.each(claims)(
    "both sides of $id are within their bounds of the exact values",
    async (claim) => {
      const problem = claim.problems()[0];
      const drawn = Array.from({ length: draws(weight) }, (_, k) =>
        drawParameters(problem, stream("1", "bound").at(k)),
      );
      for (const side of ["left", "right"] as const) {
        const values = await rotationValues(device, weight, drawn, problem, problem[side]);
        drawn.forEach((p, sample) => {
          const exact = exactSides(problem, weight, exactParameters(p))[side];
          exact.forEach((matrix, part) => {
            const entries = matrix.flat();
            entries.forEach((z, k) => {
              const at = sample * entries.length + k;
              const { re, im, err } = values[part];
              expect(distance(z, re[at], im[at])).toBeLessThanOrEqual(err[at]);
              expect(err[at]).toBeLessThan(1e-2);
            });
          });
        });
      }
    },
  );
});

function distance(z: GaussianRational, re: number, im: number): number {
  const part = (x: Rational, y: number): number =>
    double(rationals.add(x, rationals.neg(exactly(y))));
  return Math.hypot(part(z.re, re), part(z.im, im));
}

it.each(claims)(
  "every near miss of $id is refuted with a clear ratio, and confirmed over Q(i)",
  async (claim) => {
    for (const id of claim.nearMisses) {
      const problem = claim.problems(id)[0];
      const drawn = Array.from({ length: 32 }, (_, k) =>
        drawParameters(problem, stream("2", id).at(k)),
      );
      const found = await rotationResidual(device, 1, drawn, problem);
      expect(found.worst, id).toBeGreaterThan(10);
      const witness = confirmRotation(problem, 1, drawn[found.sample]);
      expect(witness, id).toMatchObject({ confirmed: "exact" });
      expect(witness?.left, id).not.toBe(witness?.right);
    }
  },
);

it("confirmRotation finds nothing where the claim holds", () => {
  const problem = translationPreservesMackey.problems()[0];
  expect(confirmRotation(problem, 2, drawParameters(problem, stream("3")))).toBeUndefined();
});
