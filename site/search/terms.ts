/** What is searched, as the build writes it and the page reads it. */
export interface Found {
  readonly id: number;
  /** Relative to the site's root. */
  readonly address: string;
  readonly title: string;
  /** What stands under the title: the verdict and the id. */
  readonly says: string;
}

/** `assets/search.json`: documents as shown, and the index over them. */
export interface SearchFile {
  readonly found: readonly Found[];
  readonly index: unknown;
}

const greek: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
  "∂": "partial",
  "⋆": "star",
  "∑": "sum",
  "∫": "int",
  "†": "dagger",
};

/** The letter that TeX names, capital where the name is; a name that is no letter's stays. */
export function letterOf(name: string): string {
  const found = Object.entries(greek).find(([, one]) => one === name.toLowerCase());
  if (found === undefined) return name;
  return name === name.toLowerCase() ? found[0] : found[0].toUpperCase();
}

/** TeX that places and shapes, and means nothing. */
const shaping = new Set(
  "left right big quad qquad text operatorname mathrm mathbb mathcal begin end displaystyle".split(
    " ",
  ),
);

/**
 * The terms of words, ids and TeX alike: lower case, letters by their names, `\psi`, ψ and "psi" the same.
 */
export function termsOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{Script=Greek}∂⋆∑∫†]/gu, (letter) => ` ${greek[letter] ?? letter} `)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term !== "" && !shaping.has(term));
}

/** The same for building and for asking: MiniSearch loads an index only with the options it was made with. */
export const searchOptions = {
  fields: ["title", "claimed", "text"],
  tokenize: termsOf,
  processTerm: (term: string): string => term,
};

/** Every term must be met: by a word that begins so, or nearly so for words long enough to be mistyped. */
export const askedAs = {
  combineWith: "AND",
  prefix: true,
  fuzzy: (term: string): number | false => (term.length > 4 ? 0.2 : false),
  boost: { title: 4, claimed: 2 },
} as const;
