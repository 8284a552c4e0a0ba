/** What another system says of expressions: nothing here is a verdict, or can become one. */
export type Finding =
  | { readonly finds: "zero"; readonly how: string }
  | { readonly finds: "not zero"; readonly how: string }
  | { readonly finds: "nothing"; readonly why: string };

/** A computer algebra system that shares no code with ours. */
export interface Engine {
  readonly name: string;
  /** Why it cannot be asked anything here. */
  readonly missing?: string;
  readonly version: string;
  /** It is asked about at most so many terms: a budget of work, never of seconds. */
  readonly mostTerms: number;
  /** @param terms of all differences, once expanded */
  readonly ask: (
    differences: readonly string[],
    symbols: readonly string[],
    terms: number,
  ) => Finding;
}

/** The packages that opinions come from: a record is stale when one of them has another version. */
export const enginePackages = ["mathjs", "nerdamer", "z3-solver"] as const;

/** `require` of the host, which alone may load packages: a browser has none. */
export interface Loader {
  (id: string): unknown;
  readonly resolve: (id: string) => string;
}

/** The version in a package's own package.json, whatever it exports. */
export function versionOf(load: Loader, name: string): string {
  const entry = load.resolve(name).replaceAll("\\", "/");
  const folder = `/node_modules/${name}/`;
  const at = entry.lastIndexOf(folder);
  const { version } = load(`${entry.slice(0, at)}${folder}package.json`) as { version: string };
  return version;
}

/** Small rational points, another for each symbol and k: 3/2, 5/3, … */
export function pointAt(symbols: readonly string[], k: number): Record<string, string> {
  return Object.fromEntries(
    symbols.map((symbol, i) => [
      symbol,
      `${3 + ((7 * i + 11 * k) % 23)}/${2 + ((3 * i + 5 * k) % 5)}`,
    ]),
  );
}
