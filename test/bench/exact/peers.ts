import {
  divides,
  parenthesised,
  straightLine,
  variableName,
} from "../../../src/emit/straightLine.ts";
import { arity, operation, type Program } from "../../../src/program/program.ts";

/** Another program that decides "every root is 0"; its script prints `zero` or `nonzero`. */
export interface Peer {
  readonly name: string;
  readonly version: readonly string[];
  readonly extension: string;
  readonly command: (file: string) => readonly string[];
  /** `undefined` where the language cannot state the program. */
  readonly script: (program: Program) => string | undefined;
  /** What every script begins and ends with: its time is start-up. */
  readonly empty: string;
  readonly verdict: (output: string) => "zero" | "nonzero" | "none";
}

/** A verdict is a line of its own: an echo of the script, as after a syntax error, is none. */
const marked = (output: string): "zero" | "nonzero" | "none" => {
  const found = /^"?=> ?(zero|nonzero) ?"?$/m.exec(output);
  return found === null ? "none" : (found[1] as "zero" | "nonzero");
};
const names = (program: Program): string[] => program.variables.map((_, k) => variableName(k));
const all = (roots: readonly string[], of: (root: string) => string, and: string): string =>
  roots.map(of).join(and);
const python = process.env.COMMUTE_PYTHON ?? "python3";

const pari: Peer = {
  name: "PARI",
  version: ["gp", "--version-short"],
  extension: "gp",
  command: (file) => ["gp", "-q", "-f", file],
  empty: "default(parisizemax,4000000000);\nquit\n",
  script: (program) => {
    const { lines, roots } = straightLine(program, {
      constant: parenthesised,
      assign: (to, value) => `${to}=${value};`,
    });
    return [
      "default(parisizemax,4000000000);",
      ...lines,
      `print("=> ",if(${all(roots, (t) => `${t}==0`, "&&")},"zero","nonzero"));`,
      "quit\n",
    ].join("\n");
  },
  verdict: marked,
};

const singular: Peer = {
  name: "Singular",
  version: ["Singular", "--version"],
  extension: "sing",
  command: (file) => ["Singular", "-q", "--no-rc", file],
  empty: "ring R=0,(z),dp;\nquit;\n",
  script: (program) => {
    const type = divides(program) ? "number" : "poly";
    const { lines, roots } = straightLine(program, {
      constant: ({ n, d }) => (d === 1n ? `number(${n})` : `(number(${n})/number(${d}))`),
      assign: (to, value) => `${type} ${to}=${value};`,
    });
    const ring = divides(program)
      ? `ring R=(${["0", ...names(program)].join()}),(z),dp;`
      : `ring R=0,(${[...names(program), "z"].join()}),dp;`;
    const test = all(roots, (t) => `${t}==0`, "&&");
    return [ring, ...lines, `if(${test}){"=> zero";}else{"=> nonzero";}`, "quit;\n"].join("\n");
  },
  verdict: marked,
};

const maxima: Peer = {
  name: "Maxima rat",
  version: ["maxima", "--version"],
  extension: "mac",
  command: (file) => ["maxima", "--very-quiet", "--run-string", `load("${file}")$ quit()$`],
  empty: "1$\n",
  script: (program) => {
    const { lines, roots } = straightLine(program, {
      constant: parenthesised,
      assign: (to, value) => `${to}:${value}$`,
    });
    return [
      ...names(program).map((v) => `${v}:rat('${v})$`),
      ...lines,
      `if ${all(roots, (t) => `ratdisrep(${t})=0`, " and ")} then print("=> zero") else print("=> nonzero")$\n`,
    ].join("\n");
  },
  verdict: marked,
};

const giac: Peer = {
  name: "giac normal",
  version: ["giac", "--version"],
  extension: "giac",
  // Read from a file its parser gives up after 2 000 statements; line by line it does not.
  command: (file) => ["bash", "-c", 'giac < "$0"', file],
  empty: "0;\n",
  script: (program) => {
    const { lines, roots } = straightLine(program, {
      constant: parenthesised,
      assign: (to, value) => `${to}:=normal(${value}):;`,
    });
    const test = all(roots, (t) => `normal(${t})==0`, " and ");
    return [...lines, `ifte(${test},"=> zero","=> nonzero");\n`].join("\n");
  },
  verdict: marked,
};

/** FORM states no quotients; shared nodes are written out, up to this many characters. */
const FORM_LIMIT = 4e6;

const form: Peer = {
  name: "FORM",
  version: ["form", "-v"],
  extension: "frm",
  command: (file) => ["form", "-q", file],
  empty: "#-\nOff statistics;\nSymbols z;\nLocal R0=0;\n.end\n",
  script: (program) => {
    const roots = divides(program) ? undefined : writtenOut(program);
    return roots === undefined
      ? undefined
      : [
          "#: MaxTermSize 200K",
          "#: WorkSpace 200M",
          "#-",
          "Off statistics;",
          `Symbols ${names(program).join()};`,
          ...roots.map((text, k) => `Local R${k}=${text};`),
          "Print;",
          ".end\n",
        ].join("\n");
  },
  verdict: (output) => {
    const values = [...output.matchAll(/R\d+ =\s*([^;]*);/g)].map((m) => m[1].trim());
    if (values.length === 0) return "none";
    return values.every((v) => v === "0") ? "zero" : "nonzero";
  },
};

function writtenOut(program: Program): string[] | undefined {
  const { ops, left, right, constants, roots } = program;
  const texts: string[] = [];
  for (let k = 0; k < ops.length; k++) {
    const a = arity[ops[k]] > 0 ? texts[left[k]] : "";
    const b = arity[ops[k]] > 1 ? texts[right[k]] : "";
    if (a.length + b.length > FORM_LIMIT) return undefined;
    const form: Record<number, () => string> = {
      [operation.variable]: () => variableName(left[k]),
      [operation.constant]: () => parenthesised(constants[left[k]]),
      [operation.add]: () => `(${a}+${b})`,
      [operation.sub]: () => `(${a}-${b})`,
      [operation.neg]: () => `(-${a})`,
      [operation.mul]: () => `${a}*${b}`,
      [operation.power]: () => `(${a})^${right[k]}`,
    };
    texts.push(form[ops[k]]());
  }
  const chosen = roots.map((root) => texts[root]);
  return chosen.reduce((s, t) => s + t.length, 0) > FORM_LIMIT ? undefined : chosen;
}

/** Importing takes longer than most claims, and varies by more: Python's peers time themselves. */
const timer = "from time import process_time as _time";
const begun = "_begun=_time()";

const pythonScript = (
  head: (program: Program) => string,
  constant: (n: bigint, d: bigint) => string,
): ((program: Program) => string) => {
  return (program) => {
    const { lines, roots } = straightLine(program, {
      constant: ({ n, d }) => constant(n, d),
      assign: (to, value) => `${to}=${value.replace("^", "**")}`,
    });
    const test = all(roots, (t) => `${t}==0`, " and ");
    const verdict = `print("=> "+("zero" if ${test} else "nonzero"))`;
    const spent = 'print("@cpu",1000*(_time()-_begun))\n';
    return [timer, head(program), ...lines, verdict, spent].join("\n");
  };
};

const sympy: Peer = {
  name: "SymPy ring/field",
  version: [python, "-c", "import sympy; print(sympy.__version__)"],
  extension: "py",
  command: (file) => [python, file],
  empty: "from sympy import QQ, field, ring\n",
  script: pythonScript(
    (program) =>
      `from sympy import QQ, field, ring\n${begun}\nK,${names(program).join()},z=${divides(program) ? "field" : "ring"}("${[...names(program), "z"].join()}",QQ)`,
    (n, d) => `K(QQ(${n},${d}))`,
  ),
  verdict: marked,
};

const flintHead = "from flint import fmpq, fmpq_mpoly_ctx, Ordering\n";
const flintScript = pythonScript(
  (program) =>
    `${flintHead}${begun}\nK=fmpq_mpoly_ctx.get([${names(program)
      .map((v) => `"${v}"`)
      .join()}],Ordering.lex)\n${names(program).join()},=K.gens()`,
  (n, d) => (d === 1n ? (n < 0n ? `(${n})` : `${n}`) : `fmpq(${n},${d})`),
);

const flint: Peer = {
  name: "python-flint",
  version: [python, "-c", "import flint; print(flint.__version__)"],
  extension: "py",
  command: (file) => [python, file],
  empty: flintHead,
  // Its fractions of multivariate polynomials are not in the Python interface.
  script: (program) => (divides(program) ? undefined : flintScript(program)),
  verdict: marked,
};

export const peers: readonly Peer[] = [pari, singular, maxima, giac, form, sympy, flint];
