import { programBuilder } from "../program/builder.ts";
import type { Program } from "../program/program.ts";
import { rationalValue, type Expression } from "./expression.ts";

/** left − right of each pair as one straight-line program, or why there is none. */
export function programOf(
  pairs: readonly { readonly left: Expression; readonly right: Expression }[],
): Program | string {
  const B = programBuilder();
  let why = "";
  const node = (e: Expression): number => {
    const value = rationalValue(e);
    if (value !== undefined) return B.constant(value);
    if (e.kind === "symbol") return B.variable(e.name);
    if (e.kind === "apply") {
      const [a, b] = e.args;
      switch (e.op) {
        case "add":
        case "sub":
        case "mul":
        case "div":
          return B[e.op](node(a), node(b));
        case "neg":
          return B.neg(node(a));
        case "where":
          return node(a);
        case "pow": {
          const k = rationalValue(b);
          if (k?.d === 1n && k.n < 1000n && k.n > -1000n) return B.power(node(a), Number(k.n));
        }
      }
    }
    why = `no rational form: ${e.kind === "apply" ? e.op : e.kind}`;
    // Never looked at: what it stands for makes the answer a reason.
    return B.variable("?");
  };
  const roots = pairs.map(({ left, right }) => {
    const [a, b] = [node(left), node(right)];
    return B.sub(a, b);
  });
  return why === "" ? B.program(roots) : why;
}
