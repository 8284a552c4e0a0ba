import { existsSync, readdirSync, readFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { commute, page, project, repository } from "../run/project.ts";
import { publicNames, reference } from "./reference.ts";

const read = (file: string): string => readFileSync(join(repository, file), "utf8");
const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "src/README.md"];

it("src/README.md names every folder of src, and every file and folder it names exists", () => {
  const rows = [...read("src/README.md").matchAll(/^\| `(\w+)`.*\| (.*) \|$/gm)];
  const folders = readdirSync(join(repository, "src"), { withFileTypes: true });
  expect(rows.map(([, folder]) => folder).sort()).toEqual(
    folders
      .filter((one) => one.isDirectory())
      .map(({ name }) => name)
      .sort(),
  );
  for (const [, folder, files] of rows) {
    const names = [...files.matchAll(/`([\w.]+)`/g)].map(([, file]) => `src/${folder}/${file}`);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
  }
  const paths = [...read("src/README.md").matchAll(/`(\w+\/\w+\.ts)`/g)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !existsSync(join(repository, "src", path)))).toEqual([]);
});

it.each(documents)("%s links to files that exist, and to scripts that there are", (file) => {
  const links = [...read(file).matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link);
  const local = links.filter((link) => !link.includes("://"));
  const broken = local.filter((link) => !existsSync(join(repository, dirname(file), link)));
  expect(broken).toEqual([]);
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const called = [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
  expect(called.filter((script) => !(script in scripts))).toEqual([]);
});

it("README and CONTRIBUTING call commands that commute has", () => {
  const known = [...read("src/cli/main.ts").matchAll(/\badd\(\s*"(\w+)/g)].map(([, name]) => name);
  const text = documents.map(read).join("\n");
  const called = [...text.matchAll(/npx commute (\w+)/g)].map(([, name]) => name);
  expect(called.length).toBeGreaterThan(3);
  expect(called.filter((name) => !known.includes(name))).toEqual([]);
});

it("CHANGELOG.md begins with wrong results", () => {
  const headings = [...read("CHANGELOG.md").matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings[0]).toBe("Wrong results");
});

it("CONTRIBUTING.md: its claim holds, and the signatures and models it names are exported", async () => {
  const text = read("CONTRIBUTING.md");
  const spec = /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  const root = await project({
    "theorems/my-chapter/my-slug.md": page("my-chapter/my-slug"),
    "specs/my-chapter/my-slug.spec.ts": spec,
  });
  await symlink(join(repository, "src"), join(root, "src"));
  const { code, stdout } = await commute(root, ["verify"]);
  expect(stdout).toContain("1 hold, 0 refuted as expected, 0 undecided, 0 quoted, 0 failing");
  expect(code).toBe(0);
  const exported = publicNames(repository, "src/index.ts").map(({ name }) => name);
  const named = /Which sorts.*?: ([^.]*)\./.exec(text)?.[1].match(/\w+/g) ?? [];
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !exported.includes(name))).toEqual([]);
});

it("publicNames finds a doc comment on every name that a spec may import", () => {
  const names = publicNames(repository, "src/index.ts");
  expect(names.length).toBeGreaterThan(40);
  const missing = names.filter(({ doc }) => doc === "").map(({ name }) => name);
  expect(missing).toEqual([]);
});

it("publicNames sees that a doc comment is missing, and leaves out the body", async () => {
  const root = await project({
    "index.ts": `export { said, plain } from "./a.ts";\nexport type { T } from "./a.ts";\n`,
    "a.ts": `/** Twice x:
 * 2x. */
export function said(x: number): number { return 2 * x; }
export const plain = 1;
/** A type. */
export type T = number;
`,
  });
  const names = publicNames(root, "index.ts");
  expect(names.map(({ name, doc }) => [name, doc])).toEqual([
    ["said", "Twice x:\n2x."],
    ["plain", ""],
    ["T", "A type."],
  ]);
  expect(names[0].declaration).toBe("export function said(x: number): number");
  expect(reference(names)).toContain("### said\n\nTwice x:\n2x.\n\n```ts\nexport function said(");
});
