import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { TheoremRecord } from "../../src/record/schema.ts";
import { commute, json, oneTheorem, page, project, repository, spec } from "../run/project.ts";

const loops = 'claim("a/one/loops", { check: async () => { for (;;); } })';

it.concurrent("commute verify prints the table and leaves with 0 when all holds", async () => {
  const root = await oneTheorem('claim("a/one/x")');
  const { code, stdout, stderr } = await commute(root, ["verify"]);
  expect([code, stderr]).toEqual([0, "[1/1] holds     a/one/x  1 ms\n"]);
  expect(stdout).toContain("1 hold, 0 refuted as expected, 0 undecided, 0 quoted, 0 failing");
  const records = await commute(root, ["verify", "a", "--json", "--effort", "deep", "--seed", "7"]);
  expect(JSON.parse(records.stdout)).toMatchObject([{ effort: "deep", seed: "7" }]);
});

it.concurrent(
  "commute verify leaves with 1 when a claim is undecided, or there is none",
  async () => {
    const broken = 'claim("a/one/x", { check: async () => { throw new Error("boom") } })';
    const root = await oneTheorem(broken, 'claim("a/one/y")');
    const { code, stdout } = await commute(root, ["verify"]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "a/one/x: undecided: specs/a/one.spec.ts, a/one/x: threw while evaluating: Error: boom",
    );
    expect((await commute(await project({}), ["verify"])).code).toBe(1);
  },
);

it.concurrent("commute verify with faults in files names each and runs nothing", async () => {
  const root = await oneTheorem('claim("a/one/x")');
  await writeFile(join(root, "theorems/a/one.md"), page("a/one", "talk: [2.3]", "uses: 3"));
  const { code, stdout, stderr } = await commute(root, ["verify"]);
  expect([code, stdout, stderr.trim().split("\n")]).toEqual([
    2,
    "",
    [
      "theorems/a/one.md, field talk.0: expected string, got 2.3",
      "theorems/a/one.md, field uses: expected array, got 3",
    ],
  ]);
  expect(existsSync(join(root, ".commute/records"))).toBe(false);
});

it.concurrent(
  "commute with an unknown id or flag leaves with 2 and names the nearest",
  async () => {
    const root = await oneTheorem('claim("a/one/holds-true")');
    const [verify, replay, model, usage] = await Promise.all([
      commute(root, ["verify", "a/oen"]),
      commute(root, ["replay", "a/one/hold-true"]),
      commute(root, ["replay", "a/one/holds-true", "--model", "fre"]),
      commute(root, ["verify", "--efort", "deep"]),
    ]);
    expect([verify, replay, model, usage].map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    expect(verify.stderr).toBe("glob: expected a known id, got a/oen. Nearest: a/one\n");
    expect(replay.stderr).toContain("got a/one/hold-true. Nearest: a/one/holds-true");
    expect(model.stderr).toBe("--model: expected a known id, got fre. Nearest: free\n");
    expect(usage.stderr).toContain("Did you mean --effort?");
  },
);

it.concurrent(
  "commute verify on Ctrl-C writes the verdicts already had and leaves with 130",
  async () => {
    const root = await oneTheorem('claim("a/one/x")', loops, 'claim("a/one/y")');
    let stopped = false;
    const { code, stdout } = await commute(root, ["verify"], (child, printed) => {
      if (stopped || !printed.includes("holds     a/one/x")) return;
      stopped = true;
      child.kill("SIGINT");
    });
    expect(code).toBe(130);
    expect(stdout).toContain("1 hold, 0 refuted as expected, 2 undecided");
    const { claims } = (await json(root, ".commute/records/a/one.json")) as TheoremRecord;
    expect(claims.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["holds", undefined],
      ["undecided", "interrupted before it was decided"],
      ["undecided", "interrupted before it was decided"],
    ]);
  },
);

it.concurrent(
  "commute start verifies what is stale, serves a failing claim, and says so",
  async () => {
    const root = await oneTheorem(
      'claim("a/one/x", { check: async () => { throw new Error("boom") } })',
    );
    await mkdir(join(root, "site"));
    await writeFile(
      join(root, "site/build.ts"),
      `import { mkdirSync, writeFileSync } from "node:fs";
     export async function buildSite({ out }: { out: string }): Promise<void> {
       mkdirSync(out, { recursive: true });
       writeFileSync(out + "/index.html", "<title>built</title>");
     }`,
    );
    const served: Promise<string>[] = [];
    const run = (): ReturnType<typeof commute> => {
      let asked = false;
      return commute(root, ["start"], (child, printed) => {
        const url = /at (http:\S+) /.exec(printed)?.[1];
        if (url === undefined || asked) return;
        asked = true;
        const text = fetch(url).then((response) => response.text());
        served.push(text);
        void text.finally(() => child.kill("SIGINT"));
      });
    };
    const first = await run();
    expect(first.stdout).toContain("1 of 1 claims do not pass: a/one/x");
    expect(first.stdout).toContain("0 hold, 0 refuted as expected, 1 undecided");
    const second = await run();
    expect(second.stdout).toContain("fresh records: 0 hold, 0 refuted as expected, 1 undecided");
    expect(second.stdout).not.toContain("killed");
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(await Promise.all(served)).toEqual(["<title>built</title>", "<title>built</title>"]);
  },
);

it.concurrent("commute serve --port in use leaves with 2", async ({ onTestFinished }) => {
  const root = await project({ "site/dist/index.html": "" });
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
  });
  onTestFinished(() => void other.close());
  const { code, stderr } = await commute(root, ["serve", "--port", `${port}`]);
  expect([code, stderr]).toEqual([
    2,
    `--port: expected a free port, got ${port}, which is in use. Give another one, or none\n`,
  ]);
});

it.concurrent("commute new writes two files once, and refuses a bad id", async () => {
  const root = await project({});
  const { code, stdout } = await commute(root, ["new", "a/one"]);
  expect([code, stdout.split("\n").slice(0, 2)]).toEqual([
    0,
    ["theorems/a/one.md", "specs/a/one.spec.ts"],
  ]);
  expect(await readFile(join(root, "theorems/a/one.md"), "utf8")).toContain("id: a/one\n");
  const [again, bad] = await Promise.all([
    commute(root, ["new", "a/one"]),
    commute(root, ["new", "A/One"]),
  ]);
  expect([again.code, again.stderr]).toEqual([
    2,
    "new: expected no file theorems/a/one.md yet, got one\n",
  ]);
  expect([bad.code, bad.stderr]).toEqual([
    2,
    "new: expected <chapter>/<slug> in lower case with dashes, got A/One\n",
  ]);
});

it.concurrent("commute list and schema print claims, coverage and the format", async () => {
  const root = await project({
    "theorems/a/one.md": page("a/one", 'talk: ["2.10", "2.3"]'),
    "specs/a/one.spec.ts": spec('claim("a/one/x", { expects: "fails" })'),
    "theorems/inventory.yaml": `- { number: "2.3", title: a third, kind: claim }
- { number: "2.4", title: a fourth, kind: claim }
- { number: "2.5", title: a saying, kind: quote }
`,
  });
  const [list, coverage, schema] = await Promise.all([
    commute(root, ["list"]),
    commute(root, ["list", "--coverage"]),
    commute(root, ["schema"]),
  ]);
  expect(list.stdout).toBe("a/one: A title\n  a/one/x  (equation, refuted as printed)\n");
  expect(coverage.stdout.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
    "2.3 a/one",
    "2.4 - (claim: a fourth)",
    "2.5 - (quote: a saying)",
    "2.10 a/one (not in the inventory)",
    "covered: 1 of 2 claims, 0 of 1 quotes, 0 of 0 extensions",
    "",
  ]);
  expect(JSON.parse(schema.stdout)).toMatchObject({ title: "The record of a theorem" });
});

it.concurrent("commute replay prints the evidence and the witness in full", async () => {
  const root = await oneTheorem(`claim("a/one/x", { check: async ({ only }) => verdict("a/one/x", {
    nearMisses: [{ id: "sign", why: "a minus", killed: true, by: [{
      kind: "exhausted", model: only.model, outcome: "fails", ms: 1, witness: {
        says: "1 is not -1", values: { x: "1" }, left: "1", right: "-1", size: "smallest", confirmed: "exact",
      },
    }] }],
  }) })`);
  const flags = ["--near-miss", "sign", "--model", "free"];
  const { code, stdout } = await commute(root, ["replay", "a/one/x", ...flags]);
  expect(code).toBe(0);
  expect(stdout).toContain("near miss sign (a minus): killed\n    exhausted in free: fails\n");
  expect(stdout).toContain("witness (smallest, confirmed by exact): 1 is not -1\n      x = 1\n");
});

it.concurrent("commute test checks types and claims afresh, whatever the records say", async () => {
  const root = await oneTheorem(
    'claim("a/one/x")',
    'claim("a/one/y", { check: async () => verdict("a/one/y", { passes: false }) })',
  );
  await mkdir(join(root, "test/run"), { recursive: true });
  await symlink(join(repository, "src"), join(root, "src"));
  await copyFile(join(repository, "test/run/register.ts"), join(root, "test/run/register.ts"));
  await copyFile(join(repository, "vitest.config.ts"), join(root, "vitest.config.ts"));
  const compilerOptions = { noEmit: true, skipLibCheck: true, types: [] };
  await writeFile(
    join(root, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["wrong.ts"] }),
  );
  await writeFile(join(root, "wrong.ts"), 'export const one: number = "one";');
  await mkdir(join(root, ".commute/records/a"), { recursive: true });
  await writeFile(join(root, ".commute/records/a/one.json"), "cut");
  const { code, stdout, stderr } = await commute(root, ["test", "a/*"]);
  expect(code).toBe(1);
  expect(stdout).toContain("types: FAIL");
  expect(stdout).toContain("wrong.ts(1,14): error TS2322");
  expect(stdout).toContain("1 hold, 0 refuted as expected, 0 undecided, 0 quoted, 1 failing");
  expect(stderr).toContain("a/one/x");
  expect(await json(root, ".commute/records/a/one.json")).toMatchObject({ theorem: "a/one" });
});
