import { sound, type Dialect } from "./question.ts";
import { legend, parenthesised, straightLine } from "./straightLine.ts";

/**
 * PARI/GP: rational functions in PARI's own arithmetic. Source: Users' Guide to PARI/GP, sections 2.3
 * and 2.6; a variable's priority is the order of its first use.
 */
export const pari: Dialect = {
  engine: "PARI/GP",
  extension: "gp",
  command: (file) => ["gp", "-q", "-f", file],
  script: (questions) =>
    [
      "default(parisizemax, 4000000000);",
      ...sound(questions).flatMap((question) => {
        const { name, program } = question;
        const { lines, roots } = straightLine(program, {
          constant: parenthesised,
          assign: (to, value) => `${to}=${value};`,
        });
        return [
          ...legend(question, "\\\\"),
          ...lines,
          `print("${name}: ", if(${roots.map((t) => `${t}==0`).join(" && ")}, "true", "false"));`,
        ];
      }),
      "quit",
      "",
    ].join("\n"),
};
