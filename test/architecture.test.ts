import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Every import of a module, re-exports and dynamic imports of a literal included. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      if (from !== undefined && ts.isStringLiteral(from)) {
        found.push({ file, from: from.text, typeOnly: isTypeOnly(node) });
      }
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [from] = node.arguments;
      if (ts.isStringLiteral(from)) found.push({ file, from: from.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

function importsUnder(folder: string): Import[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const files = names
    .filter((name) => /\.(m?ts|mjs)$/.test(name))
    .map((name) => `${folder}/${name}`);
  return files.flatMap((file) => importsOf(file, readFileSync(join(root, file), "utf8")));
}

/** The path an import leads to, relative to the root, or the package. */
function target({ file, from }: Import): string {
  return from.startsWith(".") ? relative(root, join(root, dirname(file), from)) : from;
}

const said = (one: Import): string => `${one.file} imports ${target(one)}`;
const top = (path: string): string => path.split("/")[0];

// Everything else of `src` runs in a browser too.
const withNode = /^src\/(run|cli|record|theorem|devices)\//;
const isNode = ({ from }: Import): boolean =>
  from.startsWith("node:") || builtinModules.includes(from);

function forbiddenInSrc(imports: readonly Import[]): string[] {
  const outside = ["vitest", "site", "specs", "test", "theorems", "commute"];
  return imports.filter((one) => outside.includes(top(target(one)))).map(said);
}

function nodeBehindNoDoor(imports: readonly Import[]): string[] {
  return imports.filter((one) => isNode(one) && !withNode.test(one.file)).map(said);
}

/** The folder of a module; a module directly in `src`, such as its index, stands for itself. */
function folderOf(path: string): string {
  return dirname(path) === "src" ? path : dirname(path);
}

/** A circle among folders of `src`, as the path around it; type-only imports bind nothing. */
function circle(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, Set<string>>();
  for (const one of imports.filter(({ typeOnly }) => !typeOnly)) {
    const [from, to] = [folderOf(one.file), folderOf(target(one))];
    if (from !== to && to.startsWith("src")) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const done = new Set<string>();
  const walk = (folder: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(folder)) return [...path.slice(path.indexOf(folder)), folder];
    if (done.has(folder)) return undefined;
    for (const to of next.get(folder) ?? []) {
      const found = walk(to, [...path, folder]);
      if (found !== undefined) return found;
    }
    done.add(folder);
    return undefined;
  };
  for (const folder of next.keys()) {
    const found = walk(folder, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

const src = importsUnder("src");

it("src never imports vitest, the site, specs or tests", () => {
  expect(src.length).toBeGreaterThan(0);
  expect(forbiddenInSrc(src)).toEqual([]);
});

it("node modules stay behind the doors named, so that specs run in a browser", () => {
  expect(nodeBehindNoDoor(src)).toEqual([]);
});

it("what a spec reaches imports nothing of the runner", () => {
  const browser = src.filter(({ file }) => !withNode.test(file));
  const reaching = browser.filter(
    (one) => !one.typeOnly && /^src\/(run|cli|record|theorem)\//.test(target(one)),
  );
  expect(reaching.map(said)).toEqual([]);
});

it("specs import the package by its own name and nothing else", () => {
  const imports = importsUnder("specs");
  expect(imports.filter(({ from }) => from !== "commute").map(said)).toEqual([]);
});

it("folders of src import each other in no circle", () => {
  expect(circle(src)).toBeUndefined();
});

it("the checks above reject what they forbid", () => {
  const read = (file: string, text: string): Import[] => importsOf(file, text);
  expect(forbiddenInSrc(read("src/a/x.ts", 'import { it } from "vitest";'))).toHaveLength(1);
  expect(forbiddenInSrc(read("src/a/x.ts", 'export { y } from "../../site/y.ts";'))).toHaveLength(
    1,
  );
  expect(nodeBehindNoDoor(read("src/a/x.ts", 'await import("node:fs");'))).toHaveLength(1);
  expect(nodeBehindNoDoor(read("src/a/x.ts", 'import { readFile } from "fs";'))).toHaveLength(1);
  expect(nodeBehindNoDoor(read("src/run/x.ts", 'import "node:fs";'))).toEqual([]);
  const there = read("src/a/x.ts", 'import { y } from "../b/y.ts";');
  expect(circle([...there, ...read("src/b/y.ts", 'import { x } from "../a/x.ts";')])).toEqual([
    "src/a",
    "src/b",
    "src/a",
  ]);
  const types = read("src/b/y.ts", 'import type { X } from "../a/x.ts";');
  expect(circle([...there, ...types])).toBeUndefined();
});
