/** Text to expressions: mathjs parses, with numbers kept exact; nothing is evaluated or simplified. */
import mathjs from "mathjs/lib/browser/math.js";
import { parseDecimal } from "./decimal.ts";
import { InputError } from "../errors.ts";
import { apply, arities, number, symbol, type Constant, type Expression } from "./expression.ts";
import { fromLatex, isLatex } from "./latex.ts";

// Big numbers keep every digit that was typed: 9007199254740993 is no double. The bundle's `create`
// ignores a configuration, its `config` does not.
const math = mathjs.create(mathjs.all);
math.config({ number: "BigNumber", precision: 64 });

const operators: Readonly<Record<string, string>> = {
  add: "add",
  subtract: "sub",
  multiply: "mul",
  dotMultiply: "mul",
  divide: "div",
  pow: "pow",
  unaryMinus: "neg",
  factorial: "factorial",
  ctranspose: "transpose",
  mod: "mod",
};

const synonyms: Readonly<Record<string, string>> = {
  ln: "log",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  arsinh: "asinh",
  arcosh: "acosh",
  artanh: "atanh",
  derivative: "diff",
  prod: "product",
  combinations: "binomial",
  tr: "trace",
  conjugate: "conj",
  pow: "pow",
  ceiling: "ceil",
  sgn: "sign",
};

const constants: Readonly<Record<string, Constant>> = { pi: "pi", π: "pi", e: "e", i: "i" };

/** A node of mathjs, as far as we read it. */
interface Node {
  readonly type: string;
  readonly fn?: Node | string;
  readonly name?: string;
  readonly args?: readonly Node[];
  readonly items?: readonly Node[];
  readonly content?: Node;
  readonly value?: unknown;
  readonly conditionals?: readonly string[];
  readonly params?: readonly Node[];
  readonly implicit?: boolean;
}

/** A comparison of a hypothesis: left `>` right, and so on. */
export interface Comparison {
  readonly left: Expression;
  readonly relation: ">" | ">=" | "<" | "<=" | "!=" | "=";
  readonly right: Expression;
}

const relations: Readonly<Record<string, Comparison["relation"]>> = {
  larger: ">",
  largerEq: ">=",
  smaller: "<",
  smallerEq: "<=",
  unequal: "!=",
  equal: "=",
};

/**
 * Reads an expression in ASCII as mathjs does (`sin(2x)^2`, `[[a, b], [c, d]]`, `sum(k^2, k, 1, n)`)
 * or in a common subset of LaTeX. A name before a parenthesis that is no function is a factor.
 *
 * @throws {InputError} that names `where`, and what is not understood
 */
export function parseExpression(text: string, where = "formula"): Expression {
  return expression(parsed(text, where), where);
}

/** Reads `x > 0` or `0 < x <= pi/2` as one or more comparisons. @throws {InputError} as above */
export function parseComparisons(text: string, where: string): Comparison[] {
  // In a hypothesis = compares; mathjs would assign.
  const node = parsed(text.replaceAll(/(?<![<>!=])=(?!=)/g, "=="), where);
  const chain = node.type === "RelationalNode";
  const names = chain ? (node.conditionals ?? []) : [typeof node.fn === "string" ? node.fn : ""];
  const sides = (chain ? node.params : node.args) ?? [];
  return names.map((name, k) => {
    const relation = relations[name] as Comparison["relation"] | undefined;
    if (relation === undefined)
      throw new InputError(where, "a comparison such as x > 0, or n integer", `"${text}"`);
    return {
      left: expression(sides[k], where),
      relation,
      right: expression(sides[k + 1], where),
    };
  });
}

function parsed(text: string, where: string): Node {
  const ascii = products(isLatex(text) ? fromLatex(text, where) : bars(text));
  try {
    return math.parse(ascii) as Node;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new InputError(where, "a formula that can be read", `"${text}": ${said}`);
  }
}

/**
 * n(n + 1)! as (n)(n + 1)!, a product: mathjs takes what stands before a parenthesis for a function, and
 * binds it before `!` and `^`, so that x(x + 1)^2 would be (x(x + 1))^2.
 */
function products(text: string): string {
  const once = text.replaceAll(/([\p{L}_][\p{L}\p{N}_]*)(?=\s*\()/gu, (name) =>
    isLetter(name) && !isFunction(name) ? `(${name})` : name,
  );
  // In `x y(z)` x stands before a parenthesis once y has some.
  return once === text ? text : products(once);
}

const isLetter = (name: string): boolean =>
  [...name].length === 1 || Object.hasOwn(constants, name);

/** |x| with one pair of bars. */
function bars(text: string): string {
  return text.replaceAll(/\|([^|]+)\|/g, "abs($1)");
}

function expression(node: Node | undefined, where: string): Expression {
  if (node === undefined) throw new InputError(where, "an expression", "nothing");
  const parts = (node.args ?? []).map((arg) => expression(arg, where));
  switch (node.type) {
    case "ParenthesisNode":
      return expression(node.content, where);
    case "ConstantNode":
      return number(parseDecimal(String(node.value), where));
    case "SymbolNode":
      return named(node.name ?? "", where);
    case "ArrayNode":
      return matrix(node, where);
    case "OperatorNode": {
      const op = typeof node.fn === "string" ? operators[node.fn] : undefined;
      if (node.fn === "unaryPlus") return parts[0];
      if (op === undefined)
        throw new InputError(
          where,
          "+ - * / ^ ! and functions",
          `the operator ${typeof node.fn === "string" ? node.fn : "?"}`,
        );
      return apply(op, ...parts);
    }
    case "FunctionNode": {
      const name = typeof node.fn === "object" ? (node.fn.name ?? "") : (node.fn ?? "");
      return called(name, parts, where);
    }
    default:
      throw new InputError(where, "a formula of + - * / ^ and functions", node.type);
  }
}

function named(name: string, where: string): Expression {
  const constant = constants[name] as Constant | undefined;
  if (constant !== undefined) return { kind: "constant", name: constant };
  if (isFunction(name))
    throw new InputError(where, `arguments of ${name}`, name, `Write ${name}(x)`);
  return symbol(name);
}

function isFunction(name: string): boolean {
  return Object.hasOwn(arities, name) || Object.hasOwn(synonyms, name);
}

function called(name: string, args: readonly Expression[], where: string): Expression {
  const op = synonyms[name] ?? name;
  if (!Object.hasOwn(arities, op)) {
    const known = Object.keys(arities).join(", ");
    throw new InputError(where, "a known function", `${name}(…)`, `Known are ${known}`);
  }
  const [least, most] = arities[op];
  if (args.length < least || args.length > most) {
    const count = least === most ? String(least) : `${least} to ${most}`;
    throw new InputError(where, `${count} arguments of ${op}`, args.length);
  }
  if (op === "integrate" && args.length === 3)
    throw new InputError(where, "integrate(f, x) or integrate(f, x, a, b)", "3 arguments");
  const binder = ["sum", "product", "diff", "integrate"].includes(op);
  if (binder && args[1].kind !== "symbol")
    throw new InputError(where, `a symbol as second argument of ${op}`, args[1].kind);
  if (op === "log" && args.length === 2)
    return apply("div", apply("log", args[0]), apply("log", args[1]));
  if (op === "log2" || op === "log10")
    return apply("div", apply("log", args[0]), apply("log", number(op === "log2" ? 2 : 10)));
  if (op === "cbrt") return apply("nthRoot", args[0], number(3));
  return apply(op, ...args);
}

function matrix(node: Node, where: string): Expression {
  const rows = (node.items ?? []).map((row) =>
    row.type === "ArrayNode"
      ? (row.items ?? []).map((entry) => expression(entry, where))
      : [expression(row, where)],
  );
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width))
    throw new InputError(where, "rows of one length", rows.map((row) => row.length).join(", "));
  return { kind: "matrix", rows };
}
