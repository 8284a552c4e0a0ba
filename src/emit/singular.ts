import type { Rational } from "../algebra/rational.ts";
import { sound, type Dialect } from "./question.ts";
import { divides, legend, straightLine, variableName } from "./straightLine.ts";

// Between integers, `/` is the quotient without its remainder.
const constant = ({ n, d }: Rational): string =>
  d === 1n ? `number(${n})` : `(number(${n})/number(${d}))`;

/**
 * Singular: polynomials in Q[v1, …], rational functions as numbers of Q(v1, …). Source: Singular Manual
 * 4.3, sections 3.3 and 4.21.
 */
export const singular: Dialect = {
  engine: "Singular",
  extension: "sing",
  command: (file) => ["Singular", "-q", "--no-rc", file],
  script: (questions) =>
    [
      ...sound(questions).flatMap((question) => {
        const { name, program } = question;
        const names = program.variables.map((_, k) => variableName(k));
        const isRational = divides(program);
        const type = isRational ? "number" : "poly";
        const { lines, roots } = straightLine(program, {
          constant,
          assign: (to, value) => `${type} ${to}=${value};`,
        });
        return [
          ...legend(question, "//"),
          isRational
            ? `ring R=(${["0", ...names].join()}),(z),dp;`
            : `ring R=0,(${[...names, "z"].join()}),dp;`,
          ...lines,
          `if (${roots.map((t) => `${t}==0`).join(" && ")}) { "${name}: true"; } else { "${name}: false"; }`,
          "kill R;",
        ];
      }),
      "quit;",
      "",
    ].join("\n"),
};
