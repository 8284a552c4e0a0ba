import { describe, expect, it } from "vitest";
import { glossaryPage, noGlossary, readGlossary, wordsIn } from "../../site/glossary.ts";
import { blockMarkdown } from "../../site/markdown.ts";
import { discover } from "../../src/theorem/discover.ts";
import { repository as project } from "../run/project.ts";

const term = (id: string, name: string, ...also: string[]) => ({
  id,
  term: name,
  also,
  says: "A $W_k$.",
  see: [],
});
const glossary = {
  terms: [term("plaquette", "plaquette", "plaquettes"), term("torus", "torus")],
  conventions: [],
};
const words = { of: wordsIn(glossary), home: "../" };
const render = (text: string): string => blockMarkdown(text, { where: "a.md", words }).markup;

describe("explained words", () => {
  it("are linked at their first place, in any form", () => {
    const markup = render("Plaquettes of a torus; a plaquette.\n\nAnother torus.");
    expect(markup.match(/<a class="word" href="[^"]*">[^<]*<\/a>/g)).toEqual([
      '<a class="word" href="../glossary.html#plaquette">Plaquettes</a>',
      '<a class="word" href="../glossary.html#torus">torus</a>',
    ]);
    expect(markup.replaceAll(/<[^>]*>/g, "")).toContain("Plaquettes of a torus; a plaquette.");
  });

  it("are none in links, headings, tables, code, formulas and longer words", () => {
    for (const text of [
      "[a torus](https://example.org)",
      "# The torus",
      "| torus |\n| --- |\n| torus |",
      "`torus`",
      "$\\text{torus}$",
      "a subtorus, torus-like",
    ])
      expect(render(text), text).not.toContain('class="word"');
  });
});

it("wordsIn refuses a word that two terms have", () => {
  const twice = { ...noGlossary, terms: [term("a", "torus"), term("b", "Torus")] };
  expect(() => wordsIn(twice)).toThrow('expected each word once, got "torus" twice');
});

it("the glossary of this repository names theorems that exist", async () => {
  const { theorems } = await discover(project);
  const own = await readGlossary(project);
  const page = glossaryPage(
    own,
    theorems.map(({ page }) => ({ page })),
  );
  expect(own.terms.length).toBeGreaterThan(20);
  expect(page).toContain('id="convention-orientation"');
  const astray = { ...noGlossary, terms: [{ ...term("a", "a"), see: ["no/such"] }] };
  expect(() => glossaryPage(astray, [])).toThrow("field see: expected a theorem, got no/such");
});
