// One JavaScript engine on the corpus, in a process of its own that may be killed: items as JSON lines on
// standard input, `true`, `false` or `cannot` a line back. node peerJs.mjs <engine> <where it is installed>
//
// true: the difference simplifies to 0, or the engine's own test of equality says so. false: it simplifies
// to a number other than 0, or the test of Compute Engine, which has three values, says so.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [engine, folder] = process.argv.slice(2);
const load = createRequire(join(folder, "package.json"));
const math = createRequire(import.meta.url)("mathjs");
const versionOf = (name) =>
  JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version;
const isZero = (text) => /^-?0(\.0+)?$/.test(text);
const isNumber = (text) => /^-?\d+(\.\d+)?(e[-+]?\d+)?(\/\d+)?$/.test(text);
const judge = (text) => (isZero(text) ? "true" : isNumber(text) ? "false" : "cannot");

function mathjs() {
  return {
    version: versionOf("mathjs"),
    decide: ({ left, right }) => {
      const found = judge(math.simplify(`(${left})-(${right})`).toString());
      if (found !== "cannot") return found;
      return math.symbolicEqual(left, right) ? "true" : "cannot";
    },
  };
}

function nerdamerPrime() {
  const nerdamer = load("nerdamer/all");
  nerdamer.set("TIMEOUT", 8000);
  return {
    version: versionOf("nerdamer"),
    decide: ({ left, right }) => {
      if (/\b(binomial|transpose|inv|trace|det|re|im|conj)\(/.test(`${left} ${right}`))
        return "cannot";
      const found = judge(nerdamer(`simplify((${left})-(${right}))`).toString());
      nerdamer.flush();
      if (found !== "cannot") return found;
      return nerdamer(left).eq(right) === true ? "true" : "cannot";
    },
  };
}

const heads = {
  add: "Add", subtract: "Subtract", multiply: "Multiply", divide: "Divide", pow: "Power",
  unaryMinus: "Negate", factorial: "Factorial",
  sin: "Sin", cos: "Cos", tan: "Tan", sec: "Sec", csc: "Csc", cot: "Cot", asin: "Arcsin", acos: "Arccos",
  atan: "Arctan", sinh: "Sinh", cosh: "Cosh", tanh: "Tanh", asinh: "Arsinh", acosh: "Arcosh",
  atanh: "Artanh", exp: "Exp", log: "Ln", sqrt: "Sqrt", abs: "Abs", binomial: "Binomial", mod: "Mod",
  conj: "Conjugate", re: "Real", im: "Imaginary", det: "Determinant", trace: "Trace",
  transpose: "Transpose", inv: "Inverse",
}; // prettier-ignore
const constants = { pi: "Pi", e: "ExponentialE", i: "ImaginaryUnit" };

/** mathjs's tree as MathJSON: LaTeX would be read otherwise than it is printed. */
function mathJson(node) {
  if (node.isParenthesisNode) return mathJson(node.content);
  if (node.isConstantNode) return { num: String(node.value) };
  if (node.isSymbolNode) return constants[node.name] ?? node.name;
  if (node.isArrayNode) return ["List", ...node.items.map(mathJson)];
  if (node.isOperatorNode) return [heads[node.fn], ...node.args.map(mathJson)];
  if (!node.isFunctionNode) throw new Error(`no MathJSON for ${node.type}`);
  const args = node.args.map(mathJson);
  const name = node.fn.name;
  if (name === "sum" || name === "product")
    return [name === "sum" ? "Sum" : "Product", args[0], ["Limits", args[1], args[2], args[3]]];
  if (name === "diff") return ["D", args[0], args[1]];
  if (name === "cbrt") return ["Root", args[0], 3];
  if (heads[name] === undefined) throw new Error(`no MathJSON for ${name}`);
  return [heads[name], ...args];
}

async function computeEngine() {
  const at = join(folder, "node_modules/@cortex-js/compute-engine");
  const { ComputeEngine } = await import(
    pathToFileURL(join(at, "dist/esm-min/compute-engine.js")).href
  );
  return {
    version: versionOf("@cortex-js/compute-engine"),
    decide: ({ left, right, given }) => {
      const ce = new ComputeEngine();
      for (const [, name] of (given ?? "").matchAll(/(\w+) > 0/g))
        ce.assume(ce.box(["Greater", name, 0]));
      const [l, r] = [left, right].map((side) => mathJson(math.parse(side)));
      const difference = ce.box(["Subtract", l, r]).simplify();
      if (difference.is(0) === true) return "true";
      const equal = ce.box(l).isEqual(ce.box(r));
      return equal === true ? "true" : equal === false ? "false" : "cannot";
    },
  };
}

const { version, decide } = await {
  mathjs,
  nerdamer: nerdamerPrime,
  "compute-engine": computeEngine,
}[engine]();
console.log(`${engine} ${version}`);
for await (const line of createInterface({ input: process.stdin })) {
  const item = JSON.parse(line);
  const [left, right] = item.equation.split("=").map((side) => side.trim());
  let answer;
  try {
    answer = item.upTo === undefined ? decide({ ...item, left, right }) : "cannot";
  } catch {
    answer = "cannot";
  }
  console.log(answer);
}
