import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import {
  equation,
  fn,
  freeMatrixModel,
  groupFunctions,
  matrices,
  sampledMatrices,
} from "../../src/index.ts";

const root = join(import.meta.dirname, "../..");

/** The options of the project, read from its own configuration. */
function options(): ts.CompilerOptions {
  const file = join(root, "tsconfig.json");
  const read = ts.readConfigFile(file, (path) => ts.sys.readFile(path));
  return ts.parseJsonConfigFileContent(read.config, ts.sys, root).options;
}

/** What the compiler says of each text, as modules of this folder that are on no disk. */
function messages(texts: readonly string[]): string[] {
  const of = new Map(texts.map((text, k) => [join(import.meta.dirname, `snippet${k}.ts`), text]));
  const settings = { ...options(), noUnusedLocals: false, noUnusedParameters: false };
  const plain = ts.createCompilerHost(settings);
  const host: ts.CompilerHost = {
    ...plain,
    fileExists: (path) => of.has(path) || plain.fileExists(path),
    readFile: (path) => of.get(path) ?? plain.readFile(path),
    getSourceFile: (path, target, ...rest) => {
      const text = of.get(path);
      return text === undefined
        ? plain.getSourceFile(path, target, ...rest)
        : ts.createSourceFile(path, text, target);
    },
  };
  const program = ts.createProgram([...of.keys()], settings, host);
  return [...of.keys()].map((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"))
      .join("\n"),
  );
}

const head = `
import { equation, fn, freeGroupModel, freeMatrixModel, sampledMatrices, finiteGroups, groupFunctions, gridLayers, matrices, matrixFields, many } from "../../src/index.ts";
const group = { id: "a/b/c", states: "", over: groupFunctions, unknowns: () => ({ f: fn(["G"], "R"), g: "G", h: "G" }) as const } as const;
const matrix = { id: "a/b/c", states: "", over: matrices, unknowns: () => ({ A: "M", s: "S", W: many("M", 2) }) as const } as const;
`;

/** Each a mistake that a newcomer makes, and what of the compiler's message must tell him. */
const mistakes: readonly (readonly [name: string, code: string, says: readonly string[]])[] = [
  [
    "a group element where a number belongs",
    `equation({ ...group, left: (X, { f, g }) => X.add(f(g), g), right: (X) => X.zero(), models: [] });`,
    [`'Term<"G">' is not assignable to`, `'Term<"R">'`],
  ],
  [
    "a number where a group element belongs",
    `equation({ ...group, left: (X, { f, g }) => f(X.op(g, f(g))), right: (X) => X.zero(), models: [] });`,
    [`'Term<"R">' is not assignable to`, `'Term<"G">'`],
  ],
  [
    "a binder that returns a group element",
    `equation({ ...group, left: (X) => X.sum((h) => h), right: (X) => X.zero(), models: [] });`,
    [`'Term<"G">' is not assignable to`, `'Term<"R">'`],
  ],
  [
    "a scalar where a matrix belongs",
    `equation({ ...matrix, left: (X, { A, s }) => X.mul(A, s), right: (X) => X.zero(), models: [] });`,
    [`'Term<"S">' is not assignable to`, `'Term<"M">'`],
  ],
  [
    "a list of unknowns where one belongs",
    `equation({ ...matrix, left: (X, { W }) => X.tr(W), right: (X) => X.zeroScalar(), models: [] });`,
    [`is not assignable to parameter of type 'Term<"M">'`],
  ],
  [
    "a plain number for a term",
    `equation({ ...matrix, left: (X, { A }) => X.mul(2, A), right: (X) => X.zero(), models: [] });`,
    [`'number' is not assignable to`, `Term<`],
  ],
  [
    "an operation of another signature",
    `equation({ ...matrix, left: (X, { A }) => X.inv(A), right: (X) => X.zero(), models: [] });`,
    [`Property 'inv' does not exist`],
  ],
  [
    "a matrix model on a claim about groups",
    `equation({ ...group, left: (X, { f, g }) => f(g), right: (X) => X.zero(), models: [freeMatrixModel()] });`,
    ["matrices", "functions on a group"],
  ],
  [
    "a model of groups on a claim about matrices",
    `equation({ ...matrix, left: (X, { A }) => A, right: (X) => X.zero(), models: [freeGroupModel()] });`,
    ["functions on a group", "matrices"],
  ],
  [
    "a free model on a claim with device layers",
    `equation({ ...group, over: gridLayers, left: (X, { f, g }) => f(g), right: (X) => X.zero(), models: [freeGroupModel()] });`,
    ["functions on a group", "convolution layers on a grid"],
  ],
  [
    "a near miss that changes a part of another name",
    `equation({ ...matrix, parts: (X) => ({ inverse: X.adjoint }), left: (X, { A }, p) => p.inverse(A), right: (X) => X.zero(), models: [], nearMisses: (X) => ({ miss: { why: "", change: { invers: X.transpose } } }) });`,
    ["{ invers: ", "has no properties in common with type", "{ inverse: "],
  ],
  [
    "a near miss that changes a part to another sort",
    `equation({ ...matrix, parts: (X) => ({ inverse: X.adjoint }), left: (X, { A }, p) => p.inverse(A), right: (X) => X.zero(), models: [], nearMisses: (X) => ({ miss: { why: "", change: { inverse: X.tr } } }) });`,
    [`'Term<"S">' is not assignable to type 'Term<"M">'`],
  ],
  [
    "a part that does not exist",
    `equation({ ...matrix, parts: (X) => ({ inverse: X.adjoint }), left: (X, { A }, p) => p.inverze(A), right: (X) => X.zero(), models: [] });`,
    ["Property 'inverze' does not exist"],
  ],
  [
    "a degree written by hand",
    `sampledMatrices({ sizes: [2], degree: 4 });`,
    ["'degree' does not exist in type"],
  ],
  [
    "an error probability written by hand",
    `equation({ ...matrix, left: (X, { A }) => A, right: (X) => X.zero(), models: [], errorLog2: -100 });`,
    ["'errorLog2' does not exist in type"],
  ],
  [
    "a float as a rational literal",
    `equation({ ...matrix, left: (X, { A }) => X.scale("0.5", A), right: (X) => X.zero(), models: [] });`,
    [`'"0.5"' is not assignable to parameter of type 'Rational'`],
  ],
];

const sound = `
equation({ ...group, left: (X, { f, g, h }) => X.sum((k) => f(X.op(k, g))), right: (X, { f }) => X.sum((k) => f(k)), models: [freeGroupModel(), finiteGroups(["C2"])] });
equation({ ...group, over: gridLayers, left: (X, { f, g }) => f(g), right: (X) => X.zero(), models: [finiteGroups(["C2"])] });
equation({ ...matrix, parts: (X) => ({ inverse: X.adjoint }), left: (X, { A, W }, p) => X.mul(A, W[0], p.inverse(A)), right: (X) => X.scale("1/2", X.zero()), models: [freeMatrixModel(), sampledMatrices({ sizes: [2] })], nearMisses: (X) => ({ miss: { why: "", change: { inverse: X.transpose } } }) });
equation({ ...matrix, over: matrixFields, left: (X, { A }) => X.d(0, A), right: (X) => X.zero(), models: [freeMatrixModel()] });
`;

describe("the compiler", () => {
  let found: string[] = [];
  beforeAll(() => {
    found = messages([sound, ...mistakes.map(([, code]) => code)].map((code) => head + code));
  }, 60_000);

  it("accepts sound claims", () => {
    expect(found[0]).toBe("");
  });
  it.each(mistakes.map(([name, , says], k) => [name, says, k + 1] as const))(
    "rejects %s, and says what",
    (_, says, k) => {
      for (const part of says) expect(found[k]).toContain(part);
    },
  );
});

/** Never run: the project's own compilation fails if one of these is no error. */
export function compileErrors(): void {
  equation({
    id: "",
    states: "",
    over: groupFunctions,
    unknowns: () => ({ f: fn(["G"], "R"), g: "G" }) as const,
    // @ts-expect-error a group element where a number belongs
    left: (X, { f, g }) => X.add(f(g), g),
    // @ts-expect-error a number where a group element belongs
    right: (X, { f, g }) => f(X.op(g, f(g))),
    // @ts-expect-error a matrix model on a claim about groups
    models: [freeMatrixModel()],
  });
  equation({
    id: "",
    states: "",
    over: matrices,
    unknowns: () => ({ A: "M", s: "S" }) as const,
    parts: (X) => ({ inverse: X.adjoint }),
    // @ts-expect-error a scalar where a matrix belongs
    left: (X, { A, s }) => X.mul(A, s),
    right: (X) => X.zero(),
    // @ts-expect-error a degree written by hand
    models: [sampledMatrices({ sizes: [2], degree: 3 })],
    // @ts-expect-error no part of this name
    nearMisses: (X) => ({ miss: { why: "", change: { invers: X.transpose } } }),
  });
}
