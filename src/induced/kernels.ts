/**
 * Linear layers Ind_H^G ρ → Ind_H'^G ρ' as kernels κ: G → Hom(V, V'), [Φf](g) = Σ_x κ(g⁻¹x) f(x), on
 * finite examples over Q(i).
 */
import { fromReal, gaussianRationals as K, type GaussianRational } from "../algebra/complex.ts";
import {
  addMatrix,
  eqMatrix,
  matrixOf,
  mulMatrix,
  scaleMatrix,
  zeroMatrix,
  type Matrix,
} from "../algebra/matrix.ts";
import { rank } from "../algebra/linear.ts";
import { rational, rationals } from "../algebra/rational.ts";
import { DomainError } from "../errors.ts";
import { indicesOf } from "../groups/finiteGroup.ts";
import { induce } from "../groups/induced.ts";
import { gaussianKernel, intertwiners } from "../groups/intertwiners.ts";
import { character, innerProduct, type Representation } from "../groups/representation.ts";
import { cosets, generatorsOf } from "../groups/subgroup.ts";
import { inductionNamed, type Induction } from "./catalogue.ts";
import { inducedCharacter } from "./spaces.ts";

type Complex = Matrix<GaussianRational>;
/** κ(g) for each g. */
type Kernel = readonly Complex[];

/** Which conditions a kernel is held to. */
export interface KernelRule {
  /** κ(gh) = κ(g)ρ(h), κ(g)ρ(h⁻¹), or nothing. */
  readonly right: "ρ(h)" | "ρ(h⁻¹)" | "free";
  /** κ(h'g) = ρ'(h')κ(g), or nothing. */
  readonly left: "ρ'(h')" | "free";
}

/** The rule of the theorem: κ(h'gh) = ρ'(h')κ(g)ρ(h). */
export const intertwiningRule: KernelRule = { right: "ρ(h)", left: "ρ'(h')" };

function pairNamed(of: string, to: string): readonly [Induction, Induction] {
  const [I, J] = [inductionNamed(of), inductionNamed(to)];
  if (I.G.name !== J.G.name) throw new DomainError("kernels", `subgroups of ${I.G.name}`, J.G.name);
  return [I, J];
}

const spaces = new Map<string, readonly Kernel[]>();

/** A basis of the kernels that obey the rule: a null space in the entries of all κ(g). */
function kernelSpace(of: string, to: string, rule: KernelRule): readonly Kernel[] {
  const key = [of, to, rule.left, rule.right].join(" → ");
  const known = spaces.get(key) ?? findKernels(...pairNamed(of, to), rule);
  spaces.set(key, known);
  return known;
}

function findKernels(I: Induction, J: Induction, rule: KernelRule): readonly Kernel[] {
  const { G } = I;
  const [d, e] = [I.rho.dimension, J.rho.dimension];
  const size = G.order * d * e;
  const place = (g: number, i: number, j: number): number => (g * e + i) * d + j;
  const equations: GaussianRational[][] = [];
  const equation = (at: number, terms: readonly (readonly [number, GaussianRational])[]): void => {
    const row = Array<GaussianRational>(size).fill(K.zero);
    row[at] = K.neg(K.one);
    for (const [k, a] of terms) row[k] = K.add(row[k], a);
    if (row.some((a) => !K.eq(a, K.zero))) equations.push(row);
  };
  const each = (visit: (g: number, i: number, j: number) => void): void => {
    for (const g of indicesOf(G))
      for (let i = 0; i < e; i++) for (let j = 0; j < d; j++) visit(g, i, j);
  };
  // Of a homomorphism generators say all; but ρ(h⁻¹) is none, and on involutions it would be ρ(h).
  if (rule.right !== "free")
    for (const h of rule.right === "ρ(h)" ? generatorsOf(I.H) : indicesOf(I.H)) {
      const A = I.rho.matrices[rule.right === "ρ(h)" ? h : I.H.inv(h)];
      each((g, i, j) =>
        equation(
          place(G.op(g, I.inclusion[h]), i, j),
          A.map((row, k) => [place(g, i, k), row[j]] as const),
        ),
      );
    }
  if (rule.left !== "free")
    for (const h of generatorsOf(J.H))
      each((g, i, j) =>
        equation(
          place(G.op(J.inclusion[h], g), i, j),
          J.rho.matrices[h][i].map((a, k) => [place(g, k, j), a] as const),
        ),
      );
  return gaussianKernel(equations, size).map((x) =>
    indicesOf(G).map((g) => matrixOf(e, d, (i, j) => x[place(g, i, j)])),
  );
}

/** dim {κ: G → Hom(V, V') | rule}, by exact linear algebra on its definition. */
export function kernelDimension(of: string, to: string, rule: KernelRule): number {
  return kernelSpace(of, to, rule).length;
}

/** f(x) for the Mackey function f with f(r_k) = the k-th block of `values`: f(r_k h) = ρ(h⁻¹) f(r_k). */
function mackeyValue(I: Induction, values: Complex, x: number): Complex {
  const { indexOf, partOf } = cosetsOf(I);
  const h = I.inclusion.indexOf(partOf(x));
  const d = I.rho.dimension;
  return mulMatrix(K, I.rho.matrices[I.H.inv(h)], values.slice(indexOf(x) * d, indexOf(x) * d + d));
}

const cosetsFound = new WeakMap<Induction, ReturnType<typeof cosets>>();
function cosetsOf(I: Induction): ReturnType<typeof cosets> {
  const known = cosetsFound.get(I) ?? cosets(I.G, I.inclusion);
  cosetsFound.set(I, known);
  return known;
}

/** [Φf](g) for each of the Mackey functions f that are e_a at one representative, as columns. */
function outputAt(I: Induction, kappa: Kernel, g: number, e: number): Complex {
  const { G, H, rho, inclusion } = I;
  const columns = cosetsOf(I).representatives.map((r) =>
    indicesOf(H).reduce<Complex>(
      (sum, h) => {
        const x = G.op(G.inv(g), G.op(r, inclusion[h]));
        return addMatrix(K, sum, mulMatrix(K, kappa[x], rho.matrices[H.inv(h)]));
      },
      zeroMatrix(K, e, rho.dimension),
    ),
  );
  return matrixOf(
    e,
    columns.length * rho.dimension,
    (i, k) => columns[Math.floor(k / rho.dimension)][i][k % rho.dimension],
  );
}

/** What a rule's kernels and the intertwiners of the induced representations have to do with each other. */
export interface LayerCorrespondence {
  readonly kernels: number;
  /** Kernels of the basis whose outputs are Mackey functions, and whose map commutes with all L_u. */
  readonly mackey: number;
  readonly equivariant: number;
  /** The dimension of the space of maps that the kernels give: less than `kernels` if two give one. */
  readonly rank: number;
  readonly intertwiners: number;
  /** Intertwiners T of a basis with T = Φ_κ for κ(x)v = [T f_v](x⁻¹)/|H|, f_v = v at 1 and 0 off H. */
  readonly exhibited: number;
}

const correspondences = new Map<string, LayerCorrespondence>();

/** Both ways: κ ↦ Φ_κ, and T ↦ κ. Exactness: exact over Q(i). */
export function layerCorrespondence(of: string, to: string, rule: KernelRule): LayerCorrespondence {
  const key = [of, to, rule.left, rule.right].join(" → ");
  const known = correspondences.get(key) ?? findCorrespondence(of, to, rule);
  correspondences.set(key, known);
  return known;
}

function findCorrespondence(of: string, to: string, rule: KernelRule): LayerCorrespondence {
  const [I, J] = pairNamed(of, to);
  const [d, e] = [I.rho.dimension, J.rho.dimension];
  const { G } = I;
  const representatives = cosetsOf(J).representatives;
  const matrixOfKernel = (kappa: Kernel): Complex =>
    representatives.flatMap((r) => outputAt(I, kappa, r, e));
  const [source, target] = inducedPair(I, J);
  const commutes = (T: Complex): boolean =>
    generatorsOf(G).every((s) =>
      eqMatrix(K, mulMatrix(K, T, source.matrices[s]), mulMatrix(K, target.matrices[s], T)),
    );
  const isMackey = (kappa: Kernel, T: Complex): boolean =>
    representatives.every((r) =>
      indicesOf(J.H).every((h) => {
        const x = G.op(r, J.inclusion[h]);
        return eqMatrix(K, outputAt(I, kappa, x, e), mackeyValue(J, T, x));
      }),
    );
  const kernels = kernelSpace(of, to, rule);
  const maps = kernels.map(matrixOfKernel);
  const basis = intertwiners(source, target);
  const kernelOf = (T: Complex): Kernel => {
    const atOne = T.map((row) => row.slice(0, d));
    const share = fromReal(rationals, rational(1, I.H.order));
    return indicesOf(G).map((x) => scaleMatrix(K, share, mackeyValue(J, atOne, G.inv(x))));
  };
  return {
    kernels: kernels.length,
    mackey: maps.filter((T, k) => isMackey(kernels[k], T)).length,
    equivariant: maps.filter(commutes).length,
    rank:
      maps.length === 0
        ? 0
        : rank(
            K,
            maps.map((T) => T.flat()),
          ),
    intertwiners: basis.length,
    exhibited: basis.filter((T) => eqMatrix(K, matrixOfKernel(kernelOf(T)), T)).length,
  };
}

function inducedPair(I: Induction, J: Induction): readonly [Representation, Representation] {
  return [induce(I.rho, I.G, I.inclusion), induce(J.rho, J.G, J.inclusion)];
}

/** dim Hom_G(Ind ρ, Ind ρ') by linear algebra on the block matrices of both. */
export function layerHomDimension(of: string, to: string): number {
  return intertwiners(...inducedPair(...pairNamed(of, to))).length;
}

/** ⟨Ind χ, Ind χ'⟩ by the formula for the induced character. */
export function layerCharacterProduct(of: string, to: string): string {
  const [I] = pairNamed(of, to);
  return rationals.show(innerProduct(I.G, inducedCharacter(of), inducedCharacter(to)));
}

/**
 * For each double coset H'xH the dimension of Hom over S = H' ∩ xHx⁻¹ from ρ^x(s) = ρ(x⁻¹sx) to ρ', by
 * characters on S: its sum is dim Hom_G(Ind ρ, Ind ρ') (Mackey).
 */
export function mackeyTerms(of: string, to: string): readonly number[] {
  const [I, J] = pairNamed(of, to);
  const { G } = I;
  const [chi, psi] = [character(I.rho), character(J.rho)];
  return doubleCosets(of, to).map(([x]) => {
    const common = J.inclusion.flatMap((s, h) => {
      const back = I.inclusion.indexOf(G.op(G.inv(x), G.op(s, x)));
      return back < 0 ? [] : [K.mul(K.conj(chi[back]), psi[h])];
    });
    const { re } = common.reduce(K.add);
    return Number(re.n) / Number(re.d) / common.length;
  });
}

/** The double cosets H'xH, each as its elements, x first. */
export function doubleCosets(of: string, to: string): readonly (readonly number[])[] {
  const [{ G, inclusion }, J] = pairNamed(of, to);
  const seen = new Set<number>();
  return indicesOf(G).flatMap((x) => {
    if (seen.has(x)) return [];
    const found = new Set([x]);
    for (const a of J.inclusion) for (const b of inclusion) found.add(G.op(a, G.op(x, b)));
    found.forEach((y) => seen.add(y));
    return [[...found]];
  });
}

/** The first entry of κ at each element, for each kernel of a basis. */
export function kernelValues(of: string, to: string): readonly (readonly number[])[] {
  return kernelSpace(of, to, intertwiningRule).map((kappa) =>
    kappa.map(([[{ re }]]) => Number(re.n) / Number(re.d)),
  );
}
