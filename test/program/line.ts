import type { Field } from "../../src/algebra/ring.ts";
import { DomainError } from "../../src/errors.ts";
import { evaluate } from "../../src/program/evaluate.ts";
import type { Program } from "../../src/program/program.ts";

const P = 1_000_003;
type Poly = readonly number[];

const trim = (f: readonly number[]): Poly => {
  let n = f.length;
  while (n > 0 && f[n - 1] === 0) n--;
  return f.slice(0, n);
};
const residue = (a: number): number => ((a % P) + P) % P;
const add = (f: Poly, g: Poly): Poly =>
  trim(
    Array.from({ length: Math.max(f.length, g.length) }, (_, k) => ((f[k] ?? 0) + (g[k] ?? 0)) % P),
  );
const neg = (f: Poly): Poly => f.map((c) => residue(-c));
const mul = (f: Poly, g: Poly): Poly => {
  const h = Array<number>(Math.max(0, f.length + g.length - 1)).fill(0);
  f.forEach((a, i) => g.forEach((b, j) => (h[i + j] = (h[i + j] + a * b) % P)));
  return trim(h);
};

function inverse(a: number): number {
  let [result, square] = [1, a];
  for (let e = P - 2; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** Quotient and remainder of f by g ≠ 0. */
function divide(f: Poly, g: Poly): readonly [Poly, Poly] {
  const rest = [...f];
  const lead = inverse(g[g.length - 1]);
  const quotient: number[] = [];
  for (let k = f.length - g.length; k >= 0; k--) {
    const q = (rest[k + g.length - 1] * lead) % P;
    quotient[k] = q;
    g.forEach((c, i) => (rest[k + i] = residue(rest[k + i] - q * c)));
  }
  return [trim(quotient), trim(rest)];
}

function gcd(f: Poly, g: Poly): Poly {
  let [a, b] = [f, g];
  while (b.length > 0) [a, b] = [b, divide(a, b)[1]];
  return a;
}

interface Quotient {
  readonly n: Poly;
  readonly d: Poly;
}

const reduced = (n: Poly, d: Poly): Quotient => {
  const common = gcd(n, d);
  return { n: divide(n, common)[0], d: divide(d, common)[0] };
};

/** GF(P)(t), in lowest terms. */
const line: Field<Quotient> = {
  name: `GF(${P})(t)`,
  exact: true,
  zero: { n: [], d: [1] },
  one: { n: [1], d: [1] },
  has: () => true,
  eq: (a, b) => add(mul(a.n, b.d), neg(mul(b.n, a.d))).length === 0,
  add: (a, b) => reduced(add(mul(a.n, b.d), mul(b.n, a.d)), mul(a.d, b.d)),
  neg: (a) => ({ n: neg(a.n), d: a.d }),
  mul: (a, b) => reduced(mul(a.n, b.n), mul(a.d, b.d)),
  inv: (a) => {
    if (a.n.length === 0) throw new DomainError("line.inv", "a non-zero quotient", 0);
    return { n: a.d, d: a.n };
  },
  show: (a) => `${a.n.join()}/${a.d.join()}`,
};

/**
 * The degree of the reduced numerator of the first root on the line x_v = a_v + b_v t over GF(1000003):
 * at most the degree of any numerator of it. `undefined` if a divisor vanishes on the line.
 */
export function lineDegree(program: Program, ab: readonly number[]): number | undefined {
  const at = program.variables.map((_, v) => ({
    n: trim([residue(ab[2 * v]), residue(ab[2 * v + 1])]),
    d: [1],
  }));
  try {
    return Math.max(0, evaluate(line, program, at)[0].n.length - 1);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
