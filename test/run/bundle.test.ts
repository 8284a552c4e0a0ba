import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { enginePackages } from "../../src/corroborate/engine.ts";
import { bundleAll } from "../../src/run/prepare.ts";
import { discover } from "../../src/theorem/discover.ts";
import { oneTheorem } from "./project.ts";

it.each([...enginePackages])("another version of %s makes a record stale", async (name) => {
  const root = await oneTheorem('claim("a/one/x")');
  await rm(join(root, "node_modules"));
  const install = async (one: string, version: string): Promise<void> => {
    await mkdir(join(root, "node_modules", one), { recursive: true });
    await writeFile(
      join(root, "node_modules", one, "package.json"),
      JSON.stringify({ name: one, version }),
    );
  };
  for (const one of enginePackages) await install(one, "1.0.0");
  const hash = async (): Promise<string> => {
    const [{ hash, bundle }] = await bundleAll(root, (await discover(root)).theorems);
    expect(Object.keys(bundle?.packages ?? {})).toEqual([...enginePackages]);
    return hash("default");
  };
  const before = await hash();
  expect(await hash()).toBe(before);
  await install(name, "1.0.1");
  expect(await hash()).not.toBe(before);
});
