/** Certificates of telescoping as a reader can check them. */
import type { Quotient, Telescoper } from "./gosper.ts";
import { showTerm, type Term } from "./hypergeometric.ts";
import * as P from "./zeilbergerPolynomial.ts";
import type { Polynomial } from "./zeilbergerPolynomial.ts";
import { factorsOf } from "./zeilbergerRegion.ts";

/**
 * `Zeilberger: F(n + 1, k) − 2*F(n, k) = G(n, k + 1) − G(n, k) with F(n, k) = …, G = R F, R = …`, the
 * coefficients without common divisor.
 */
export function certificateWords(
  { a, certificate }: Telescoper,
  term: Term,
  n: number,
  k: number,
  names: readonly string[],
): string {
  const common = a.reduce(P.gcd, 0n);
  const at = (j: number): string => {
    const row = P.show(P.add(P.variable(n), BigInt(j)), names);
    return a.length === 1 ? `F(${names[k]})` : `F(${row}, ${names[k]})`;
  };
  const left = a
    .map((factor, j) => multiple(P.exactly(factor, common), at(j), names))
    .filter((text) => text !== "")
    .reverse()
    .join(" ")
    .replace(/^\+ /, "");
  const [method, row] = a.length === 1 ? ["Gosper", ""] : ["Zeilberger", `${names[n]}, `];
  const right = `G(${row}${names[k]} + 1) − G(${row}${names[k]})`;
  const R = showQuotient({ ...certificate, below: P.mul(certificate.below, common) }, names);
  return `${method}: ${left} = ${right} with ${at(0)} = ${showTerm(term, names)}, G = R F, R = ${R}`;
}

function multiple(factor: Polynomial, of: string, names: readonly string[]): string {
  if (factor === 0n) return "";
  const minus = P.leadingInteger(factor) < 0n;
  const text = P.show(minus ? P.neg(factor) : factor, names);
  const by = text === "1" ? "" : `${text.includes(" ") ? `(${text})` : text}*`;
  return `${minus ? "−" : "+"} ${by}${of}`;
}

/** In lowest terms, with the factors that are easily found. */
function showQuotient({ above, below }: Quotient, names: readonly string[]): string {
  const common = P.gcd(above, below);
  const [num, den] = [above, below].map((p) => factored(P.exactly(p, common), names));
  const sign = num.negative === den.negative ? "" : "-";
  if (den.factors.length === 0) return `${sign}${joined(num.factors)}`;
  const plain = den.factors.length === 1 && !/[ *]/.test(den.factors[0].replace(/^\([^()]*\)/, ""));
  return `${sign}${joined(num.factors)}/${plain ? joined(den.factors) : `(${joined(den.factors)})`}`;
}

function joined(factors: readonly string[]): string {
  return factors.length === 0 ? "1" : factors.join("*");
}

interface Factored {
  readonly negative: boolean;
  readonly factors: readonly string[];
}

function factored(p: Polynomial, names: readonly string[]): Factored {
  if (p === 0n) return { negative: false, factors: ["0"] };
  let negative = false;
  let integer = 1n;
  const powers = new Map<string, number>();
  for (const factor of factorsOf(p)) {
    const content = P.integersOf(factor).reduce<Polynomial>(P.gcd, 0n);
    const minus = P.leadingInteger(factor) < 0n;
    const rest = P.exactly(factor, minus ? P.neg(content) : content);
    if (minus) negative = !negative;
    if (typeof content === "bigint") integer *= content;
    if (rest === 1n) continue;
    const text = P.show(rest, names);
    powers.set(text, (powers.get(text) ?? 0) + 1);
  }
  const factors = [...powers].map(([text, k]) => {
    const wrapped = text.includes(" ") ? `(${text})` : text;
    return k === 1 ? wrapped : `${wrapped}^${k}`;
  });
  return { negative, factors: integer === 1n ? factors : [String(integer), ...factors] };
}
