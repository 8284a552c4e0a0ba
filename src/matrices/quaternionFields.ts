/** Fields with values in the quaternions, as complex 2×2 matrices: e_a = −iσ_a, e_1e_2 = e_3. */
import type { Matrix } from "../algebra/matrix.ts";
import { rational } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import type { Model } from "../claim/model.ts";
import { DomainError } from "../errors.ts";
import type { Entry } from "./entries.ts";
import { givenField } from "./givenFields.ts";
import type { Functions, GivenField } from "./givenFields.ts";
import type { MatrixFields } from "./signature.ts";

/** −iσ₁, −iσ₂, −iσ₃. */
function quaternionUnits(C: Functions): readonly Matrix<Entry>[] {
  const [zero, one, minus] = [0, 1, -1].map((n) => C.constant(rational(n)));
  const minusI = C.mul(minus, C.i);
  return [
    [
      [zero, minusI],
      [minusI, zero],
    ],
    [
      [zero, minus],
      [one, zero],
    ],
    [
      [minusI, zero],
      [zero, C.i],
    ],
  ];
}

function combination(C: Functions, coefficients: readonly Entry[]): Matrix<Entry> {
  const units = quaternionUnits(C);
  return [0, 1].map((r) =>
    [0, 1].map((c) => coefficients.map((z, a) => C.mul(z, units[a][r][c])).reduce(C.add)),
  );
}

/**
 * The constant su(2) potential A = t₁dx¹ + t₂dx² (directions 0 and 1 here), t_a = −iσ_a/2: F = t₃ dx¹∧dx².
 * Source: Coleman 1977 discusses constant potentials; the check is by hand.
 */
export function constantPotential(d: number): Model<MatrixFields> {
  return givenField({
    name: "constant su(2) potential A₀ = t₁, A₁ = t₂",
    d,
    N: 2,
    at: Array.from({ length: d }, () => rational(0)),
    value: (C, _, index) => {
      const half = C.constant(rational(1, 2));
      const zero = C.constant(rational(0));
      return combination(C, [index === 0 ? half : zero, index === 1 ? half : zero, zero]);
    },
  });
}

/**
 * The BPST instanton of size ρ on R⁴ in regular gauge, x = x₀ + x₁e₁ + x₂e₂ + x₃e₃ a quaternion:
 *
 *   A = Im(x dx̄)/(|x|² + ρ²) with ⋆F = F,   A = Im(x̄ dx)/(|x|² + ρ²) with ⋆F = −F.
 *
 * Beside the potential `A` it has values for the coordinates `x` and for `rho`, which is a number where
 * `size` gives one and else a parameter.
 *
 * Source: Belavin, Polyakov, Schwartz, Tyupkin, Phys. Lett. B 59 (1975) 85; Atiyah, Geometry of
 * Yang–Mills fields (1979), section 2.
 *
 * @throws {DomainError} for another field, when it is asked for
 */
export function instantonField(of: {
  readonly star: 1 | -1;
  readonly size?: Rational;
}): GivenField {
  const { star, size } = of;
  const rho = (C: Functions): Entry => (size === undefined ? C.parameter("rho") : C.constant(size));
  return {
    name: `${star === 1 ? "self-dual " : ""}BPST instanton${size === undefined ? " of size ρ" : ""}`,
    d: 4,
    N: 2,
    at: [rational(0), rational(1), rational(0), rational(0)],
    parameters: size === undefined ? { rho: rational(2) } : {},
    value: (C, name, mu) => {
      if (name === "x") return [[C.coordinate(mu)]];
      if (name === "rho") return [[rho(C)]];
      if (name !== "A") throw new DomainError("instantonField", "the fields A, x and rho", name);
      const squares = [...[0, 1, 2, 3].map(C.coordinate), rho(C)].map((x) => C.mul(x, x));
      const s = squares.reduce(C.add);
      return combination(
        C,
        imaginaryPart(C, mu, star).map((z) => C.over(z, s)),
      );
    },
  };
}

/** The instanton of size 1 with ⋆F = −F. */
export const bpst: GivenField = instantonField({ star: -1, size: rational(1) });

/** `bpst` as a model. */
export function instanton(): Model<MatrixFields> {
  return givenField(bpst);
}

/**
 * The components of Im(x̄ e_μ): for μ = 0 it is −x_a; else x₀ δ_aμ − ε_{bμa} x_b. With star = 1 those of
 * Im(x ē_μ), where the first two have the other sign.
 */
function imaginaryPart(C: Functions, mu: number, star: 1 | -1): Entry[] {
  const minus = C.constant(rational(-1));
  const signed = (sign: number, z: Entry): Entry => (sign === 1 ? z : C.mul(minus, z));
  return [1, 2, 3].map((a) => {
    if (mu === 0) return signed(star, C.coordinate(a));
    if (a === mu) return signed(-star, C.coordinate(0));
    const b = 6 - a - mu;
    // x̄ e_μ contains −x_b e_b e_μ = −x_b (±e_a): + for (b, μ, a) cyclic. So does x ē_μ.
    const cyclic = (b % 3) + 1 === mu;
    return signed(cyclic ? -1 : 1, C.coordinate(b));
  });
}
