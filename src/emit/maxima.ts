import { sound, type Dialect } from "./question.ts";
import { legend, parenthesised, straightLine, variableName } from "./straightLine.ts";

/**
 * Maxima: canonical rational expressions, `rat`. Source: Maxima 5.46 Manual, section 14.1.
 */
export const maxima: Dialect = {
  engine: "Maxima",
  extension: "mac",
  command: (file) => ["maxima", "--very-quiet", "--run-string", `load("${file}")$ quit()$`],
  script: (questions) =>
    [
      // Else a long line is broken in the middle of an answer.
      "linel:1000$",
      ...sound(questions).flatMap((question) => {
        const { name, program } = question;
        const { lines, roots } = straightLine(program, {
          constant: parenthesised,
          assign: (to, value) => `${to}:${value}$`,
        });
        return [
          ...legend(question, "/*").map((line) => `${line} */`),
          ...program.variables.map((_, k) => `${variableName(k)}:rat('${variableName(k)})$`),
          ...lines,
          `if ${roots.map((t) => `ratdisrep(${t})=0`).join(" and ")} then print("${name}: true") else print("${name}: false")$`,
        ];
      }),
      "",
    ].join("\n"),
};
