import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BuildRefused, buildSite } from "../../site/build.ts";
import { checkLinks } from "../../site/checkLinks.ts";
import { records, repository, write, writeRecord } from "./fixture.ts";

let root = "";
const chern = "gauge/chern-number";
const words = "gauge/words";

beforeAll(async () => {
  root = await repository();
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function bytesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const pairs = files.map(async (file) => {
    const digest = createHash("sha256").update(await readFile(file));
    return [file.slice(folder.length), digest.digest("hex")] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

/** Why a build is refused. */
async function refusal(): Promise<readonly string[]> {
  const error: unknown = await buildSite({ root }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BuildRefused);
  return (error as BuildRefused).faults;
}

describe("buildSite", () => {
  it("writes a page for each theorem, names what fails, and every link resolves", async () => {
    const built = await buildSite({ root });
    expect(built.pages).toBe(8);
    expect(built.failing).toEqual([`${chern}/failing-claim`, `${chern}/undecided-claim`]);
    const { faults, checked } = await checkLinks(join(root, "site/dist"));
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(40);
  });

  it("writes the same bytes from the same records, in another folder too", async () => {
    const out = join(root, "elsewhere");
    await buildSite({ root, out });
    expect(await bytesOf(out)).toEqual(await bytesOf(join(root, "site/dist")));
    expect(Object.keys(await bytesOf(out))).toContain(`/assets/run/${chern}.js`);
  });

  it("places a claim and a figure where the page asks for them, and once", async () => {
    const page = await readFile(join(root, "site/dist", `${chern}.html`), "utf8");
    expect(page.match(/data-claim="gauge\/chern-number\/integer-iff-det-one"/g)).toHaveLength(1);
    expect(page.match(/id="figure-phase-diagram"/g)).toHaveLength(1);
    expect(page.indexOf('id="figure-phase-diagram"')).toBeGreaterThan(
      page.indexOf("Where it jumps"),
    );
  });

  it("gives a page that has nothing to run search and hover cards alone, and no page an address of its own host", async () => {
    const definition = await readFile(join(root, "site/dist/gauge/link.html"), "utf8");
    const scripts = [...definition.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(scripts).toEqual(
      ["search", "hover"].map((name) => `<script type="module" src="../assets/${name}.js">`),
    );
    expect(definition).toContain('script-src &#39;self&#39;"');
    expect(definition).not.toMatch(/worker-src|wasm-unsafe-eval/);
    expect(definition).not.toMatch(/(href|src)="\//);
  });
});

describe("buildSite refuses, naming the record,", () => {
  it("where records are missing, invalid and stale, all in one error; the last site stays", async () => {
    const before = await bytesOf(join(root, "site/dist"));
    await rm(join(root, `.commute/records/${words}.json`));
    await write(root, `.commute/records/${chern}.json`, '{"format": 1, "theorem"');
    const first = await refusal();
    expect(first.join("\n")).toMatch(/gauge\/chern-number: invalid[^]*gauge\/words: missing/);
    await writeRecord(root, records[chern], false);
    await write(
      root,
      `.commute/records/${words}.json`,
      JSON.stringify({ ...records[words], format: 2 }),
    );
    const second = await refusal();
    expect(second.join("\n")).toMatch(/gauge\/chern-number: stale[^]*gauge\/words: invalid/);
    expect(await bytesOf(join(root, "site/dist"))).toEqual(before);
    await Promise.all(Object.values(records).map((one) => writeRecord(root, one)));
  });

  it("where a page changed since, and where a name, a formula or a link in pages is faulty", async () => {
    const file = `theorems/${words}.md`;
    const sound = await readFile(join(root, file), "utf8");
    await write(root, file, `${sound}\nOne more word.\n`);
    expect((await refusal()).join("\n")).toContain("gauge/words: stale");
    for (const [line, name] of [
      ["{{claim nowhere}}", '"nowhere"'],
      ["$\\frac{1$", "\\frac{1"],
      ["[x](../gauge/nowhere.md)", "../gauge/nowhere.md"],
    ]) {
      await write(root, file, `${sound}\n${line}\n`);
      await writeRecord(root, records[words]);
      const faults = await refusal();
      expect(faults.join("\n")).toContain(file);
      expect(faults.join("\n")).toContain(name);
    }
    await write(root, file, sound);
    await writeRecord(root, records[words]);
  });

  it("where a spec reaches what a browser does not have", async () => {
    const spec = `specs/${words}.spec.ts`;
    const sound = await readFile(join(root, spec), "utf8");
    await write(
      root,
      spec,
      `import { readFileSync } from "node:fs";\n${sound}void readFileSync;\n`,
    );
    await writeRecord(root, records[words]);
    await expect(buildSite({ root })).rejects.toThrow(/gauge\/words\.spec\.ts:1.*node:fs/s);
    await write(root, spec, sound);
    await writeRecord(root, records[words]);
  });
});
