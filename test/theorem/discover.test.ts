import { expect, it } from "vitest";
import { discover } from "../../src/theorem/discover.ts";
import { select, unknownId } from "../../src/theorem/select.ts";
import { page, project } from "../run/project.ts";

it("discover pairs pages with specs, and lets a definition have none", async () => {
  const root = await project({
    "theorems/a/one.md": page("a/one", "uses: [a/notion]"),
    "theorems/a/notion.md": page("a/notion", "kind: definition"),
    "specs/a/one.spec.ts": "",
  });
  const { theorems, faults } = await discover(root);
  expect(faults).toEqual([]);
  expect(theorems.map(({ id, spec }) => [id, spec])).toEqual([
    ["a/notion", undefined],
    ["a/one", "specs/a/one.spec.ts"],
  ]);
});

it("discover reports every fault at once", async () => {
  const root = await project({
    "theorems/a/one.md": page("a/one", "uses: [a/nowhere]"),
    "theorems/a/twin.md": page("a/one"),
    "theorems/a/bare.md": page("a/bare"),
    "theorems/a/broken.md": "---\ntitle: [\n---\n",
    "theorems/a/notion.md": page("a/notion", "kind: definition"),
    "specs/a/notion.spec.ts": "",
    "specs/a/one.spec.ts": "",
    "specs/b/lonely.spec.ts": "",
  });
  const messages = (await discover(root)).faults.map(({ message }) => message);
  expect(messages).toEqual([
    expect.stringContaining("theorems/a/broken.md, line 2: expected YAML"),
    'theorems/a/twin.md, field id: expected a/twin, as the path, got "a/one"',
    "theorems/a/twin.md, field id: expected an id used once, got a/one, used by theorems/a/one.md",
    expect.stringContaining("theorems/a/bare.md: expected a spec specs/a/bare.spec.ts, got none"),
    expect.stringContaining("theorems/a/notion.md, field kind: expected no specs/a/notion.spec.ts"),
    expect.stringContaining(
      "theorems/a/one.md, field uses: expected ids of theorems, got a/nowhere",
    ),
    "specs/b/lonely.spec.ts: expected a page theorems/b/lonely.md, got none",
  ]);
});

it("discover of an empty project finds nothing", async () => {
  expect(await discover(await project({}))).toEqual({ theorems: [], faults: [] });
});

const ids = ["gauge/chern-number", "gauge/conjugation", "homogeneous/group"].map((id) => ({ id }));

it.each([
  [[], 3],
  [["gauge"], 2],
  [["gauge/*"], 2],
  [["**/*r*"], 2],
  [["gauge/chern-number"], 1],
  [["specs/gauge/chern-number.spec.ts", "theorems/homogeneous/group.md"], 2],
])("select(%j) chooses %i theorems", (globs, count) => {
  expect(select(ids, globs)).toHaveLength(count);
});

it("select throws for a glob that chooses nothing, naming the nearest ids", () => {
  expect(() => select(ids, ["gauge/chern-nubmer"])).toThrow(
    "glob: expected a known id, got gauge/chern-nubmer. Nearest: gauge/chern-number, ",
  );
  expect(unknownId("x", "y", []).message).toContain("There are none yet");
});
