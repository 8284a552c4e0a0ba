import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** One name a spec may import. */
export interface PublicName {
  readonly name: string;
  /** Of its module, relative to the root. */
  readonly file: string;
  /** Its doc comment, without the stars; empty if it has none. */
  readonly doc: string;
  /** Its declaration, without the body of a function. */
  readonly declaration: string;
}

type Documented = ts.Node & { readonly jsDoc?: readonly ts.JSDoc[] };

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

function docOf(statement: Documented): string {
  const comment = statement.jsDoc?.at(-1)?.getText() ?? "";
  const lines = comment
    .replace(/^\/\*\*/, "")
    .replace(/\*\/$/, "")
    .split("\n");
  return lines
    .map((line) => line.replace(/^\s*\* ?/, ""))
    .join("\n")
    .trim();
}

function declares(statement: ts.Statement, name: string): boolean {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.some((one) => one.name.getText() === name);
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement);
  return named && statement.name?.text === name;
}

function declarationOf(statement: ts.Statement): string {
  const text = statement.getText();
  const body = ts.isFunctionDeclaration(statement) ? statement.body : undefined;
  const end = body === undefined ? text.length : body.getStart() - statement.getStart();
  return text.slice(0, end).trim();
}

/** A name as its module declares it. An overload's first declaration carries the documentation. */
function publicName(root: string, file: string, name: string): PublicName {
  const statement = parse(file).statements.find((one) => declares(one, name));
  if (statement === undefined) throw new Error(`${file}: expected a declaration of ${name}`);
  const declaration = declarationOf(statement);
  return { name, file: relative(root, file), doc: docOf(statement), declaration };
}

/** Everything that an index exports by name, in its order. */
export function publicNames(root: string, index: string): PublicName[] {
  const file = join(root, index);
  return parse(file).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return [];
    const from = statement.moduleSpecifier;
    if (!ts.isNamedExports(statement.exportClause) || from === undefined) return [];
    const module = join(dirname(file), (from as ts.StringLiteral).text);
    return statement.exportClause.elements.map((one) =>
      publicName(root, module, (one.propertyName ?? one.name).text),
    );
  });
}

/** The reference of the language as Markdown: a chapter for each folder of `src`, in the index's order. */
export function reference(names: readonly PublicName[]): string {
  const folders = [...new Set(names.map(({ file }) => dirname(file)))];
  const sections = folders.map((folder) => {
    const entries = names
      .filter(({ file }) => dirname(file) === folder)
      .map(
        ({ name, file, doc, declaration }) =>
          `### ${name}\n\n${doc}\n\n\`\`\`ts\n${declaration}\n\`\`\`\n\n\`${file}\`\n`,
      );
    return [`## ${folder}\n`, ...entries].join("\n");
  });
  const title = "# Reference: what a spec may import from `commute`\n";
  return [title, ...sections].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const file = join(root, ".commute/reference.md");
  mkdirSync(dirname(file), { recursive: true });
  const names = publicNames(root, "src/index.ts");
  writeFileSync(file, reference(names));
  console.log(`${names.length} names: ${relative(process.cwd(), file)}`);
}
