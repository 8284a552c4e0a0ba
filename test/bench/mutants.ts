import ts from "typescript";

/** One token of a file, and what stands in its place. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where the token is, as offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
}

const operators: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "+=": "-=",
  "-=": "+=",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "&&": "||",
  "||": "&&",
};
const verdicts: Readonly<Record<string, string>> = { holds: "fails", fails: "holds" };
/** Larger constants are sizes and budgets: changing them by one shows nothing. */
const largest = 16;

interface Edit {
  readonly at: ts.Node;
  readonly to: string;
}

function integer(node: ts.NumericLiteral | ts.BigIntLiteral): string | undefined {
  const text = node.getText();
  const big = text.endsWith("n") ? "n" : "";
  const n = Number(text.replace(/n$/, ""));
  return Number.isInteger(n) && n <= largest ? `${n + 1}${big}` : undefined;
}

/** The edits of one node, without its children. */
function editsOf(node: ts.Node): Edit[] {
  if (ts.isBinaryExpression(node)) {
    const to = operators[node.operatorToken.getText()] as string | undefined;
    return to === undefined ? [] : [{ at: node.operatorToken, to }];
  }
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const at = ts.isIfStatement(node) ? node.expression : node.condition;
    return [{ at, to: `!(${at.getText()})` }];
  }
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) {
    const to = integer(node);
    return to === undefined ? [] : [{ at: node, to }];
  }
  if (ts.isStringLiteral(node)) {
    const to = verdicts[node.text] as string | undefined;
    return to === undefined ? [] : [{ at: node, to: JSON.stringify(to) }];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ at: node, to: "false" }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ at: node, to: "true" }];
  return [];
}

/** A function that is called for its effect: no return of its own gives a value. */
function isProcedure(node: ts.Node): node is ts.FunctionLikeDeclaration & { body: ts.Block } {
  if (!ts.isFunctionLike(node) || !("body" in node)) return false;
  const { body } = node;
  if (body === undefined || !ts.isBlock(body) || body.statements.length === 0) return false;
  const gives = (inner: ts.Node): boolean => {
    if (ts.isFunctionLike(inner)) return false;
    if (ts.isReturnStatement(inner) && inner.expression !== undefined) return true;
    return ts.forEachChild(inner, gives) ?? false;
  };
  return !gives(body) && !(ts.isFunctionDeclaration(node) && node.asteriskToken !== undefined);
}

/** Property names and types are no tokens of the program that runs. */
function isErased(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node)
  );
}

/**
 * Every single-token mutant of a file, in the order of its text: another operator, a constant one
 * larger, the other truth value, the other verdict, a negated condition, a procedure that returns
 * before it begins.
 */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = (start: number, end: number, to: string): void => {
    const { line, character } = source.getLineAndCharacterOfPosition(start);
    const from = text.slice(start, end);
    found.push({ file, line: line + 1, column: character + 1, start, end, from, to });
  };
  const visit = (node: ts.Node): void => {
    if (isErased(node)) return;
    for (const { at, to } of editsOf(node)) add(at.getStart(), at.getEnd(), to);
    if (isProcedure(node)) add(node.body.getStart() + 1, node.body.getStart() + 1, " return;");
    ts.forEachChild(node, (child) => {
      const isName = "name" in node && node.name === child;
      if (!isName) visit(child);
    });
  };
  visit(source);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The text with the mutant in place of its token. */
export function applyMutant(text: string, { start, end, to }: Mutant): string {
  return text.slice(0, start) + to + text.slice(end);
}

/** The change in one line: `a → b`, `negate a`, `insert return;`. */
export function changeOf({ from, to }: Mutant): string {
  const short = from.length > 40 ? `${from.slice(0, 40)}…` : from;
  const change =
    from === ""
      ? `insert ${to.trim()}`
      : to.startsWith("!(")
        ? `negate ${short}`
        : `${short} → ${to}`;
  return change.replaceAll(/\s+/g, " ");
}

/**
 * The elements of least score: with random scores a draw without repetition, which changes little when
 * a few elements come or go.
 */
export function draw<T>(from: readonly T[], count: number, score: (one: T) => number): T[] {
  const scored = from.map((one) => ({ one, score: score(one) }));
  scored.sort((a, b) => a.score - b.score);
  return scored.slice(0, count).map(({ one }) => one);
}
