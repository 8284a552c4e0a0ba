/** A polynomial with integer coefficients: exponents of the variables, joined by commas ↦ coefficient. */
export type Expansion = ReadonlyMap<string, bigint>;

const exponents = (key: string): number[] => key.split(",").map(Number);

/** Σ of coefficient · monomial, terms that cancel left out. */
export function collect(terms: Iterable<readonly [string, bigint]>): Expansion {
  const sum = new Map<string, bigint>();
  for (const [key, c] of terms) sum.set(key, (sum.get(key) ?? 0n) + c);
  return new Map([...sum].filter(([, c]) => c !== 0n));
}

export function plus(p: Expansion, q: Expansion, factor = 1n): Expansion {
  return collect([...p, ...[...q].map(([key, c]): [string, bigint] => [key, factor * c])]);
}

export function times(p: Expansion, q: Expansion): Expansion {
  return collect(
    [...p].flatMap(([a, c]) =>
      [...q].map(([b, d]): [string, bigint] => {
        const f = exponents(b);
        return [
          exponents(a)
            .map((e, k) => e + f[k])
            .join(),
          c * d,
        ];
      }),
    ),
  );
}

/** ∂p/∂x_k. */
export function derivative(p: Expansion, k: number): Expansion {
  return collect(
    [...p].flatMap(([key, c]): [string, bigint][] => {
      const e = exponents(key);
      if (e[k] === 0) return [];
      return [[e.with(k, e[k] - 1).join(), c * BigInt(e[k])]];
    }),
  );
}

/** p with x_k + 1 for x_k, by the binomial theorem. */
export function shifted(p: Expansion, k: number): Expansion {
  return collect(
    [...p].flatMap(([key, c]) => {
      const e = exponents(key);
      let binomial = c;
      return Array.from({ length: e[k] + 1 }, (_, j): [string, bigint] => {
        if (j > 0) binomial = (binomial * BigInt(e[k] - j + 1)) / BigInt(j);
        return [e.with(k, e[k] - j).join(), binomial];
      });
    }),
  );
}

/** `3*x^2*y - z + 7`, in the syntax of mathjs. */
export function printed(p: Expansion, names: readonly string[]): string {
  if (p.size === 0) return "0";
  const terms = [...p].map(([key, c]) => {
    const powers = exponents(key).flatMap((e, k) =>
      e === 0 ? [] : [e === 1 ? names[k] : `${names[k]}^${e}`],
    );
    const size = c < 0n ? -c : c;
    const factors = size === 1n && powers.length > 0 ? powers : [String(size), ...powers];
    return { negative: c < 0n, text: factors.join("*") };
  });
  return terms
    .map(({ negative, text }, k) =>
      k === 0 ? `${negative ? "-" : ""}${text}` : `${negative ? "-" : "+"} ${text}`,
    )
    .join(" ");
}
