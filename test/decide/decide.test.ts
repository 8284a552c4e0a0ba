import { describe, expect, it } from "vitest";
import { decide, defaultEffort, type Decision } from "../../src/decide/decide.ts";
import { parseEquation } from "../../src/formula/equation.ts";

function on(equation: string, given = "", over: "R" | "C" = "R", strict = false): Decision {
  return decide(parseEquation(equation, given, over), { ...defaultEffort, points: 24, strict });
}

describe("decide never proves what is false at one point", () => {
  // Each is equal almost everywhere, or wherever a careless rule looks.
  it.each([
    ["(x^y)^z = x^(y*z)", ""], // (−1)^2 to the power 1/2
    ["abs(x)^n = x^n", "n integer, n >= 0"], // n odd, x < 0
    ["atan(tan(x)) = x", ""], // beyond π/2
    ["atan(x) + atan(1/x) = pi/2", ""], // x < 0
    ["sqrt((x-1)^2) + sqrt(x^2*(x-1)) = x - 1 + sqrt(x^2*(x-1))", ""], // the isolated point 0
    ["floor(x) + floor(-x) = -1", ""], // integers
    ["sign(x)*abs(x)/x + 0^abs(floor(x)) = 1", "x > 0"], // 0 < x < 1
    ["cos(x) = cos(x) + 10^(-30)", ""],
    ["exp(pi*sqrt(163)) = 262537412640768744", ""],
    ["9007199254740993*x = 9007199254740992*x", ""],
    ["exp(-x^2*10^6) = 0", ""],
    ["sin(pi*x) = 0", ""],
    ["sum(k, k, 1, n) = n*(n+1)/2 + n*(n-1)*(n-2)*(n-3)", "n integer, n >= 1"],
    ["sum(1/k, k, 1, n) = log(n)", "n integer, n >= 1"],
    ["binomial(n, k) = binomial(n, n-k)", "n integer, k integer, k >= 0"], // n < 0
    ["[[a,b],[c,d]]*[[e,f],[g,h]] = [[e,f],[g,h]]*[[a,b],[c,d]]", ""],
    ["((x*y)^3)^2 = x^2*y^2", ""],
    ["diff(exp(sqrt(x)), x) = exp(sqrt(1/(2*sqrt(x))))/(2*sqrt(x))", ""],
    ["integrate(exp(-x^2*10^6), x, -1, 1) = 0", ""],
  ])("%s given %s", (equation, given) => {
    const { outcome, witness } = on(equation, given);
    expect(outcome).toBe("fails");
    expect(witness).toBeDefined();
  });
});

describe("decide proves", () => {
  it.each([
    ["sin(x)^2 + cos(x)^2 = 1", ""],
    ["sqrt(x^2) = x", "x >= 0"],
    ["sqrt(x^2) = abs(x)", ""],
    ["sqrt(5 + 2*sqrt(6)) = sqrt(2) + sqrt(3)", ""], // a root bound
    ["4*atan(1/5) - atan(1/239) = pi/4", ""], // Machin
    ["cos(pi/5) = (1 + sqrt(5))/4", ""], // a cyclotomic number
    ["atan(x) + atan(1/x) = pi/2", "x > 0"], // a derivative and a point
    ["sqrt(1 - cos(x)^2) = sin(x)", "0 < x < pi"], // a sign from a range
    ["sum(k^3, k, 1, n) = sum(k, k, 1, n)^2", "n integer, n >= 1"],
    ["sum(x^k, k, 0, n) = (x^(n+1) - 1)/(x - 1)", "n integer, n >= 0"], // induction
    ["binomial(n, k) = binomial(n-1, k) + binomial(n-1, k-1)", "n integer, k integer, n >= 1"],
    ["det([[a,b],[c,d]]*[[e,f],[g,h]]) = det([[a,b],[c,d]])*det([[e,f],[g,h]])", ""],
    ["tan(A) + tan(B) + tan(C) = tan(A)*tan(B)*tan(C)", "A + B + C = pi"], // solved for A
    ["integrate(cos(x)^2, x) = x/2 + sin(2*x)/4", ""],
    ["\\frac{1}{1+x} + \\frac{1}{1-x} = \\frac{2}{1-x^2}", ""],
  ])("%s given %s", (equation, given) => {
    const { outcome, how } = on(equation, given);
    expect(`${outcome}: ${how}`).toMatch(/^holds/);
  });
});

it("one side alone defined: holds with `domains differ`, fails strictly and over C", () => {
  const logarithm = "log(x*y) = log(x) + log(y)";
  const real = on(logarithm);
  expect(real.outcome).toBe("holds");
  expect(real.domains?.at).toBe("x = -1, y = -1");
  expect(on(logarithm, "", "R", true).outcome).toBe("fails");
  const complex = on(logarithm, "", "C");
  expect(complex.outcome).toBe("fails");
});

it("sqrt(x^2) = x fails at −1, exactly", () => {
  expect(on("sqrt(x^2) = x").witness).toEqual({ at: "x = -1", left: "1", right: "-1", entry: "" });
});

it("what no point satisfies is vacuous, hence undecided", () => {
  const { outcome, how } = on("x = x + 1", "x > 1, x < 0");
  expect(outcome).toBe("undecided");
  expect(how).toMatch(/^vacuous/);
  expect(on("1/(x-x) = 2/(x-x)").outcome).toBe("undecided");
});

it("an entry of a matrix that differs is named", () => {
  expect(on("transpose([[a,b],[c,d]]) = [[a,b],[c,d]]").witness?.entry).toBe("(1, 2)");
});

it("what no way decides is undecided, and says what was tried", () => {
  const { outcome, how } = on("gamma(x)*gamma(1-x) = pi/sin(pi*x)");
  expect(outcome).toBe("undecided");
  expect(how).not.toBe("");
});

describe("a sum to one below its start is empty, and has no value further below", () => {
  const triangle = "sum(k, k, 1, n) = n*(n+1)/2";
  it.each([
    ["sum(k, k, 1, 0) = 0", ""],
    ["product(k, k, 1, 0) = 1", ""],
    ["sum(x^k, k, 3, 2) = 0", ""],
    [triangle, "n integer, n >= -5"], // by its closed form, where the sum is defined
    ["sum(x^k, k, 0, n) = (x^(n+1) - 1)/(x - 1)", "n integer, n >= -5"], // by induction from −1
  ])("%s given %s holds", (equation, given) => {
    const { outcome, how } = on(equation, given);
    expect(`${outcome}: ${how}`).toMatch(/^holds/);
  });
  it("so where a sum is not defined, the domains differ, which is a failure strictly", () => {
    expect(on(triangle, "n integer, n >= -5").domains?.at).toMatch(/^n = -[2-5]$/);
    expect(on(triangle, "n integer, n >= -5", "R", true).outcome).toBe("fails");
    expect(on(triangle, "n integer, n >= 0", "R", true).outcome).toBe("holds");
    // Neither 0 nor Karr's minus the sum between is claimed.
    for (const value of ["0", "-(2 + 3 + 4)"])
      expect(on(`sum(k, k, 5, 1) = ${value}`).outcome).toBe("undecided");
  });
  it("what is false of the empty sum is refuted there", () => {
    expect(
      on("sum(k^2, k, 1, n) = n^2*(n+1)/2 + 0^n", "n integer, -1 <= n, n <= 0").witness?.at,
    ).toBe("n = 0");
  });
});

it("decide prints as many digits as show the sides apart, and no more", () => {
  const sides = (text: string): readonly string[] => {
    const { witness } = decide(parseEquation(text, ""));
    return [witness?.left ?? "", witness?.right ?? ""];
  };
  // 262537412640768743.99999999999925007…: OEIS A060295.
  const [left, right] = sides("exp(pi*sqrt(163)) = 262537412640768744");
  expect(left).toMatch(
    /^\[2\.62537412640768743999999999999250072\d*e17, 2\.62537412640768743999999999999250072\d*e17\]$/,
  );
  expect(right).toBe("262537412640768744");
  // sin 1 = 0.84147098480789650665250232…
  expect(sides("sin(1) = 1")[0]).toMatch(
    /^\[8\.41470984807896506\d{1,2}e-1, 8\.41470984807896506\d{1,2}e-1\]$/,
  );
});
