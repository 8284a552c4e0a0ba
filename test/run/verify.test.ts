import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ClaimRecord, TheoremRecord } from "../../src/record/schema.ts";
import { judgeRecords } from "../../src/run/freshness.ts";
import { bundleAll, claimFaults, describeAll, type Prepared } from "../../src/run/prepare.ts";
import { verify, type VerifyOptions } from "../../src/run/verify.ts";
import { discover } from "../../src/theorem/discover.ts";
import { json, oneTheorem, page, project, spec } from "./project.ts";

async function prepared(root: string, silenceMs?: number): Promise<Prepared[]> {
  const { theorems, faults } = await discover(root);
  expect(faults).toEqual([]);
  const options = silenceMs === undefined ? {} : { silenceMs };
  return describeAll(await bundleAll(root, theorems), options);
}

const flags = { effort: "quick", seed: "1" } as const;

async function verdicts(
  root: string,
  options: Partial<VerifyOptions> = {},
): Promise<Record<string, ClaimRecord>> {
  const specs = await prepared(root, options.silenceMs);
  expect(claimFaults(specs)).toEqual([]);
  const { records } = await verify(specs, { root, ...flags, ...options });
  const claims = records.flatMap((record) => record.claims);
  return Object.fromEntries(claims.map((claim) => [claim.id.replace("a/one/", ""), claim]));
}

it("verify writes the record of a theorem and says what happened on the way", async () => {
  const root = await oneTheorem('claim("a/one/x")');
  const events: string[] = [];
  const { records, errors } = await verify(await prepared(root), {
    root,
    ...flags,
    onEvent: (event) => events.push(event.type),
  });
  expect(errors).toEqual([]);
  expect(events).toEqual(["started", "progress", "finished"]);
  expect(await json(root, ".commute/records/a/one.json")).toEqual(records[0]);
  expect(records[0]).toMatchObject({ theorem: "a/one", effort: "quick", seed: "1" });
});

it("verify calls what throws, leaves, or gives no record undecided, and keeps the rest", async () => {
  const root = await oneTheorem(
    'claim("a/one/records", { lint: () => { throw new TypeError("no such unknown") } })',
    'claim("a/one/evaluates", { check: async () => { throw new RangeError("no group Q7") } })',
    'claim("a/one/leaves", { check: () => process.exit(3) })',
    'claim("a/one/nan", { check: async () => verdict("a/one/nan", { ms: NaN }) })',
    'claim("a/one/rejects", { check: () => new Promise(() => { void Promise.reject(new Error("late")) }) })',
    'claim("a/one/last")',
  );
  const found = await verdicts(root);
  const reasons = Object.values(found).map(({ outcome, reason }) => [outcome, reason]);
  const file = "specs/a/one.spec.ts, a/one/";
  expect(reasons).toEqual([
    ["undecided", `${file}records: threw while recording: TypeError: no such unknown`],
    ["undecided", `${file}evaluates: threw while evaluating: RangeError: no group Q7`],
    ["undecided", "its worker died: it left with exit code 3"],
    ["undecided", `${file}nan, field ms: expected number, got NaN`],
    ["undecided", "its worker died: Error: late"],
    ["holds", undefined],
  ]);
});

it("verify stops a claim that never returns, and goes on after it", async () => {
  const root = await oneTheorem(
    'claim("a/one/loops", { check: async () => { for (;;); } })',
    'claim("a/one/waits", { check: () => new Promise(() => {}) })',
    'claim("a/one/last")',
  );
  const found = await verdicts(root, { silenceMs: 1500 });
  expect(Object.values(found).map(({ reason }) => reason)).toEqual([
    "stopped after 1.5 s without a sign of life",
    "stopped after 1.5 s without a sign of life",
    undefined,
  ]);
  expect(found.last.passes).toBe(true);
});

it("verify keeps a verdict whose second opinion never comes, or throws", async () => {
  const root = await oneTheorem(
    'claim("a/one/asked", { shape: "equation", problems: () => { for (;;); } })',
    'claim("a/one/thrown", { shape: "equation", problems: () => { throw new Error("no graph"); } })',
    'claim("a/one/last")',
  );
  const found = await verdicts(root, { silenceMs: 1500 });
  for (const { reason, passes } of Object.values(found)) {
    expect(reason).toBeUndefined();
    expect(passes).toBe(true);
  }
});

it("verify of a claim that exhausts the memory is undecided, and goes on after it", async () => {
  const root = await oneTheorem(
    'claim("a/one/grows", { check: async () => { const all = []; for (;;) all.push([all.length]); } })',
    'claim("a/one/last")',
  );
  const { grows, last } = await verdicts(root, { memoryMb: 16 });
  expect(grows.reason).toBe("its worker died: out of memory (16 MB)");
  expect(last.passes).toBe(true);
});

it.each([
  ["{ nearMisses: [] }", "the near miss sign is not killed"],
  ['{ nearMisses: [{ id: "sign", why: "", killed: false, by: [] }] }', "the near miss sign is not"],
  ['{ outcome: "fails" }', "its outcome is fails"],
  ["{ evidence: [] }", "no evidence says holds"],
  ['{ expects: "fails", outcome: "fails" }', "it expects fails, the spec holds"],
  [
    '{ evidence: [{ kind: "exhausted", model: "C3", outcome: "fails", scope: "", ms: 1 }, ...verdict("").evidence] }',
    "some evidence says fails",
  ],
])("verify believes no pass that the record itself denies: %s", async (over, says) => {
  const root = await oneTheorem(
    `claim("a/one/x", { check: async () => verdict("a/one/x", ${over}) })`,
  );
  const { x } = await verdicts(root);
  expect([x.passes, x.outcome]).toEqual([false, "undecided"]);
  expect(x.reason).toContain(`field passes: expected false, got true, though ${says}`);
});

it("verify of a spec that cannot be loaded is one undecided claim, and other theorems go on", async () => {
  const root = await project({
    "theorems/a/throws.md": page("a/throws"),
    "specs/a/throws.spec.ts": 'throw new Error("no group named Q7");',
    "theorems/a/syntax.md": page("a/syntax"),
    "specs/a/syntax.spec.ts": "export const claims = [;",
    "theorems/a/loops.md": page("a/loops"),
    "specs/a/loops.spec.ts": "for (;;);",
    "theorems/a/sound.md": page("a/sound"),
    "specs/a/sound.spec.ts": spec('claim("a/sound/x")'),
  });
  const found = await verdicts(root, { silenceMs: 1500 });
  expect(Object.entries(found).map(([id, { reason }]) => [id, reason])).toEqual([
    ["a/loops/spec-loads", "specs/a/loops.spec.ts: while loading: stopped after 1.5 s"],
    ["a/sound/x", undefined],
    ["a/syntax/spec-loads", expect.stringMatching(/^specs\/a\/syntax\.spec\.ts:1:23: expected a/)],
    [
      "a/throws/spec-loads",
      "specs/a/throws.spec.ts: threw while loading: Error: no group named Q7",
    ],
  ]);
});

it("claimFaults reports every fault of the claims before any is checked", async () => {
  const root = await project({
    "theorems/a/one.md": page("a/one"),
    "specs/a/one.spec.ts": spec(
      'claim("a/one/x", { lint: () => ["near miss sign: changes nothing", "model so3: no sort G"] })',
      'claim("a/one/x")',
      'claim("b/two/x")',
    ),
    "theorems/a/none.md": page("a/none"),
    "specs/a/none.spec.ts": "export const nothing = 1;",
  });
  expect(claimFaults(await prepared(root)).map(({ message }) => message)).toEqual([
    "specs/a/none.spec.ts: expected at least one exported claim, got none",
    "specs/a/one.spec.ts, claim a/one/x: expected a sound claim, got near miss sign: changes nothing",
    "specs/a/one.spec.ts, claim a/one/x: expected a sound claim, got model so3: no sort G",
    "specs/a/one.spec.ts, claim a/one/x, field id: expected an id used once, got a/one/x again, after specs/a/one.spec.ts",
    "specs/a/one.spec.ts, claim b/two/x, field id: expected a/one/<conclusion>, got b/two/x",
  ]);
});

it("verify on a full disk keeps the verdicts and says once what is wrong", async () => {
  const root = await oneTheorem('claim("a/one/x")');
  const full = (): Promise<never> => Promise.reject(new Error("ENOSPC: no space left on device"));
  const files = { mkdir: full, writeFile: full, rename: full, rm: () => Promise.resolve() };
  const { records, errors } = await verify(await prepared(root), { root, ...flags, files });
  expect(records[0].claims[0].outcome).toBe("holds");
  expect(errors).toEqual([expect.stringContaining("got ENOSPC: no space left on device")]);
});

it("verify stops at an error of the framework, and says so", async () => {
  const root = await oneTheorem(
    'claim("a/one/x", { check: async () => { throw Object.assign(new Error("two proofs disagree"), { name: "FrameworkError" }) } })',
  );
  const { errors } = await verify(await prepared(root), { root, ...flags });
  expect(errors).toEqual([
    "The framework contradicts itself: specs/a/one.spec.ts, a/one/x: FrameworkError: two proofs disagree",
  ]);
});

it("verify gives a claim the float device, opened once", async () => {
  const asks = (id: string): string =>
    `claim("${id}", { check: async (work) => verdict("${id}", { states: (await work.device()).name }) })`;
  const root = await project({
    "theorems/a/one.md": page("a/one"),
    "specs/a/one.spec.ts": spec(asks("a/one/x"), asks("a/one/y")),
    "src/numeric/device.ts":
      "let n = 0; export const openDevice = async () => ({ name: `device ${++n}`, lost: () => undefined, close: async () => {} });",
  });
  const found = await verdicts(root);
  expect([found.x.states, found.y.states]).toEqual(["device 1", "device 1"]);
});

it("verify checks a claim again on the next device where one was lost in the middle", async () => {
  const asks = `claim("a/one/x", { check: async (work) => {
    const device = await work.device();
    return verdict("a/one/x", { states: device.compute() });
  } })`;
  const root = await project({
    "theorems/a/one.md": page("a/one"),
    "specs/a/one.spec.ts": spec(asks),
    "src/numeric/device.ts": `export const openDevice = async ({ instead }) => {
      let lost;
      return instead === undefined
        ? { name: "cuda", compute: () => (lost = "out of memory"), lost: () => lost, close: async () => {} }
        : { name: "wasm", compute: () => \`wasm since \${instead.of}: \${instead.lost}\`, lost: () => undefined, close: async () => {} };
    };`,
  });
  expect((await verdicts(root)).x.states).toBe("wasm since cuda: out of memory");
});

it("judgeRecords calls a record stale when spec, page or a module it reaches changes", async () => {
  const root = await project({
    "theorems/a/one.md": page("a/one"),
    "specs/a/one.spec.ts": `import { id } from "commute"; ${spec("claim(id)")}`,
    "src/index.ts": 'export { id } from "./id.ts"; export { other } from "./other.ts";',
    "src/id.ts": 'export const id = "a/one/x";',
    "src/other.ts": "export const other = 1;",
  });
  const { theorems } = await discover(root);
  const state = async (): Promise<string> =>
    (await judgeRecords(root, theorems))[0].freshness.state;
  const edit = async (file: string): Promise<string> => {
    const before = await readFile(join(root, file), "utf8");
    await writeFile(join(root, file), `${before}\n`);
    const after = await state();
    await writeFile(join(root, file), before);
    return after;
  };
  expect(await state()).toBe("missing");
  await verify(await prepared(root), { root, ...flags });
  expect(await state()).toBe("fresh");
  expect(await edit("specs/a/one.spec.ts")).toBe("stale");
  expect(await edit("theorems/a/one.md")).toBe("stale");
  expect(await edit("src/id.ts")).toBe("stale");
  expect(await edit("src/other.ts")).toBe("fresh");
  const record = (await json(root, ".commute/records/a/one.json")) as TheoremRecord;
  expect(record.inputsHash).toMatch(/^[0-9a-f]{64}$/);
});
