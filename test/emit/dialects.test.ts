import { describe, expect, it } from "vitest";
import { rational } from "../../src/algebra/rational.ts";
import { dialects } from "../../src/emit/dialects.ts";
import { answersIn, type Question } from "../../src/emit/question.ts";
import { DomainError } from "../../src/errors.ts";
import { programBuilder } from "../../src/program/builder.ts";

/** (I² − E)/I − (I − E/I), the claim; with ½ in place of the first exponent's I² it is false. */
function divided(expects: boolean): Question {
  const B = programBuilder();
  const [I, E] = ["I", "E[1] */"].map(B.variable);
  const square = expects ? B.power(I, 2) : B.constant(rational(-1, 2));
  const root = B.sub(B.div(B.sub(square, E), I), B.sub(I, B.div(E, I)));
  return {
    name: expects ? "claim" : "near miss half",
    about: "a test",
    program: B.program([root]),
    expects,
  };
}

/** −3(x + y) = −3x − 3y. */
function linear(): Question {
  const B = programBuilder();
  const [x, y, k] = [B.variable("x"), B.variable("y"), B.constant(-3)];
  const root = B.sub(B.mul(B.add(x, y), k), B.add(B.mul(k, x), B.mul(k, y)));
  return { name: "claim", about: "all numbers", program: B.program([root]), expects: true };
}

const written = (dialect: keyof typeof dialects): string[] =>
  dialects[dialect].script([linear()]).trimEnd().split("\n");

describe("Dialect.script() writes one assignment a node, no name of the claim's", () => {
  it("PARI/GP", () => {
    expect(written("pari")).toEqual([
      "default(parisizemax, 4000000000);",
      "\\\\ claim, all numbers: expected true",
      "\\\\ v1 is x",
      "\\\\ v2 is y",
      "t4=v1+v2;",
      "t5=(-3)*t4;",
      "t6=v1*(-3);",
      "t7=v2*(-3);",
      "t8=t6+t7;",
      "t9=t5-t8;",
      'print("claim: ", if(t9==0, "true", "false"));',
      "quit",
    ]);
  });
  it("Singular: a ring of polynomials, or a field of rational functions", () => {
    expect(written("singular").filter((line) => !/^t\d|\/\//.test(line))).toEqual([
      "ring R=0,(v1,v2,z),dp;",
      "poly t4=v1+v2;",
      "poly t5=number(-3)*t4;",
      "poly t6=v1*number(-3);",
      "poly t7=v2*number(-3);",
      "poly t8=t6+t7;",
      "poly t9=t5-t8;",
      'if (t9==0) { "claim: true"; } else { "claim: false"; }',
      "kill R;",
      "quit;",
    ]);
    const fractions = dialects.singular.script([divided(false)]);
    expect(fractions).toContain("ring R=(0,v1,v2),(z),dp;");
    expect(fractions).toContain("(number(-1)/number(2))");
    expect(fractions).not.toContain("poly");
  });
  it("SymPy", () => {
    expect(written("sympy").filter((line) => !line.startsWith("t"))).toEqual([
      "from sympy import QQ, field, ring",
      "# claim, all numbers: expected true",
      "# v1 is x",
      "# v2 is y",
      'K, v1, v2, z = ring("v1,v2,z", QQ)',
      'print("claim: " + ("true" if t9==0 else "false"))',
    ]);
    expect(dialects.sympy.script([divided(true)])).toContain('= field("v1,v2,z", QQ)');
    expect(dialects.sympy.script([divided(true)])).toContain("v1**2");
  });
  it("Maxima", () => {
    expect(written("maxima").filter((line) => !/^t\d/.test(line))).toEqual([
      "linel:1000$",
      "/* claim, all numbers: expected true */",
      "/* v1 is x */",
      "/* v2 is y */",
      "v1:rat('v1)$",
      "v2:rat('v2)$",
      'if ratdisrep(t9)=0 then print("claim: true") else print("claim: false")$',
    ]);
  });
  it("SMT-LIB, with every divisor not 0 and no division of variables", () => {
    const lines = dialects.smt.script([divided(true)]).split("\n");
    expect(lines).toContain("(assert (distinct v1 0))");
    expect(lines.filter((line) => /\(\/ [^\d(]/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith("(declare"))).toEqual([
      "(declare-const v1 Real)",
      "(declare-const v2 Real)",
    ]);
  });
  it("SMT-LIB, every power by squaring, and no name defined twice", () => {
    const B = programBuilder();
    const x = B.variable("x");
    const powers = [2, 3, 4, 5, 7, 8, 11].map((k) => B.power(x, k));
    const question = { ...linear(), program: B.program([powers.reduce(B.add)]) };
    const script = dialects.smt.script([question]);
    const definitions = [...script.matchAll(/\(define-fun (\w+) \(\) Real (.*)\)$/gm)];
    const names = definitions.map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    const degree = new Map([["v1", 1]]);
    for (const [, name, value] of definitions) {
      const parts = value.startsWith("(*") ? value.slice(3, -1).split(" ") : [value];
      if (value.startsWith("(+")) continue;
      degree.set(
        name,
        parts.map((part) => degree.get(part) ?? NaN).reduce((a, b) => a + b),
      );
    }
    const exponents = [...degree].filter(([name]) => name.startsWith("t")).map(([, k]) => k);
    expect(exponents.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 7, 8, 11]);
  });
  it("keeps comments closed, whatever a variable is called", () => {
    const comments = dialects.maxima
      .script([divided(true)])
      .split("\n")
      .filter((l) => l.startsWith("/*"));
    expect(comments).toEqual([
      "/* claim, a test: expected true */",
      "/* v1 is I */",
      "/* v2 is E[1] ? */",
    ]);
  });
});

describe.each(Object.entries(dialects))("%s", (_, dialect) => {
  it("refuses a name that could leave its quotation marks, and a question without roots", () => {
    const question = linear();
    expect(() => dialect.script([{ ...question, name: 'a"; quit' }])).toThrow(DomainError);
    const nothing = { ...question, program: { ...question.program, roots: [] } };
    expect(() => dialect.script([nothing])).toThrow(DomainError);
  });
});

it("answersIn() reads both ways of answering, and takes unknown for none", () => {
  const output = 'claim: true \nnear miss a: false\n"x:"\nunsat\ny (d = 2):\nsat\nz:\nunknown\n';
  expect([...answersIn(output)]).toEqual([
    ["claim", true],
    ["near miss a", false],
    ["x", true],
    ["y (d = 2)", false],
  ]);
});
