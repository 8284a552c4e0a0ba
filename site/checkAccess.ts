import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Tab } from "./browser.ts";

/** WCAG 2.2, levels A and AA, as axe-core names its rules. */
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let engine: Promise<string> | undefined;

/**
 * Formulas are read from KaTeX's MathML; what it draws beside that is hidden from readers by ear. Axe takes
 * no MathML for text: a link that is a formula is no nameless link.
 */
const asked = `axe.run(
  { exclude: [[".katex-html"]] },
  { runOnly: ${JSON.stringify(standards)}, resultTypes: ["violations"] },
).then(({ violations }) => violations
  .map(({ id, help, nodes }) => ({ id, help, nodes: nodes.filter(({ target }) =>
    id !== "link-name" || document.querySelector(target.join(" ")).querySelector("math") === null) }))
  .filter(({ nodes }) => nodes.length > 0)
  .map(({ id, help, nodes }) =>
    id + ": " + help + ": " + nodes.length + " times, first at " + nodes[0].target.join(" ")))`;

/** What axe-core finds wrong with the page in a tab, as it is shown now: one line a rule. */
export async function violations(tab: Tab): Promise<string[]> {
  engine ??= readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await tab.evaluate(`${await engine}; true`);
  return (await tab.evaluate(asked)) as string[];
}
