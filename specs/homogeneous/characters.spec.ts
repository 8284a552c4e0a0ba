import {
  abelianNumbers as K,
  characterTable,
  fixedPointMean,
  fromRational,
  groupNamed,
  matrixElements,
  orbitCount,
  rational,
  value,
} from "commute";
import type { AbelianNumber, CharacterTable, Figure, SchurFactor } from "commute";

const id = (conclusion: string): string => `homogeneous/characters/${conclusion}`;
const cases = ["C3", "S3", "D4", "Q8", "A4", "S4", "A5"].map((G) => ({ G }));

type Weight = (table: CharacterTable, t: number) => number;
const classSize: Weight = ({ sizes }, t) => sizes[t];
type Conjugate = (a: AbelianNumber) => AbelianNumber;

/** Σ_C |C| conj(χ_i(C)) χ_j(C) / |G| for all pairs. */
const gram = (table: CharacterTable, weight: Weight, conj: Conjugate): string => {
  const product = (chi: readonly AbelianNumber[], psi: readonly AbelianNumber[]): AbelianNumber =>
    chi.reduce(
      (sum, a, t) =>
        K.add(
          sum,
          K.mul(fromRational(rational(weight(table, t), table.order)), K.mul(conj(a), psi[t])),
        ),
      K.zero,
    );
  return table.characters
    .flatMap((chi) => table.characters.map((psi) => K.show(product(chi, psi))))
    .join(" ");
};

export const schur = value({
  id: id("characters-are-orthonormal"),
  states: String.raw`\frac1{|G|}\sum_g\overline{\chi_\pi(g)}\,\chi_{\pi'}(g)=\delta_{\pi\pi'}`,
  kind: "exhausted",
  engine: "all pairs of irreducible characters, in Q(ζ)",
  cases,
  parts: () => ({ weight: classSize, conj: K.conj }),
  compute: ({ G }, { weight, conj }) => gram(characterTable(G), weight, conj),
  routes: {
    "as many characters as classes, and the unit matrix": ({ G }) => {
      const n = characterTable(G).sizes.length;
      return Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0)).join(" ");
    },
  },
  nearMisses: () => ({
    "not-conjugated": {
      why: "χχ' in place of χ̄χ': only characters that are not real see it, as on C3",
      change: { conj: (a: AbelianNumber) => a },
    },
    "classes-counted-once": {
      why: "a sum over classes in place of elements: an abelian group cannot see it",
      change: { weight: () => 1 },
    },
  }),
});

/** Dimensions of the irreducible representations, as published, e.g. by Serre, chapter 5. */
const published: Readonly<Record<string, readonly number[]>> = {
  S3: [1, 1, 2],
  D4: [1, 1, 1, 1, 2],
  Q8: [1, 1, 1, 1, 2],
  C4: [1, 1, 1, 1],
  S4: [1, 1, 2, 3, 3],
};

export const entries = value({
  id: id("matrix-elements-are-orthogonal"),
  states: String.raw`\frac1{|G|}\sum_g\pi_{ij}(g^{-1})\,\pi'_{kl}(g)=\frac{\delta_{\pi\pi'}\,\delta_{il}\,\delta_{jk}}{\dim\pi}`,
  kind: "exhausted",
  engine: "all pairs of entries of all irreducible representations, over Q(i)",
  cases: Object.keys(published).map((G) => ({ G })),
  parts: (): { factor: SchurFactor } => ({ factor: "π(g⁻¹)" }),
  compute: ({ G }, { factor }) => {
    const found = matrixElements(G, factor);
    return `${found.nonzero} of ${found.products} not 0, ${found.expected} as stated; values ${found.values.join(", ")}`;
  },
  routes: {
    "one for each entry, of value 1/dim, dimensions as published": ({ G }) => {
      const entries = published[G].reduce((sum, d) => sum + d * d, 0);
      const values = [...new Set(published[G])].map((d) => (d === 1 ? "1" : `1/${d}`));
      return `${entries} of ${entries ** 2} not 0, ${entries} as stated; values ${values.sort().join(", ")}`;
    },
  },
  nearMisses: () => ({
    "no-inverse": {
      why: "π(g) in place of π(g⁻¹)",
      change: { factor: "π(g)" as const },
    },
    conjugated: {
      why: "the conjugate of π(g): right for unitary matrices, and the basis of S3's standard representation is none",
      change: { factor: "conj π(g)" as const },
    },
  }),
});

export const peterWeyl = value({
  id: id("regular-representation-has-each-irreducible-as-often-as-its-dimension"),
  states: String.raw`\mathbb C[G]\cong\bigoplus_\pi\pi^{\oplus\dim\pi}:\qquad\sum_\pi\dim\pi\ \chi_\pi(g)=|G|\,\delta_{g,1}`,
  kind: "exhausted",
  engine: "the sum over irreducible characters at each class, in Q(ζ)",
  cases,
  parts: () => ({ multiplicity: (chi: readonly AbelianNumber[]): AbelianNumber => chi[0] }),
  compute: ({ G }, { multiplicity }) => {
    const { sizes, characters } = characterTable(G);
    return sizes
      .map((_, t) =>
        K.show(
          characters.reduce((sum, chi) => K.add(sum, K.mul(multiplicity(chi), chi[t])), K.zero),
        ),
      )
      .join(" ");
  },
  routes: {
    "points of G that g fixes by translation": ({ G }) => {
      const group = groupNamed(G);
      const { representatives } = characterTable(G);
      return representatives
        .map((g) => group.elements.filter((_, x) => group.op(g, x) === x).length)
        .join(" ");
    },
  },
  nearMisses: () => ({
    "each-once": {
      why: "every irreducible representation once",
      change: { multiplicity: () => K.one },
    },
  }),
  figures: () => [squares()],
});

const actions = [
  { G: "S4", on: "pairs" },
  { G: "S4", on: "itself by conjugation" },
  { G: "A5", on: "itself by conjugation" },
  { G: "D4", on: "colourings of four corners, 2 colours" },
  { G: "D4", on: "colourings of four corners, 3 colours" },
  { G: "Q8", on: "itself by conjugation" },
] as const;

export const burnside = value({
  id: id("orbits-are-the-mean-number-of-fixed-points"),
  states: String.raw`|G\backslash X|=\frac1{|G|}\sum_g|X^g|`,
  kind: "exhausted",
  engine: "fixed points of every element",
  cases: actions,
  parts: () => ({ mean: fixedPointMean }),
  compute: ({ G, on }, { mean }) => mean(G, on),
  routes: { "orbits, by union": ({ G, on }) => orbitCount(G, on) },
  nearMisses: () => ({
    "identity-left-out": {
      why: "the mean over the other elements",
      change: { mean: (G: string, on: string) => fixedPointMean(G, on, { withoutIdentity: true }) },
    },
  }),
});

function squares(): Figure {
  const table = cases.map(({ G }) => characterTable(G));
  const most = Math.max(...table.map((t) => t.characters.length));
  return {
    id: "squares",
    caption: String.raw`$\sum_\pi(\dim\pi)^2=|G|$: for each group the squares of the dimensions of its irreducible representations, as parts of its order. An abelian group has only ones.`,
    description:
      "For seven groups the shares dim² / |G| of each irreducible representation, which add to 1.",
    axes: { x: "group", y: String.raw`$(\dim\pi)^2/|G|$` },
    series: Array.from({ length: most }, (_, k) => ({
      name: `character ${k + 1}`,
      mark: "bars" as const,
      x: cases.map(({ G }) => G),
      y: table.map(({ order, characters }) =>
        characters[k] === undefined ? 0 : Number(characters[k][0].coordinates[0].n) ** 2 / order,
      ),
    })),
  };
}
