import {
  bandNumber,
  complexMatrix,
  deciding,
  onTorus,
  predicate,
  torusFaces,
  value,
} from "commute";
import type { ComplexMatrix, Decision, Figure } from "commute";

/** Haldane's model with t₁ = t₂ = 1: angles x, y along the two lattice vectors, φ in twelfths of π. */
const haldane =
  (m: number, phi: number) =>
  (x: number, y: number): ComplexMatrix => {
    const s = Math.sin((Math.PI * phi) / 12);
    const z = m + 2 * s * (Math.sin(x) - Math.sin(y) - Math.sin(x - y));
    const [re, im] = [1 + Math.cos(x) + Math.cos(y), Math.sin(x) + Math.sin(y)];
    return complexMatrix(2, (i, j) => (i === j ? [i === 0 ? z : -z, 0] : [re, i === 0 ? -im : im]));
  };

const N = 9;
const numberOf = (m: number, phi: number): number =>
  bandNumber({ hamiltonians: onTorus(N, haldane(m, phi)), faces: torusFaces(N), filled: 1 }).number;

/** The mass at the two Dirac points K and K′, (x, y) = ±(2π/3, −2π/3). */
const masses = (m: number, phi: number): readonly [number, number] => {
  const wall = 3 * Math.sqrt(3) * Math.sin((Math.PI * phi) / 12);
  return [m + wall, m - wall];
};

const cases = [6, -6, 3, 1].flatMap((phi) => [-6, -3, 0, 1, 6].map((m) => ({ m, phi })));
/** Off the walls and those masses where there is a gap. */
const gapped = cases.filter(({ m, phi }) => masses(m, phi).every((x) => Math.abs(x) > 1 / 4));

export const phases = value({
  id: "gauge/haldane/number-is-half-the-difference-of-two-signs",
  states: String.raw`C=\tfrac12\bigl[\operatorname{sgn}(m-3\sqrt3\,t_2\sin\varphi)-\operatorname{sgn}(m+3\sqrt3\,t_2\sin\varphi)\bigr]`,
  kind: "certified",
  engine: "fluxes on a mesh of 9 × 9 momenta, a posteriori bounds",
  cases: gapped,
  assume: { "gap-open": "|m| ≠ 3√3 t₂ |sin φ|" },
  parts: () => ({
    hamiltonian: haldane,
    number: (C: number): number => C,
  }),
  compute: ({ m, phi }, p) =>
    p.number(
      bandNumber({
        hamiltonians: onTorus(N, p.hamiltonian(m, phi)),
        faces: torusFaces(N),
        filled: 1,
      }).number,
    ) + 0,
  routes: {
    "signs of the masses at the two Dirac points": ({ m, phi }) => {
      const [plus, minus] = masses(m, phi);
      return (Math.sign(minus) - Math.sign(plus)) / 2 + 0;
    },
    "the wall |m| = 3√3 |sin φ| and the sign of sin φ": ({ m, phi }) => {
      const s = Math.sin((Math.PI * phi) / 12);
      return m * m < 27 * s * s ? -Math.sign(s) : 0;
    },
  },
  nearMisses: () => ({
    "no-second-neighbours": {
      why: String.raw`$\varphi=0$: time reversal holds, and $C=0$`,
      change: { hamiltonian: (m: number) => haldane(m === 0 ? 1 : m, 0) },
    },
    "opposite-phase": {
      why: String.raw`$-\varphi$`,
      change: { hamiltonian: (m: number, phi: number) => haldane(m, -phi) },
    },
    "prefactor-1/pi": { why: "twice the number", change: { number: (C: number) => 2 * C } },
  }),
  rests: [{ claim: "gauge/chern-number/chern-number-is-an-integer" }],
  figures: () => [diagram()],
});

interface Walls {
  readonly points: readonly { readonly m: number; readonly phi: number }[];
}

export const refused = predicate({
  id: "gauge/haldane/no-number-where-the-gap-closes",
  states: String.raw`m=0,\ \sin\varphi=0:\quad\text{the gap closes at both Dirac points, and no number is given}`,
  parts: (): Walls => ({
    points: [
      { m: 0, phi: 0 },
      { m: 0, phi: 12 },
    ],
  }),
  models: [
    deciding({
      kind: "certified",
      name: "meshes of 9 × 9 momenta, which contain the Dirac points",
      scope: "m = 0, φ = 0 and π",
      cases: () => [0, 1],
      decide: (at: number, { points }: Walls): Decision => {
        const { m, phi } = points[at];
        try {
          const number = numberOf(m, phi);
          return {
            fails: {
              says: `m = ${m}, φ = ${phi}π/12`,
              values: {},
              left: `the number ${number}`,
              right: "refused: no gap",
            },
          };
        } catch (error) {
          if (error instanceof Error && error.message.includes("an open gap"))
            return { holds: true };
          throw error;
        }
      },
    }),
  ],
  nearMisses: () => ({
    "a-mass": {
      why: "m = 1 at the same phases",
      change: {
        points: [
          { m: 1, phi: 0 },
          { m: 1, phi: 12 },
        ],
      },
    },
  }),
});

/** C over (φ, m), refused points left out, and the walls. */
function diagram(): Figure {
  const points = Array.from({ length: 11 }, (_, k) => 2 * k - 10).flatMap((phi) =>
    Array.from({ length: 13 }, (_, k) => k - 6).flatMap((m) => {
      if (masses(m, phi).some((x) => Math.abs(x) < 1 / 4)) return [];
      return [{ phi, m, C: numberOf(m, phi) }];
    }),
  );
  const angle = Array.from({ length: 97 }, (_, k) => -Math.PI + (2 * Math.PI * k) / 96);
  const wall = (sign: number) => ({
    name: `m = ${sign === 1 ? "" : "−"}3√3 sin φ`,
    mark: "line" as const,
    x: angle,
    y: angle.map((phi) => sign * 3 * Math.sqrt(3) * Math.sin(phi)),
  });
  const where = (C: number) => ({
    name: `C = ${C}`,
    mark: "points" as const,
    x: points.filter((p) => p.C === C).map((p) => (Math.PI * p.phi) / 12),
    y: points.filter((p) => p.C === C).map((p) => p.m),
  });
  return {
    id: "diagram",
    caption: String.raw`The certified number of the lower band of Haldane's model ($t_1=t_2=1$) at points $(\varphi,m)$ that are no nearer to a wall than a quarter, and the walls $m=\pm3\sqrt3\sin\varphi$ on which the gap closes at one of the two Dirac points.`,
    description: "C is −1 between the walls for φ > 0, +1 between them for φ < 0, and 0 outside.",
    axes: { x: "φ", y: "m" },
    series: [wall(1), wall(-1), where(-1), where(0), where(1)],
  };
}
