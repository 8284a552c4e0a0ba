/** A common subset of LaTeX as the ASCII that `parse.ts` reads. */
import { InputError } from "../errors.ts";

export function isLatex(text: string): boolean {
  // x^{2} is LaTeX too: in ASCII an index or exponent stands in parentheses.
  return /\\|[\^_]\{/.test(text);
}

const functions = new Set(
  ["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "exp", "log", "ln"]
    .concat(["arcsin", "arccos", "arctan", "det"])
    .map((name) => `\\${name}`),
);
const words: Readonly<Record<string, string>> = {
  "\\cdot": "*",
  "\\times": "*",
  "\\div": "/",
  "\\pi": "pi",
  "\\mathrm{e}": "e",
  "\\ge": ">=",
  "\\geq": ">=",
  "\\le": "<=",
  "\\leq": "<=",
  "\\ne": "!=",
  "\\neq": "!=",
  "\\lt": "<",
  "\\gt": ">",
};
const spaces = new Set(["\\,", "\\;", "\\!", "\\ ", "\\quad", "\\qquad", "\\left", "\\right"]);
const greek =
  /^\\(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi|chi|psi|omega)$/;

interface Reader {
  readonly where: string;
  readonly tokens: readonly string[];
  at: number;
}

/**
 * `\frac{a}{b}`, `\sqrt[n]{x}`, `x^{2n}`, `\sin^2 x`, `\sum_{k=1}^{n} k^2`, `\binom{n}{k}`, `|x|`, Greek
 * letters, `\cdot`, `\left(`. A function without parentheses takes the next factor.
 *
 * @throws {InputError} that names the command it does not know
 */
export function fromLatex(text: string, where: string): string {
  const tokens = text.match(/\\mathrm\{e\}|\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|[^\s]/g) ?? [];
  const reader: Reader = { where, tokens, at: 0 };
  return sequence(reader, undefined);
}

function sequence(reader: Reader, closing: string | undefined): string {
  let text = "";
  for (;;) {
    const token = reader.tokens.at(reader.at);
    if (reader.at >= reader.tokens.length || token === undefined) {
      if (closing !== undefined)
        throw new InputError(reader.where, `a closing ${closing}`, "the end");
      return text;
    }
    if (token === closing) {
      reader.at += 1;
      return text;
    }
    text += ` ${item(reader)}`;
  }
}

/** What one token begins: a group, a command with its arguments, a character. */
function item(reader: Reader): string {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (spaces.has(token)) return "";
  if (token === "{") return `(${sequence(reader, "}")})`;
  if (token === "|") return `abs(${sequence(reader, "|")})`;
  if (token === "^") return `^${argument(reader)}`;
  if (token === "_") return `_${argument(reader).replaceAll(/[()\s]/g, "")}`;
  if (!token.startsWith("\\")) return token;
  if (functions.has(token)) return functionOf(reader, token.slice(1));
  if (greek.test(token)) return token.slice(1);
  const word = words[token] as string | undefined;
  if (word !== undefined) return word;
  if (token === "\\frac" || token === "\\dfrac" || token === "\\tfrac")
    return `(${argument(reader)}/${argument(reader)})`;
  if (token === "\\binom") return `binomial(${argument(reader)}, ${argument(reader)})`;
  if (token === "\\sqrt") return root(reader);
  if (token === "\\sum" || token === "\\prod") return bound(reader, token);
  throw new InputError(reader.where, "LaTeX that is known here", token);
}

/** A braced group, or the next item alone. */
function argument(reader: Reader): string {
  if (reader.at >= reader.tokens.length)
    throw new InputError(reader.where, "an argument", "the end");
  const text = item(reader);
  return text.startsWith("(") ? text : `(${text})`;
}

function root(reader: Reader): string {
  if (reader.tokens[reader.at] !== "[") return `sqrt${argument(reader)}`;
  reader.at += 1;
  const n = sequence(reader, "]");
  return `nthRoot(${argument(reader)}, ${n})`;
}

function functionOf(reader: Reader, name: string): string {
  let exponent = "";
  if (reader.tokens[reader.at] === "^") {
    reader.at += 1;
    exponent = `^${argument(reader)}`;
  }
  while (spaces.has(reader.tokens[reader.at])) reader.at += 1;
  const open = reader.tokens[reader.at] === "(";
  if (open) reader.at += 1;
  const inside = open ? sequence(reader, ")") : factor(reader);
  return `(${name}(${inside})${exponent})`;
}

/** Products without a sign between them: `\sin 2x` is sin(2x), `\sin x \cos y` stops at \cos. */
function factor(reader: Reader): string {
  let text = "";
  for (;;) {
    const token = reader.tokens.at(reader.at);
    const ends = token === undefined || reader.at >= reader.tokens.length;
    if (ends || /^[-+=,)}\]*/<>|]$/.test(token) || functions.has(token)) break;
    if (text !== "" && (token === "\\cdot" || token === "\\times")) break;
    text += ` ${item(reader)}`;
  }
  if (text === "") throw new InputError(reader.where, "an argument of a function", "none");
  return text;
}

/** `\sum_{k=1}^{n} body`: the body is the rest of the term, up to + - or the end of the group. */
function bound(reader: Reader, token: string): string {
  const expect = (wanted: string): void => {
    if (reader.tokens[reader.at] !== wanted)
      throw new InputError(
        reader.where,
        `${token}_{k=a}^{b}`,
        reader.tokens.at(reader.at) ?? "the end",
      );
    reader.at += 1;
  };
  expect("_");
  expect("{");
  const index = reader.tokens[reader.at];
  reader.at += 1;
  expect("=");
  const from = sequence(reader, "}");
  expect("^");
  const to = argument(reader);
  let body = "";
  while (reader.at < reader.tokens.length && !/^[-+=,)}\]]$/.test(reader.tokens[reader.at]))
    body += ` ${item(reader)}`;
  return `${token === "\\sum" ? "sum" : "product"}(${body}, ${index}, ${from}, ${to})`;
}
