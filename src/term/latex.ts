/**
 * Terms as LaTeX, as a mathematician reads them: what was recorded, beside what the page states. Sums
 * bind least, then products, then everything else; parentheses stand where a looser form is inside a
 * tighter one.
 */
import type { Term } from "./term.ts";

/** How tightly a form binds. */
const SUM = 0;
const PRODUCT = 1;
const ATOM = 2;

interface Form {
  readonly text: string;
  readonly binds: number;
}

const atom = (text: string): Form => ({ text, binds: ATOM });
const product = (text: string): Form => ({ text, binds: PRODUCT });
const parenthesised = (text: string): string => String.raw`\left(${text}\right)`;

/** The form where at least `binds` is asked for. */
const at = (x: Form, binds: number): string => (x.binds < binds ? parenthesised(x.text) : x.text);

const greek = new Set(
  "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(
    " ",
  ),
);

/** A name as a letter: Greek by name, one letter as it is, words upright. */
function nameOf(name: string): string {
  if (greek.has(name)) return `\\${name}`;
  return name.length === 1 ? name : String.raw`\mathrm{${name.replaceAll(/[^A-Za-z0-9]/g, "")}}`;
}

const directionOf = (direction: string): string =>
  direction === "delta" ? String.raw`\delta` : String.raw`\partial_{${direction}}`;

function unknown({ literals: [name, index, ...directions] }: Term): Form {
  const letter = nameOf(String(name));
  const base = index === "" ? letter : `${letter}_{${index}}`;
  if (directions.length === 0) return atom(base);
  return product(`${directions.map((d) => directionOf(String(d))).join("")} ${base}`);
}

const call = (name: string, args: readonly Form[]): Form =>
  atom(String.raw`${name}${parenthesised(args.map(({ text }) => text).join(",\\,"))}`);

const operator = (name: string): string => String.raw`\operatorname{${name}}`;

/** x with a mark above to its right; one that has a mark already is put in braces. */
function raised(x: Form, mark: string): Form {
  const base = at(x, ATOM);
  return atom(`${/\^\{[^{}]*\}$/.test(base) ? `{${base}}` : base}^{${mark}}`);
}

function fraction(q: string): string {
  const [n, d] = q.replace("-", "").split("/");
  const text = d === undefined ? n : String.raw`\frac{${n}}{${d}}`;
  return q.startsWith("-") ? `-${text}` : text;
}

function sum(args: readonly Form[]): Form {
  if (args.length === 0) return atom("0");
  if (args.length === 1) return args[0];
  const text = args.map((x, k) => (k === 0 || x.text.startsWith("-") ? x.text : `+${x.text}`));
  return { text: text.join(""), binds: SUM };
}

function negated(x: Form): Form {
  return { text: `-${at(x, x.text.startsWith("-") ? ATOM : PRODUCT)}`, binds: SUM };
}

function times(args: readonly Form[]): Form {
  if (args.length === 0) return atom("1");
  if (args.length === 1) return args[0];
  // Digits side by side would be one number.
  return product(
    args
      .map((x) => at(x, PRODUCT))
      .reduce((text, next) => `${text}${/^[\d.]/.test(next) ? String.raw`\cdot ` : "\\,"}${next}`),
  );
}

function scaled(q: string, x: Form): Form {
  if (q === "1") return x;
  if (q === "-1") return negated(x);
  const text = `${fraction(q)}${/^\d/.test(at(x, PRODUCT)) ? String.raw`\cdot ` : "\\,"}${at(x, PRODUCT)}`;
  return { text, binds: q.startsWith("-") ? SUM : PRODUCT };
}

function bound(level: string): string {
  return `x_{${level}}`;
}

/** What a lambda binds, and its body. */
function lambda(term: Term): { readonly variables: readonly string[] } {
  const [first, count] = term.literals.map(Number);
  return { variables: Array.from({ length: count }, (_, k) => bound(String(first + k))) };
}

type Rule = (args: readonly Form[], term: Term) => Form;
const literal = ({ literals }: Term, k = 0): string => String(literals[k]);
const bigSum: Rule = ([body], { args }) => {
  const [over] = args;
  const index = over.op === "lambda" ? lambda(over).variables.join(",") : "";
  const value = over.op === "lambda" ? at(body, PRODUCT) : body.text;
  return product(String.raw`\sum_{${index}} ${value}`);
};

/** Every operation of the signatures of the library; others are printed as functions by their names. */
const rules: Readonly<Record<string, Rule>> = {
  add: (args) => sum(args),
  sub: ([a, b]) => ({ text: `${a.text}-${at(b, PRODUCT)}`, binds: SUM }),
  neg: ([a]) => negated(a),
  scale: ([a], term) => scaled(literal(term), a),
  mul: (args) => times(args),
  times: (args) => times(args),
  op: (args) => times(args),
  opH: (args) => times(args),
  div: ([a, b]) => atom(String.raw`\frac{${a.text}}{${b.text}}`),
  reciprocal: ([a]) => atom(String.raw`\frac{1}{${a.text}}`),
  power: ([a], term) => raised(a, literal(term)),
  rational: (_, term) => {
    const text = fraction(literal(term));
    return { text, binds: text.startsWith("-") ? SUM : ATOM };
  },
  turns: (_, term) => {
    const text = fraction(literal(term));
    return { text, binds: text.startsWith("-") ? SUM : ATOM };
  },
  one: () => atom("1"),
  zero: () => atom("0"),
  zeroScalar: () => atom("0"),
  e: () => atom("e"),
  adjoint: ([a]) => raised(a, String.raw`\dagger`),
  transpose: ([a]) => raised(a, "T"),
  conjugate: ([a]) => atom(String.raw`\overline{${a.text}}`),
  inv: ([a]) => raised(a, "-1"),
  invH: ([a]) => raised(a, "-1"),
  tr: (args) => call(operator("Tr"), args),
  det: (args) => call(String.raw`\det`, args),
  abs: ([a]) => atom(String.raw`\left|${a.text}\right|`),
  hadamard: ([a, b]) => product(String.raw`${at(a, ATOM)}\circ ${at(b, ATOM)}`),
  d: ([a], term) => product(`${directionOf(literal(term))} ${at(a, ATOM)}`),
  euler: ([a], term) =>
    product(
      String.raw`\frac{\delta}{\delta ${nameOf(literal(term))}_{${literal(term, 1)}}} ${at(a, ATOM)}`,
    ),
  sum: bigSum,
  sumChannels: bigSum,
  include: ([h]) => h,
  act: ([h, v]) => product(String.raw`\rho${parenthesised(h.text)}\,${at(v, ATOM)}`),
  pair: ([g, v]) => atom(String.raw`\left[${g.text},\,${v.text}\right]`),
  actE: ([g, x]) => product(String.raw`${at(g, ATOM)}\cdot ${at(x, ATOM)}`),
  phase: ([a]) =>
    product(String.raw`\frac{1}{2\pi}\operatorname{Im}\operatorname{Tr}\log ${at(a, ATOM)}`),
  imTrace: ([a]) =>
    product(String.raw`\frac{1}{2\pi}\operatorname{Im}\operatorname{Tr}${at(a, ATOM)}`),
  argTrace: ([a]) => product(String.raw`\frac{1}{2\pi}\arg\operatorname{Tr}${at(a, ATOM)}`),
  detTurn: ([a]) => product(String.raw`\frac{1}{2\pi}\arg\det ${at(a, ATOM)}`),
  wrap: ([a]) => ({ text: String.raw`${at(a, PRODUCT)}\bmod 1`, binds: SUM }),
};

function formOf(term: Term, args: readonly Form[]): Form {
  switch (term.op) {
    case "unknown":
      return unknown(term);
    case "bound":
      return atom(bound(literal(term)));
    case "lambda":
      return args[0];
    case "apply":
      return call(nameOf(literal(term)), args);
  }
  if (Object.hasOwn(rules, term.op)) return rules[term.op](args, term);
  const marks = term.literals.map(String).join(",");
  const name = operator(term.op.replaceAll(/[^A-Za-z0-9]/g, ""));
  return call(marks === "" ? name : `${name}_{${marks.replaceAll(/[^A-Za-z0-9,.-]/g, "")}}`, args);
}

/**
 * A term as LaTeX, shared nodes written out; `undefined` where that is longer than `most` characters.
 * Cost: one form a node of the graph.
 */
export function latex(term: Term, most = 4000): string | undefined {
  const known = new Map<Term, Form | undefined>();
  const form = (node: Term): Form | undefined => {
    if (known.has(node)) return known.get(node);
    const args = node.args.map(form);
    const whole = args.every((arg) => arg !== undefined) ? formOf(node, args) : undefined;
    const found = whole !== undefined && whole.text.length <= most ? whole : undefined;
    known.set(node, found);
    return found;
  };
  return form(term)?.text;
}
