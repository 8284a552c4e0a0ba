import {
  abelianNumbers as K,
  blockCharacter,
  characterCount,
  cocycleRule,
  equation,
  finiteInduced,
  formulaCharacter,
  freeInducedModel,
  inducedFunctions,
  lineBundleCount,
  predicate,
  rational,
  fromRational,
  rootOfUnity,
  spaceDimension,
  value,
} from "commute";
import type { CocycleRule, Condition, Figure, Operations, Term } from "commute";

type Algebra = Operations<typeof inducedFunctions>;
type G = Term<"G">;
type H = Term<"H">;
type V = Term<"V">;
const id = (conclusion: string): string => `homogeneous/local-functions/${conclusion}`;

/** The multiplicity of V_ℓ of SO(3) in the sections with fibre weights m: by Frobenius, those |m| ≤ ℓ. */
const counted = (ell: number, weights: readonly number[]): number =>
  weights.filter((m) => Math.abs(m) <= ell).length;

/** ⟨Res χ_ℓ, Σ e^{imθ}⟩ over SO(2): the mean over N points is the integral for degrees below N. */
function integrated(ell: number, weights: readonly number[]): string {
  const N = 2 * (ell + 2) + 1;
  const at = (k: number): ReturnType<typeof rootOfUnity> => rootOfUnity(N, ((k % N) + N) % N);
  let sum = K.zero;
  for (let j = 0; j < N; j++)
    for (let w = -ell; w <= ell; w++) for (const m of weights) sum = K.add(sum, at(j * (w - m)));
  return K.show(K.mul(sum, fromRational(rational(1, N))));
}

const tangent = [1, -1];
const plane = [0, 0];

export const tangentFields = value({
  id: id("tangent-fields-on-the-sphere-are-no-functions"),
  states: String.raw`\operatorname{mult}(V_\ell,\Gamma(TS^2\otimes\mathbb C))=\begin{cases}0&\ell=0\\2&\ell\ge1\end{cases}\qquad\text{against }2\text{ for all }\ell\text{ in functions }S^2\to\mathbb C^2`,
  kind: "proved",
  engine: "the integral of characters over SO(2), as a finite sum in Q(ζ)",
  cases: [0, 1, 2, 3, 4, 6].map((ell) => ({ ell })),
  parts: () => ({ weights: tangent }),
  compute: ({ ell }, { weights }) => integrated(ell, weights),
  routes: { "weights of V_ℓ counted": ({ ell }) => counted(ell, tangent) },
  nearMisses: () => ({
    "functions-to-the-plane": {
      why: "two functions, fibre weights 0 and 0: 2 at ℓ = 0 as well",
      change: { weights: plane },
    },
    "weights-of-order-two": {
      why: "fibre weights ±2: 0 at ℓ = 1 too",
      change: { weights: [2, -2] },
    },
    "one-weight": { why: "one of the two weights", change: { weights: [1] } },
  }),
  figures: () => [multiplicities()],
});

export const finiteAnalogue = value({
  id: id("sections-with-sign-are-functions-on-the-quotient"),
  states: String.raw`\operatorname{Ind}_{C_2}^{S_4}\operatorname{sgn}\cong\mathbb C[S_4/C_2]`,
  expects: "fails",
  kind: "exhausted",
  engine: "characters of the block matrices, class by class",
  cases: [{ of: "S4 ⊃ C2, sign" }],
  parts: () => ({ functions: "S4 ⊃ C2, trivial" }),
  compute: (_, { functions }) => blockCharacter(functions),
  routes: { "the induced character by its formula": ({ of }) => formulaCharacter(of) },
  control: () => ({ functions: "S4 ⊃ C2, sign" }),
});

/** [g, v] = [gh, ρ(h⁻¹)v]: the gluing of the homogeneous bundle in two steps and in one. */
const unknowns = () => ({ g: "G", u: "G", h: "H", k: "H", v: "V" }) as const;
type Glue = (X: Algebra, h: H, v: V) => V;
const glue: Glue = (X, h, v) => X.act(h, v);
const models = [freeInducedModel(), finiteInduced(["S4 ⊃ S3, standard", "Q8 ⊃ C4, χ1"])];
const wrong = {
  "inverse-in-the-gluing": {
    why: "ρ(h⁻¹) in place of ρ(h)",
    change: { glue: (X: Algebra, h: H, v: V): V => X.act(X.invH(h), v) },
  },
};

export const cocycle = equation({
  id: id("gluing-is-a-cocycle"),
  states: String.raw`[ghk,v]=[g,\rho(h)\rho(k)v]\ \text{ in }G\times_\rho V`,
  over: inducedFunctions,
  unknowns,
  parts: () => ({ glue, both: (X: Algebra, h: H, k: H, v: V): V => glue(X, h, glue(X, k, v)) }),
  left: (X, { g, h, k, v }) => X.pair(X.op(g, X.op(X.include(h), X.include(k))), v),
  right: (X, { g, h, k, v }, p) => X.pair(g, p.both(X, h, k, v)),
  models,
  nearMisses: () => ({
    "inverse-in-the-gluing": {
      why: "ρ(h⁻¹)ρ(k⁻¹) in place of ρ(h)ρ(k)",
      change: {
        both: (X: Algebra, h: H, k: H, v: V): V => X.act(X.invH(h), X.act(X.invH(k), v)),
      },
    },
    "other-order": {
      why: "ρ(k)ρ(h): only a non-abelian ρ sees it",
      change: { both: (X: Algebra, h: H, k: H, v: V): V => X.act(k, X.act(h, v)) },
    },
  }),
});

export const action = equation({
  id: id("group-acts-on-the-bundle"),
  states: String.raw`u\cdot[gh,v]=[ug,\rho(h)v]:\ \text{the action does not see the representative}`,
  over: inducedFunctions,
  unknowns,
  parts: () => ({ glue, act: (X: Algebra, u: G, g: G): G => X.op(u, g) }),
  left: (X, { u, g, h, v }) => X.actE(u, X.pair(X.op(g, X.include(h)), v)),
  right: (X, { u, g, h, v }, p) => X.pair(p.act(X, u, g), p.glue(X, h, v)),
  models,
  nearMisses: () => ({
    ...wrong,
    "action-from-the-right": {
      why: "[gu, v] in place of [ug, v]",
      change: { act: (X: Algebra, u: G, g: G): G => X.op(g, u) },
    },
  }),
});

/** Fibre dimensions over the points of G/H = {0, …, n−1}, G = C_n turning them. */
interface Fibres {
  readonly dimensions: readonly number[];
}
export const anyBundle = predicate<Fibres>({
  id: id("every-vector-bundle-is-homogeneous"),
  states: String.raw`\text{every vector bundle }P\to G/H\text{ carries an action of }G\text{ over that of }G\text{ on }G/H`,
  expects: "fails",
  parts: () => ({ dimensions: [1, 0] }),
  control: () => ({ dimensions: [1, 1] }),
  models: [
    {
      kind: "exhausted",
      name: "C2 on two points",
      scope:
        "an element that moves x to y is an isomorphism of the fibres, which needs one dimension",
      *decideAll({ dimensions }: Fibres) {
        for (const x of [0, 1]) {
          const [left, right] = [dimensions[x], dimensions[(x + 1) % 2]];
          yield left === right
            ? { holds: true as const }
            : {
                fails: {
                  says: "G = C2, H = 1, G/H = {0, 1}",
                  values: { "dimensions of the fibres": dimensions.join(", ") },
                  left: String(left),
                  right: String(right),
                  size: "smallest" as const,
                },
              };
        }
      },
    },
  ],
});

function multiplicities(): Figure {
  const ells = [0, 1, 2, 3, 4];
  const bars = (name: string, weights: readonly number[]): Figure["series"][number] => ({
    ...{ name, mark: "bars", x: ells.map((l) => `ℓ = ${l}`) },
    y: ells.map((l) => Number(integrated(l, weights))),
  });
  return {
    id: "multiplicities",
    caption: String.raw`How often the representation $V_\ell$ of $SO(3)$ occurs: in tangent fields on the sphere (fibre weights $\pm1$), and in functions from the sphere to the plane (weights $0,0$). They differ at $\ell=0$: there are constant functions, and no tangent field that all rotations fix.`,
    description:
      "Bars for ℓ from 0 to 4: tangent fields 0, 2, 2, 2, 2; functions to the plane 2, 2, 2, 2, 2.",
    axes: { x: "degree", y: "multiplicity" },
    series: [bars("tangent fields", tangent), bars("functions to the plane", plane)],
  };
}

const mackey: Condition = (X, f, g, h) => [f(X.op(g, X.include(h))), X.act(X.invH(h), f(g))];

/** The slide's example on tori: H = 1, one channel. */
export const onTori = value({
  id: id("features-on-a-torus-are-all-functions"),
  states: String.raw`G=\mathbb Z_n^2,\ H=\{1\}:\quad\dim\operatorname{Ind}_H^G1=n^2`,
  kind: "exhausted",
  engine: "null space of the condition at every g and h, over Q(i)",
  cases: [{ of: "C3xC3 ⊃ C1, trivial" }, { of: "C4xC4 ⊃ C1, trivial" }],
  parts: () => ({ subgroup: (of: string): string => of }),
  compute: ({ of }, { subgroup }) => spaceDimension(subgroup(of), mackey),
  routes: { "pixels counted": ({ of }) => Number(of[1]) ** 2 },
  nearMisses: () => ({
    "even-shifts": {
      why: "H = 2Z × 2Z in place of 1: functions on the quotient alone, a quarter of them",
      change: { subgroup: (of: string) => of.replace("C4xC4 ⊃ C1", "C4xC4 ⊃ C2xC2") },
    },
  }),
});

const lines = [
  { of: "S3 ⊃ C2, trivial", l: 2 },
  { of: "S3 ⊃ C3, trivial", l: 3 },
  { of: "Q8 ⊃ C4, χ1", l: 2 },
  { of: "A4 ⊃ V4, χ", l: 2 },
  { of: "S4 ⊃ S3, sign", l: 2 },
  { of: "S4 ⊃ D4, square", l: 2 },
] as const;

export const bundlesCounted = value({
  id: id("homogeneous-line-bundles-are-characters-of-the-subgroup"),
  states: String.raw`\#\{\text{homogeneous line bundles over }G/H\text{ with factors in }\mu_\ell\}/{\cong}=|\operatorname{Hom}(H,\mu_\ell)|`,
  kind: "exhausted",
  engine: "cocycles on G × G/H modulo coboundaries, by a null space over GF(ℓ)",
  cases: lines.map((c) => ({ ...c })),
  parts: () => ({ rule: cocycleRule }),
  compute: ({ of, l }, { rule }) => lineBundleCount(of, l, rule),
  routes: { "homomorphisms of H, tried out": ({ of, l }) => characterCount(of, l) },
  nearMisses: () => ({
    "point-not-moved": {
      why: "c(gh, x) = c(g, x) + c(h, x)",
      change: { rule: { ...cocycleRule, pointMoves: false } satisfies CocycleRule },
    },
    "not-up-to-isomorphism": {
      why: "actions, not classes of them",
      change: { rule: { ...cocycleRule, upToIsomorphism: false } satisfies CocycleRule },
    },
  }),
});
