import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { freshness, interrupted } from "../../src/record/freshness.ts";
import { inputsHash } from "../../src/record/inputsHash.ts";
import { recordJsonSchema } from "../../src/record/jsonSchema.ts";
import { parseRecord, readRecord, recordPath } from "../../src/record/read.ts";
import { writeRecord } from "../../src/record/write.ts";
import { claim, record } from "./fixture.ts";

async function folder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "commute-record-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return root;
}

const hash = (effort: string): string => `${effort} of now`;

it("writeRecord then readRecord gives the record back, and no temporary file stays", async () => {
  const root = await folder();
  await writeRecord(root, record);
  expect(await readRecord(root, "a/one")).toEqual(record);
  expect(await readdir(join(root, ".commute/records/a"))).toEqual(["one.json"]);
});

it("readRecord gives nothing where there is no record", async () => {
  expect(await readRecord(await folder(), "a/one")).toBeUndefined();
});

it("parseRecord of a file cut in half names the file and the field it is cut in", () => {
  const text = JSON.stringify(record);
  expect(() => parseRecord("a/one", text.slice(0, text.indexOf('"model"') + 12))).toThrow(
    /^\.commute\/records\/a\/one\.json, in or after field model: expected a whole record, got \d+ characters that are not a whole JSON document\. Write it again: commute verify a\/one$/,
  );
});

it.each([
  [{ ...record, format: 0 }, "field format: expected 1, got 0"],
  [{ ...record, effort: "huge" }, 'expected "quick" or "default" or "deep", got "huge"'],
  [{ ...record, claims: [{ ...claim, ms: null }] }, "field claims.0.ms: expected number, got null"],
  [{ ...record, extra: 1 }, "expected only fields of the schema, got extra"],
  [{ ...record, theorem: "b/two" }, 'field theorem: expected a/one, got "b/two"'],
])("parseRecord of an invalid record names the field (%#)", (value, message) => {
  expect(() => parseRecord("a/one", JSON.stringify(value))).toThrow(message);
});

it("writeRecord refuses NaN and leaves nothing behind", async () => {
  const root = await folder();
  const broken = { ...record, claims: [{ ...claim, ms: NaN }] };
  await expect(writeRecord(root, broken)).rejects.toThrow(
    "field claims.0.ms: expected number, got NaN",
  );
  expect(await readdir(root)).toEqual([]);
});

it("writeRecord on a full disk throws one error, and the record before stays whole", async () => {
  const root = await folder();
  await writeRecord(root, record);
  const full = new Error("ENOSPC: no space left on device, write");
  const removed: string[] = [];
  const files = {
    mkdir,
    writeFile: () => Promise.reject(full),
    rename: () => Promise.reject(new Error("must not be reached")),
    rm: (path: string) => Promise.resolve(void removed.push(path)),
  };
  await expect(writeRecord(root, { ...record, seed: "2" }, files)).rejects.toThrow(
    /^\.commute\/records\/a\/one\.json: expected a disk that takes \d+ characters, got ENOSPC: no space left on device, write\./,
  );
  expect(removed).toHaveLength(1);
  expect(await readRecord(root, "a/one")).toEqual(record);
});

it("freshness tells fresh, stale, missing and invalid apart", async () => {
  const root = await folder();
  const state = async (effort?: "quick" | "default" | "deep"): Promise<string> =>
    (await freshness(root, "a/one", hash, effort)).state;
  expect(await state()).toBe("missing");
  await writeRecord(root, record);
  expect([await state(), await state("default"), await state("deep")]).toEqual([
    "fresh",
    "fresh",
    "stale",
  ]);
  await writeRecord(root, { ...record, inputsHash: "default of yesterday" });
  expect(await state()).toBe("stale");
  const cut = { ...claim, outcome: "undecided" as const, passes: false, reason: interrupted };
  await writeRecord(root, { ...record, claims: [claim, cut] });
  expect(await state()).toBe("stale");
  await mkdir(dirname(join(root, recordPath("a/one"))), { recursive: true });
  await writeFile(join(root, recordPath("a/one")), '{ "format": 1,');
  expect(await state()).toBe("invalid");
});

it("inputsHash changes with each input and not with their order", () => {
  const inputs = { files: { a: "1", b: "2" }, packages: { zod: "4" }, effort: "default" } as const;
  const base = inputsHash(inputs);
  expect(inputsHash({ ...inputs, files: { b: "2", a: "1" } })).toBe(base);
  const others = [
    inputsHash({ ...inputs, files: { a: "1", b: "3" } }),
    inputsHash({ ...inputs, files: { a: "1", c: "2" } }),
    inputsHash({ ...inputs, packages: { zod: "5" } }),
    inputsHash({ ...inputs, effort: "deep" }),
  ];
  expect(new Set([base, ...others]).size).toBe(5);
});

it("recordJsonSchema describes the stable names", () => {
  const { properties } = recordJsonSchema() as { properties: object };
  expect(Object.keys(properties)).toEqual(Object.keys(record));
});
