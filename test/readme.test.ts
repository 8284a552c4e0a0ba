import { symlink } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commute, page, project, repository } from "./run/project.ts";

const readme = readFileSync(join(repository, "README.md"), "utf8");

/** The fenced blocks of a language, in their order. */
function blocks(language: string): string[] {
  const fence = new RegExp("^```" + language + "\\n([\\s\\S]*?)^```$", "gm");
  return [...readme.matchAll(fence)].map((match) => match[1]);
}

/** Output with its times, and the width of their column, made equal. */
function timeless(output: string): string {
  return output.replaceAll(/ +(time|\d+ ms)$/gm, "  $1").replaceAll(/\d+ ms$/gm, "0 ms");
}

const [right] = blocks("ts");
const [passing, failing, witness] = blocks("text");
const [removed, added] = ["-", "+"].map((sign) => {
  const [diff] = blocks("diff");
  const lines = diff.split("\n").filter((line) => line.startsWith(sign));
  return lines.map((line) => line.slice(1)).join("\n");
});
const wrong = right.replace(removed, added);
const theorem = "example/convolution";

async function verified(spec: string): Promise<{ root: string; code: number | null; out: string }> {
  const root = await project({
    [`theorems/${theorem}.md`]: page(theorem),
    [`specs/${theorem}.spec.ts`]: spec,
  });
  await symlink(join(repository, "src"), join(root, "src"));
  const { code, stdout } = await commute(root, ["verify", theorem]);
  return { root, code, out: timeless(stdout) };
}

it.concurrent("README: the theorem prints the passing output", async () => {
  const { code, out } = await verified(right);
  expect(out).toBe(timeless(passing));
  expect(code).toBe(0);
});

it.concurrent(
  "README: the theorem with one symbol wrong prints the failing output, and its witness",
  async () => {
    expect(right).toContain(removed);
    expect(removed.replace("X.inv(g)", "g")).toBe(added);
    const { root, code, out } = await verified(wrong);
    expect(out).toBe(timeless(failing));
    expect(code).toBe(1);
    const replayed = await commute(root, ["replay", `${theorem}/moves-with-its-input`]);
    expect(replayed.stdout).toContain(witness);
  },
);

it("timeless hides times and nothing else", () => {
  const row = (name: string, time: string): string => `  /x  ${name}    2/2${time}\n`;
  expect(timeless(row("holds", "  315 ms"))).toBe(timeless(row("holds", "    7 ms")));
  expect(timeless(row("holds", "  315 ms"))).not.toBe(timeless(row("failing", "  315 ms")));
  expect(timeless("killed    time\n")).toBe(timeless("killed  time\n"));
});
