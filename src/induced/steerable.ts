/**
 * Steerable kernels κ: X → Hom(V, V') with κ(hx) = ρ'(h) κ(x) ρ(h)⁻¹, for a group H of turns, and
 * reflections, that moves the taps X of a filter: their space by exact linear algebra.
 */
import {
  abelianNumbers as K,
  fromRational,
  rootOfUnity,
  type AbelianNumber,
} from "../algebra/abelianNumber.ts";
import { nullSpace } from "../algebra/linear.ts";
import { identityMatrix, mapMatrix, matrixOf, type Matrix } from "../algebra/matrix.ts";
import { rational } from "../algebra/rational.ts";
import { rationalKernel } from "../algebra/rationalKernel.ts";
import { DomainError } from "../errors.ts";
import { indicesOf, type FiniteGroup } from "../groups/finiteGroup.ts";
import { groupNamed } from "../groups/named.ts";

type Numbers = Matrix<AbelianNumber>;

/** Which kernels: `{ H: "D4", on: "5 × 5 taps", of: "frequency 1", to: "regular" }`. */
export interface SteerableCase {
  /** `C<n>` or `D<n>`: turns by 2π/n, and reflections. */
  readonly H: string;
  /** `k × k taps`, k odd, where n = 4; or `centre and ring`: one tap and n on a circle around it. */
  readonly on: string;
  /** `trivial`, `mirror` (the determinant), `frequency m` (turns by m times the angle), `regular`. */
  readonly of: string;
  readonly to: string;
}

/** Which condition a kernel is held to; `steerableRule` is the theorem's. */
export interface SteerableRule {
  /** What stands on the right of κ(x): ρ(h)⁻¹, ρ(h), or nothing. */
  readonly right: "ρ(h)⁻¹" | "ρ(h)" | "1";
  /** What stands on its left: ρ'(h), or nothing. */
  readonly left: "ρ'(h)" | "1";
  /** Whether the tap moves. */
  readonly moves: boolean;
}

/** κ(hx) = ρ'(h) κ(x) ρ(h)⁻¹, as it is true. */
export const steerableRule: SteerableRule = { right: "ρ(h)⁻¹", left: "ρ'(h)", moves: true };

const half = fromRational(rational(1, 2));
const minus = (a: AbelianNumber, b: AbelianNumber): AbelianNumber => K.add(a, K.neg(b));

/** The matrices of a representation of C_n or D_n with this name, over Q(ζ_n). */
function matricesOf(G: FiniteGroup, n: number, name: string): readonly Numbers[] {
  const mirrored = (g: number): boolean => g >= n;
  if (name === "trivial") return indicesOf(G).map(() => [[K.one]]);
  if (name === "mirror") return indicesOf(G).map((g) => [[mirrored(g) ? K.neg(K.one) : K.one]]);
  if (name === "regular")
    return indicesOf(G).map((g) =>
      matrixOf(G.order, G.order, (y, x) => (G.op(g, x) === y ? K.one : K.zero)),
    );
  const frequency = Number(/^frequency ([1-9]\d*)$/.exec(name)?.[1]);
  if (!(frequency > 0))
    throw new DomainError("steerable", "trivial, mirror, regular or frequency <m>", name);
  return indicesOf(G).map((g) => {
    const z = rootOfUnity(n, ((g % n) * frequency) % n);
    const c = K.mul(half, K.add(z, K.conj(z)));
    const s = K.mul(K.mul(half, K.neg(rootOfUnity(4))), minus(z, K.conj(z)));
    return mirrored(g)
      ? [[c, s], [s, K.neg(c)]]
      : [[c, K.neg(s)], [s, c]]; // prettier-ignore
  });
}

/** The taps, and where each element of H moves each. */
interface Taps {
  readonly labels: readonly string[];
  readonly move: (h: number, x: number) => number;
}

function tapsOf(n: number, on: string): Taps {
  if (on === "centre and ring")
    return {
      labels: Array.from({ length: n + 1 }, (_, x) => (x === 0 ? "centre" : String(x - 1))),
      move: (h, x) => (x === 0 ? 0 : 1 + ((h < n ? h + x - 1 : h - (x - 1)) % n)),
    };
  const side = Number(/^(\d+) × \1 taps$/.exec(on)?.[1]);
  if (n !== 4 || side % 2 !== 1)
    throw new DomainError("steerable", "k × k taps with k odd and n = 4, or centre and ring", on);
  const middle = (side - 1) / 2;
  const at = (x: number): readonly [number, number] => [
    Math.floor(x / side) - middle,
    (x % side) - middle,
  ];
  return {
    labels: Array.from({ length: side * side }, (_, x) => at(x).join(", ")),
    move: (h, x) => {
      let [i, j] = at(x);
      if (h >= n) j = -j;
      for (let k = 0; k < h % n; k++) [i, j] = [-j, i];
      return (i + middle) * side + j + middle;
    },
  };
}

/** A basis of the kernels that obey the rule at every h, each as its matrices tap by tap. */
export function steerableKernels(
  { H, on, of, to }: SteerableCase,
  rule: SteerableRule = steerableRule,
): readonly (readonly Numbers[])[] {
  const G = groupNamed(H);
  const n = Number(H.slice(1));
  const taps = tapsOf(n, on);
  const [rho, sigma] = [matricesOf(G, n, of), matricesOf(G, n, to)];
  const [d, e] = [rho[0].length, sigma[0].length];
  const size = taps.labels.length * d * e;
  const place = (x: number, i: number, j: number): number => (x * e + i) * d + j;
  const one = (m: number): Numbers => identityMatrix(K, m);
  const rows = indicesOf(G).flatMap((h) => {
    const B = rule.left === "1" ? one(e) : sigma[h];
    const A = rule.right === "1" ? one(d) : rho[rule.right === "ρ(h)" ? h : G.inv(h)];
    return taps.labels.flatMap((_, x) =>
      Array.from({ length: d * e }, (_unused, k) => {
        const [i, j] = [Math.floor(k / d), k % d];
        const row = Array<AbelianNumber>(size).fill(K.zero);
        for (let a = 0; a < e; a++)
          for (let b = 0; b < d; b++) row[place(x, a, b)] = K.mul(B[i][a], A[b][j]);
        const at = place(rule.moves ? taps.move(h, x) : x, i, j);
        row[at] = minus(row[at], K.one);
        return row;
      }).filter((row) => row.some((a) => !K.eq(a, K.zero))),
    );
  });
  return kernelOf(rows, size).map((kappa) =>
    taps.labels.map((_, x) => matrixOf(e, d, (i, j) => kappa[place(x, i, j)])),
  );
}

/** {x : A x = 0}; over Q by elimination modulo primes where all entries are rational. */
function kernelOf(A: Numbers, columns: number): readonly (readonly AbelianNumber[])[] {
  if (!A.every((row) => row.every(({ conductor }) => conductor === 1)))
    return nullSpace(K, A, columns);
  const rows = mapMatrix(A, ({ coordinates }) => coordinates[0]);
  return rationalKernel(rows, columns).basis.map((x) => x.map(fromRational));
}

const dimensions = new Map<string, number>();

/** dim {κ : κ(hx) = ρ'(h) κ(x) ρ(h)⁻¹}, by its null space; each once. */
export function steerableDimension(of: SteerableCase, rule: SteerableRule): number {
  const key = JSON.stringify([of, rule]);
  const dimension = dimensions.get(key) ?? steerableKernels(of, rule).length;
  dimensions.set(key, dimension);
  return dimension;
}
