import type { Rational } from "../algebra/rational.ts";
import { sound, type Dialect } from "./question.ts";
import { divides, legend, straightLine, variableName } from "./straightLine.ts";

const constant = ({ n, d }: Rational): string => `K(QQ(${n},${d}))`;

/**
 * SymPy: `ring` and `field`, its sparse polynomials and their fractions. Source: SymPy 1.14, reference of
 * sympy.polys.rings and sympy.polys.fields.
 */
export const sympy: Dialect = {
  engine: "SymPy",
  extension: "py",
  command: (file) => ["python3", file],
  script: (questions) =>
    [
      "from sympy import QQ, field, ring",
      ...sound(questions).flatMap((question) => {
        const { name, program } = question;
        const names = [...program.variables.map((_, k) => variableName(k)), "z"];
        const { lines, roots } = straightLine(program, {
          constant,
          assign: (to, value) => `${to}=${value.replace("^", "**")}`,
        });
        return [
          ...legend(question, "#"),
          `K, ${names.join(", ")} = ${divides(program) ? "field" : "ring"}("${names.join(",")}", QQ)`,
          ...lines,
          `print("${name}: " + ("true" if ${roots.map((t) => `${t}==0`).join(" and ")} else "false"))`,
        ];
      }),
      "",
    ].join("\n"),
};
