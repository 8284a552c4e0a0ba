/** What issue 4, section 3 asks of a row: at least so many times faster than a peer, or below so many ms. */
export interface Target {
  readonly times?: Readonly<Record<string, number>>;
  readonly below?: number;
  /** At most so many times the time of a peer. */
  readonly within?: Readonly<Record<string, number>>;
}

export const targets: Readonly<Record<string, Target>> = {
  "Yang-Mills Euler-Lagrange, components, su(3)": {
    times: { "SymPy ring/field": 50, "Maxima rat": 50, PARI: 3, FORM: 1 },
  },
  "Kerr metric Ricci-flat": {
    times: { "SymPy ring/field": 100, Singular: 25, "giac normal": 25, "Maxima rat": 25 },
  },
  "Vandermonde determinant, n = 7": { times: { "SymPy ring/field": 50, PARI: 15 } },
  "determinant multiplicative, 4x4 generic": { times: { "SymPy ring/field": 30, PARI: 5 } },
  "contracted Bianchi, generic 4-metric in jets, GF(p)": { below: 60 },
  // "In seconds", if it can be had.
  "contracted Bianchi, generic 4-metric and its inverse, in jets": { below: 5000 },
  "Fateman p(p+1), p = (1+x+y+z+t)^20": {
    within: { "python-flint": 5 },
    times: { "giac normal": 1 },
  },
  "j-function to q^1000": { within: { PARI: 3 } },
  "fifteen claims over GF(p) at 2^-128": { below: 50 },
  "fifteen claims exactly": { below: 200 },
};

/** The target in words, and whether the figures meet it; a peer that is missing meets nothing. */
export function judged(
  name: string,
  ours: number,
  peers: readonly { readonly name: string; readonly value: number }[],
): { readonly target: string; readonly met: boolean } {
  const { times = {}, within = {}, below }: Target = targets[name] ?? {};
  const ratios = Object.entries(times).map(([peer, ratio]) => {
    const value = peers.find((p) => p.name === peer)?.value;
    return { text: `>= ${ratio}x ${peer}`, met: value !== undefined && value >= ratio * ours };
  });
  const slower = Object.entries(within).map(([peer, ratio]) => {
    const value = peers.find((p) => p.name === peer)?.value;
    return { text: `<= ${ratio}x ${peer}`, met: value !== undefined && ours <= ratio * value };
  });
  const limit = below === undefined ? [] : [{ text: `< ${below} ms`, met: ours < below }];
  const parts = [...ratios, ...slower, ...limit];
  return { target: parts.map((p) => p.text).join(", ") || "none", met: parts.every((p) => p.met) };
}
