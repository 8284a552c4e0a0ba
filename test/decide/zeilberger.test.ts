import { describe, expect, it } from "vitest";
import { telescoper } from "../../src/decide/gosper.ts";
import { compareAt } from "../../src/decide/refute.ts";
import { satisfies } from "../../src/decide/sample.ts";
import type { Point } from "../../src/decide/value.ts";
import { byTelescoping } from "../../src/decide/zeilberger.ts";
import * as P from "../../src/decide/zeilbergerPolynomial.ts";
import {
  isEmpty,
  isNonNegative,
  isNonZero,
  within,
  zerosIn,
  type Region,
} from "../../src/decide/zeilbergerRegion.ts";
import { readForm, readerOf, regionOf } from "../../src/decide/zeilbergerRead.ts";
import { parseEquation, type Equation } from "../../src/formula/equation.ts";
import { domainOf, parseGiven, type Given } from "../../src/formula/given.ts";
import { parseExpression } from "../../src/formula/parse.ts";
import { rational, type Rational } from "../../src/algebra/rational.ts";
import {
  apply,
  number,
  partsOf,
  show,
  symbolsOf,
  type Expression,
} from "../../src/formula/expression.ts";
import { stream } from "../../src/numeric/random.ts";

const deep = process.env.COMMUTE_EFFORT === "deep";

function proofOf(equation: string, given: string): string | { readonly how: string } {
  const { left, right, given: hypotheses } = parseEquation(equation, given, "R");
  return byTelescoping(left, right, hypotheses);
}

const natural = "n integer, n >= 0";
const positive = "n integer, n >= 1";
const parameters = "n integer, m integer, n >= 0, m >= 0";

// Sources: Concrete Mathematics, ch. 5; Gould, Combinatorial Identities; A = B, ch. 6 and 8.
const identities: readonly (readonly [string, string])[] = [
  ["sum(binomial(n,k), k, 0, n) = 2^n", natural],
  ["sum((-1)^k*binomial(n,k), k, 0, n) = 0^n", natural],
  ["sum(binomial(n,k)^2, k, 0, n) = binomial(2*n,n)", natural],
  ["sum(binomial(2*n,k), k, 0, n) = 2^(2*n-1) + binomial(2*n,n)/2", natural],
  ["sum(binomial(n,2*k), k, 0, floor(n/2)) = 2^(n-1)", positive],
  ["sum(binomial(n-k,k)*(-1)^k*2^(n-2*k), k, 0, floor(n/2)) = n + 1", natural],
  ["sum(binomial(x,k)*binomial(y,n-k), k, 0, n) = binomial(x+y,n)", natural],
  ["sum((-1)^k*binomial(x,k), k, 0, n) = (-1)^n*binomial(x-1,n)", natural],
  ["sum((-1)^k*binomial(2*n,k)^3, k, 0, 2*n) = (-1)^n*(3*n)!/n!^3", natural],
  ["sum(binomial(2*k,k)*binomial(2*n-2*k,n-k), k, 0, n) = 4^n", natural],
  ["sum(binomial(n+k,k)/2^k, k, 0, n) = 2^n", natural],
  // Few factors below: none at all, one and two.
  ["sum(binomial(x,0)*k, k, 0, n) = n*(n+1)/2", natural],
  ["sum(binomial(x,1)*k + binomial(k,2), k, 0, n) = x*n*(n+1)/2 + (n+1)*n*(n-1)/6", natural],
  ["sum((-1)^k*binomial(n,k)*binomial(2*n-2*k,n), k, 0, n) = 2^n", natural],
  ["sum(binomial(n,k)*binomial(k,m), k, m, n) = 2^(n-m)*binomial(n,m)", `${parameters}, m <= n`],
  ["sum((-1)^(n-k)*binomial(n,k)*binomial(k,m), k, m, n) = 0", `${parameters}, m < n`],
  ["sum(binomial(k,m), k, m, n) = binomial(n+1,m+1)", `${parameters}, m <= n`],
  ["sum((-1)^k*binomial(n,k)/(x+k), k, 0, n) = 1/(x*binomial(x+n,n))", natural],
  ["sum((-1)^k*binomial(n,k)*x/(x+k), k, 0, n) = product(k/(x+k), k, 1, n)", natural],
  ["sum((-1)^(k+1)*binomial(n,k)/k, k, 1, n) = sum(1/k, k, 1, n)", positive],
  ["sum((k-n*p)^2*binomial(n,k)*p^k*(1-p)^(n-k), k, 0, n) = n*p*(1-p)", natural],
  ["sum(binomial(n,k)^3, k, 0, n) = sum(binomial(n,k)^2*binomial(2*k,n), k, 0, n)", natural],
  ["sum((2^k+k)*binomial(n,k), k, 0, n) = 3^n + n*2^(n-1)", natural],
  ["sum(1/binomial(n,k), k, 0, n) = (n+1)/2^(n+1)*sum(2^k/k, k, 1, n+1)", natural],
  ["sum(1/(4*k^2-1), k, 1, n) = n/(2*n+1)", natural],
  ["(2*n)! = 2^n*n!*product(2*k-1, k, 1, n)", natural],
  ["sum(binomial(n,k)*sqrt(2)^k, k, 0, n) = (1+sqrt(2))^n", natural],
  ["sum(1/k, k, n, m) = sum(1/k, k, n+1, m) + 1/n", "n integer, m integer, n >= 1, m >= n"],
  ["sum(1/k, k, n+1, 2*n) = sum((-1)^(k+1)/k, k, 1, 2*n)", positive], // Catalan
  ["sum(binomial(-m,k)*binomial(m,n-k), k, 0, n) = 0", "n integer, m integer, n >= 1"],
  ["binomial(-n,k) = (-1)^k*binomial(n+k-1,k)", "n integer, k integer, n >= 1, k >= 0"],
];

describe("byTelescoping proves", () => {
  it.each(identities)("%s given %s", (equation, given) => {
    expect(proofOf(equation, given)).toMatchObject({ premises: [] });
  });
});

describe("byTelescoping does not prove what is false at some integers only", () => {
  it.each([
    ["sum((-1)^k*binomial(n,k), k, 0, n) = 0", natural], // n = 0
    ["sum(binomial(n,2*k), k, 0, n) = 2^(n-1)", natural], // n = 0
    // The recurrence (n − 1) S(n + 1) = 2(n + 1) S(n) says nothing of S(2); equal at 0 and 1.
    ["sum(k*(k-1)*binomial(n,k), k, 0, n) = n*(n-1)*2^(n-1)", natural],
    ["sum(k*(k-1)*binomial(n,k), k, 0, n) = 0", natural],
    // Right at n = 0, …, 5; and right from n = 1 on with a term that only n = 3 has.
    ["sum(binomial(n,k), k, 0, n) = 2^n + n*(n-1)*(n-2)*(n-3)*(n-4)*(n-5)", natural],
    ["sum(binomial(n,k), k, 0, n) = 2^n + 0^(n-3)", "n integer, n >= 3"],
    ["sum(k*binomial(n,k), k, 0, n) = n*2^(n-1) + 0^n", natural],
    // The ends: one term more or less, a last term that the longer sum lacks, a pole of the certificate.
    ["sum(binomial(n,k), k, 0, n-1) = 2^n", natural],
    ["sum(binomial(n,k), k, 1, n) = 2^n", natural],
    ["sum(binomial(2*k,k)*binomial(2*n-2*k,n-k), k, 0, n-1) = 4^n", positive],
    ["sum(binomial(2*n,k), k, 0, n) = 2^(2*n-1)", natural],
    ["sum(binomial(n+k,k)/2^k, k, 0, n+1) = 2^n", natural],
    ["sum(binomial(n-1,k), k, 0, n) = 2^(n-1)", natural], // (−1 over 0) + (−1 over 1)… at n = 0
    ["sum((-1)^k*binomial(n,k), k, 0, m) = (-1)^m*binomial(n-1,m+1)", parameters],
    ["sum(binomial(k,m), k, m, n) = binomial(n,m+1)", `${parameters}, m <= n`],
    // Upper indices of either sign: only n! / (k! (n − k)!) is symmetric.
    ["binomial(n,k) = binomial(n,n-k)", "n integer, k integer, k >= 0"],
    ["binomial(n,k) = binomial(n-1,k) + binomial(n-1,k-2)", "n integer, k integer, n >= 2, k >= 1"],
    ["sum(binomial(n,k)*x^k, k, 0, n) = (x-1)^n", natural],
    ["sum((2^k+k)*binomial(n,k), k, 0, n) = 3^n + n*2^n", natural],
    ["product(2*k-1, k, 1, n) = (2*n)!/(2^n*n!) + 0^n", natural],
    ["product(k-10, k, 0, n) = 0", natural], // (n − 10)! has no value for n < 10
    ["sum(binomial(n,k), k, 0, floor(n/2)) = 2^n", natural],
    // n begins at m/2, not at 0, where m = 0; and n/y ≥ 0 says nothing of n.
    ["sum(binomial(n,k), k, 0, n) = 2^n*(1+binomial(1,m-1))", `${parameters}, 2*n >= m`],
    ["binomial(n,k) = binomial(n,n-k)", "n integer, k integer, n/y >= 0, k >= 0"],
  ])("%s given %s", (equation, given) => {
    expect(proofOf(equation, given)).toBeTypeOf("string");
  });
});

it.each([
  ["sum(binomial(n,k), k, 0, n) = 2^n", "n integer", "do not say"],
  ["sum(binomial(n,k), k, 0, n) = 2^n", "", "n is no integer"],
  ["sum(binomial(n,k)*k^n, k, 0, n) = n", natural, "base of k^n"],
  ["sum(sum(j, j, 0, k), k, 0, n) = n", natural, "a sum inside a sum"],
  ["sum(k, k, 0, n)^2 = sum(k^3, k, 0, n)", natural, "a product of sums"],
  ["sum(1/(k-3), k, 0, n) = 1", natural, "a divisor may be 0"],
  ["[[a,b],[c,d]]*[[x,y],[z,w]] = [[x,y],[z,w]]*[[a,b],[c,d]]", "", "is not known to be a number"],
  ["integrate(x, x) = integrate(x, x)", "", "is not known to be a number"],
  ["sum(sin(k), k, 0, n) = 1", natural, "not hypergeometric in k"],
  ["binomial(n,m) = binomial(n,n-m)", "n integer, m integer", "sign of n"],
  ["2^n = 2^n", "n integer, n > 2, n < 3", "no integers satisfy"],
])("byTelescoping says of %s given %s that %s", (equation, given, reason) => {
  expect(proofOf(equation, given)).toContain(reason);
});

it("byTelescoping prints a certificate and where the recurrence begins", () => {
  const proof = proofOf("sum(binomial(n,k), k, 0, n) = 2^n", natural);
  expect(proof).toEqual({
    how:
      "Zeilberger: F(n + 1, k) − 2*F(n, k) = G(n, k + 1) − G(n, k) with F(n, k) = n!/(k!*(n - k)!), " +
      "G = R F, R = k/(k - 1 - n); summed, it holds for left − right with 0 on the right; equal at n = 0",
    premises: [],
  });
});

/** The only sum of an expression in n. */
function summand(text: string): { readonly find: (order: number) => Found; readonly k: number } {
  const e = parseExpression(text);
  const given = parseGiven(natural);
  const reader = readerOf([e], given);
  const [{ term, index }] = readForm(reader, e, regionOf(reader, [e], given)).sums;
  const n = reader.numbers.get("n") ?? -1;
  return { k: index, find: (order) => telescoper(term, n, index, order) };
}
type Found = ReturnType<typeof telescoper>;

// Franel 1895 and OEIS A000172, A005259 (Apéry), A001850 (Delannoy), A005258, A000984.
it.each([
  ["sum(binomial(n,k)^2, k, 0, n)", 1, "-4*n - 2", "n + 1"],
  ["sum(binomial(n,k)*binomial(n+k,k), k, 0, n)", 2, "n + 1", "-6*n - 9", "n + 2"],
  ["sum(binomial(n,k)^3, k, 0, n)", 2, "-8*n^2 - 16*n - 8", "-7*n^2 - 21*n - 16", "n^2 + 4*n + 4"],
  [
    ...["sum(binomial(n,k)^2*binomial(n+k,k), k, 0, n)", 2, "-n^2 - 2*n - 1"],
    ...["-11*n^2 - 33*n - 25", "n^2 + 4*n + 4"],
  ],
  [
    ...["sum(binomial(n,k)^2*binomial(n+k,k)^2, k, 0, n)", 2, "n^3 + 3*n^2 + 3*n + 1"],
    ...["-34*n^3 - 153*n^2 - 231*n - 117", "n^3 + 6*n^2 + 12*n + 8"],
  ],
] as const)("telescoper finds the published recurrence of %s", (text, order, ...coefficients) => {
  const { find } = summand(text);
  expect(find(order - 1)).toBeUndefined();
  const found = find(order)?.a.map((p) => P.show(p, ["n"]));
  expect(found).toEqual(coefficients);
});

function binomial(n: bigint, k: bigint): bigint {
  if (k < 0n || k > n) return 0n;
  return k === 0n ? 1n : (binomial(n, k - 1n) * (n - k + 1n)) / k;
}

it("telescoper gives G with Σ a_j F(n + j, k) = G(n, k + 1) − G(n, k) by Pascal's triangle", () => {
  const { find, k } = summand("sum(binomial(n,k)*binomial(n+k,k), k, 0, n)");
  const found = find(2);
  const F = (n: bigint, j: bigint): bigint => binomial(n, j) * binomial(n + j, j);
  const at = (p: P.Polynomial, n: bigint, j: bigint): bigint =>
    BigInt(P.show(P.substitute(P.substitute(p, k, j), 0, n), []));
  let checked = 0;
  for (let n = 0n; n < 9n; n++)
    for (let j = 0n; j < n; j++) {
      // G(k) = F(k) above/below, where below is not 0; times both denominators.
      const { above, below } = found?.certificate ?? { above: 0n, below: 0n };
      const [b0, b1] = [at(below, n, j), at(below, n, j + 1n)];
      const terms = (found?.a ?? []).map((a, i) => at(a, n, j) * F(n + BigInt(i), j));
      const left = terms.reduce((sum, term) => sum + term, 0n);
      const right = F(n, j + 1n) * at(above, n, j + 1n) * b0 - F(n, j) * at(above, n, j) * b1;
      expect(left * b0 * b1).toBe(right);
      if (left !== 0n && b0 * b1 !== 0n) checked += 1;
    }
  expect(checked).toBeGreaterThan(30);
});

describe("polynomials over Z", () => {
  const [x, y, z] = [0, 1, 2].map(P.variable);
  const random = stream("zeilberger", "polynomials");
  const draw = (): P.Polynomial => {
    const terms = Array.from({ length: 3 }, () => {
      const powers = [x, y, z].map((v) => P.power(v, Number(random.below(3n))));
      return P.mul(random.below(11n) - 5n, P.product(powers));
    });
    return terms.reduce(P.add, 1n + random.below(3n));
  };

  it("gcd(a c, b c) is a multiple of c that divides both", () => {
    for (let trial = 0; trial < 40; trial++) {
      const [a, b, c] = [draw(), draw(), draw()];
      if (c === 0n) continue;
      const [ac, bc] = [P.mul(a, c), P.mul(b, c)];
      const found = P.gcd(ac, bc);
      expect(P.quotient(found, c)).toBeDefined();
      expect(P.quotient(ac, found)).toBeDefined();
      expect(P.quotient(bc, found)).toBeDefined();
    }
  });

  it("gcd finds what is known: of x² − y² and (x + y)², of 6 and 4x, of coprime ones", () => {
    const sum = P.add(x, y);
    expect(P.gcd(P.sub(P.power(x, 2), P.power(y, 2)), P.power(sum, 2))).toEqual(sum);
    expect(P.gcd(6n, P.mul(4n, x))).toBe(2n);
    expect(P.gcd(P.mul(x, sum), P.add(P.mul(y, sum), 1n))).toBe(1n);
  });

  it("quotient undoes mul, and is undefined with a remainder", () => {
    for (let trial = 0; trial < 40; trial++) {
      const [a, b] = [draw(), draw()];
      if (b === 0n) continue;
      expect(P.quotient(P.mul(a, b), b)).toEqual(a);
      if (typeof b !== "bigint") expect(P.quotient(P.add(P.mul(a, b), 1n), b)).toBeUndefined();
    }
  });

  it("mul, substitute and derivative agree with values at integers", () => {
    const at = (p: P.Polynomial): P.Polynomial =>
      [3n, -2n, 5n].reduce<P.Polynomial>((q, value, v) => P.substitute(q, v, value), p);
    for (let trial = 0; trial < 40; trial++) {
      const [a, b] = [draw(), draw()];
      expect(at(P.mul(a, b))).toBe(P.mul(at(a), at(b)));
      expect(at(P.substitute(a, 1, b))).toEqual(
        [3n, at(b), 5n].reduce<P.Polynomial>((q, value, v) => P.substitute(q, v, value), a),
      );
    }
    const cube = P.power(P.add(x, y), 3);
    expect(P.derivative(cube, 0)).toEqual(P.mul(3n, P.power(P.add(x, y), 2)));
  });
});

describe("regions of integers", () => {
  const [x, y] = [0, 1].map(P.variable);
  const random = stream("zeilberger", "regions");
  const small = (): bigint => random.below(9n) - 4n;
  const linear = (): P.Polynomial => [P.mul(small(), x), P.mul(small(), y), small()].reduce(P.add);
  const grid = Array.from({ length: 169 }, (_, i) => [
    BigInt(i % 13) - 6n,
    BigInt(i - (i % 13)) / 13n - 6n,
  ]);
  const at = (p: P.Polynomial, [a, b]: readonly bigint[]): P.Polynomial =>
    P.substitute(P.substitute(p, 0, a), 1, b);
  const none: Region = { constraints: [], large: new Set() };

  it("what is empty, ≥ 0, not 0 or 0 only at given places is so at every small point", () => {
    const found = { empty: 0, nonNegative: 0, nonZero: 0, zeros: 0 };
    for (let trial = 0; trial < 80; trial++) {
      const bounds = [P.sub(x, small()), random.below(2n) === 0n ? P.sub(y, small()) : P.sub(y, x)];
      const raw = [...bounds, ...(random.below(2n) === 0n ? [linear()] : [])];
      const region = within(none, ...raw);
      const points = grid.filter((point) =>
        raw.every((p) => BigInt(P.show(at(p, point), [])) >= 0n),
      );
      const values = (p: P.Polynomial): bigint[] =>
        points.map((point) => BigInt(P.show(at(p, point), [])));
      if (isEmpty(region)) {
        found.empty += 1;
        expect(points).toEqual([]);
      }
      const p = linear();
      if (isNonNegative(region, p)) {
        found.nonNegative += 1;
        expect(values(p).every((value) => value >= 0n)).toBe(true);
      }
      const q = random.below(2n) === 0n ? P.add(P.mul(p, linear()), small()) : p;
      if (isNonZero(region, q)) {
        found.nonZero += 1;
        expect(values(q)).not.toContain(0n);
      }
      const one = P.substitute(q, 1, small());
      const zeros = zerosIn(region, 0, one);
      if (zeros === undefined) continue;
      found.zeros += 1;
      for (const point of points) if (at(one, point) === 0n) expect(zeros).toContain(point[0]);
    }
    expect(Object.values(found).every((count) => count > 4)).toBe(true);
  });

  it("zerosIn finds integer roots of any size up to its bound, and says where it finds none", () => {
    const root = (n: bigint): P.Polynomial => P.sub(x, n);
    const region = within(none, x);
    expect(zerosIn(region, 0, P.product([root(30n), root(31n), root(-2n)]))).toEqual([30n, 31n]);
    expect(zerosIn(region, 0, P.mul(root(1000n), root(1001n)))).toBeUndefined();
    expect(zerosIn(region, 0, P.sub(P.power(x, 2), P.power(y, 3)))).toBeUndefined();
  });

  it("isNonZero is not shown of −x for x ≥ 0, and is of 4x² − 1", () => {
    const region = within(none, x);
    expect(isNonZero(region, P.neg(x))).toBe(false);
    expect(isNonZero(region, P.sub(P.mul(4n, P.power(x, 2)), 1n))).toBe(true);
  });
});

/** Replaces one node, counted from the root: a number or symbol ± 1, another operation, a part left out. */
function mutant(e: Expression, target: { at: number }, below: (n: number) => number): Expression {
  if (target.at-- === 0) {
    const arithmetic = ["add", "sub", "mul", "div"];
    if (e.kind === "apply" && arithmetic.includes(e.op) && below(2) === 0)
      return { ...e, op: arithmetic[below(4)] };
    if (e.kind === "apply" && e.args.length === 2 && below(2) === 0)
      return below(2) === 0 ? e.args[below(2)] : { ...e, args: [e.args[1], e.args[0]] };
    const [op, by] = [["add", "sub", "mul", "pow"][below(4)], number(below(2) + 1)];
    return apply(op, e, by);
  }
  if (e.kind !== "apply") return e;
  const binder = e.args.length === 4;
  return {
    ...e,
    args: e.args.map((arg, i) => (binder && i === 1 ? arg : mutant(arg, target, below))),
  };
}

function sizeOf(e: Expression): number {
  return 1 + partsOf(e).reduce((sum, part) => sum + sizeOf(part), 0);
}

/** A small point where left and right differ. */
function counterexample({ left, right, given }: Equation): Point | undefined {
  const names = symbolsOf(left, right);
  const values = (name: string): Rational[] =>
    domainOf(given, name) === "integer"
      ? Array.from({ length: names.length > 2 ? 7 : 15 }, (_, i) => rational(i - 2))
      : [rational(2), rational(0), rational(-1), rational(1, 3)];
  let points: ReadonlyMap<string, Rational>[] = [new Map()];
  for (const name of names)
    points = points.flatMap((point) => values(name).map((v) => new Map(point).set(name, v)));
  return points.find(
    (point) => satisfies(point, given) && compareAt(left, right, point, "R", 128).says === "differ",
  );
}

it("byTelescoping proves no mutant that differs from the other side at a small point", () => {
  const random = stream("zeilberger", process.env.COMMUTE_SEED ?? "mutants");
  const below = (n: number): number => Number(random.below(BigInt(n)));
  const equations = identities.map(([equation, given]) => parseEquation(equation, given, "R"));
  const wrong: string[] = [];
  let proved = 0;
  for (let trial = 0; trial < (deep ? 1500 : 30); trial++) {
    const { left, right, given, text } = equations[below(equations.length)];
    const at = below(sizeOf(left) + sizeOf(right));
    const other = at - sizeOf(left);
    const equation: Equation =
      other < 0
        ? { left: mutant(left, { at }, below), right, given, text }
        : { left, right: mutant(right, { at: other }, below), given, text };
    if (typeof byTelescoping(equation.left, equation.right, given) === "string") continue;
    proved += 1;
    if (counterexample(equation) !== undefined)
      wrong.push(`${show(equation.left)} = ${show(equation.right)}`);
  }
  expect(wrong).toEqual([]);
  expect(proved).toBeGreaterThan(0);
}, 600_000);

it("counterexample finds where the identities with a term more are false", () => {
  for (const [equation, given] of identities.slice(0, 3)) {
    const { left, right, ...rest } = parseEquation(equation, given, "R");
    const more = apply("add", right, number(1));
    expect(counterexample({ left, right: more, ...rest })).toBeDefined();
    expect(counterexample({ left, right, ...rest })).toBeUndefined();
  }
});

// A hypothesis that says nothing linear about integers is not used, so it may be anything.
it("byTelescoping ignores what it cannot use of the hypotheses", () => {
  const given: Given = parseGiven("n integer, n >= 0, x > 0, x*n != 3");
  const { left, right } = parseEquation("sum(x^k, k, 0, n)*(x-1) = x^(n+1) - 1", "", "R");
  expect(byTelescoping(left, right, given)).toMatchObject({ premises: [] });
});
