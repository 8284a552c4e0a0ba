import { expect, it } from "vitest";
import { parsePage } from "../../src/theorem/page.ts";
import { page } from "../run/project.ts";

const file = "theorems/a/one.md";
const faults = (text: string): string[] => parsePage(file, text).faults.map((one) => one.message);

it("parsePage reads front matter and prose", () => {
  const { page: parsed, faults: none } = parsePage(
    file,
    page("a/one", 'talk: ["2.3"]', 'slide: "$d\\\\star F = 0$"', "uses: [b/two]"),
  );
  expect(none).toEqual([]);
  expect(parsed).toMatchObject({
    id: "a/one",
    file,
    talk: ["2.3"],
    slide: String.raw`$d\star F = 0$`,
    uses: ["b/two"],
    sources: [],
    body: "\nProse.\n",
  });
});

it.each([
  ["# Prose", 'front matter: expected front matter between ---, got "# Prose"'],
  ["---\nid: a/one\n", "front matter: expected a line --- that ends the front matter, got none"],
  [page("a/one", "talk: ["), "expected YAML, got"],
  [page("a/one", "talk: [2.3]"), "field talk.0: expected string, got 2.3"],
  [
    page("a/one", 'talk: ["two"]'),
    'field talk.0: expected a number of the inventory in quotes, as "2.3", got "two"',
  ],
  [page("a/one", "sildes: x"), "expected only fields of the schema, got sildes"],
  [page("a/one", "kind: lemma"), 'field kind: expected "definition", got "lemma"'],
  [page("a/two"), 'field id: expected a/one, as the path, got "a/two"'],
  ["---\nid: a/one\n---\n", "field title: expected string, got nothing"],
])(
  "parsePage of a broken page is one error naming file, field, expected, got (%#)",
  (text, says) => {
    expect(faults(text)).toHaveLength(1);
    expect(faults(text)[0]).toMatch(/^theorems\/a\/one\.md/);
    expect(faults(text)[0]).toContain(says);
  },
);
