import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { commute, oneTheorem, spec } from "../run/project.ts";

it("commute watch verifies at each change, says what is at fault, and goes on until Ctrl-C", async () => {
  const root = await oneTheorem('claim("a/one/first")');
  const file = join(root, "specs/a/one.spec.ts");
  const steps: readonly (readonly [(printed: string) => boolean, string | undefined])[] = [
    [
      (printed) => /\/first\s+holds[^]*watching 1 theorems/.test(printed),
      "export const broken = (;",
    ],
    [(printed) => printed.includes("one.spec.ts:1"), spec('claim("a/one/second")')],
    [(printed) => /\/second\s+holds[^]*watching 1 theorems/.test(printed), undefined],
  ];
  let step = 0;
  const { code, stdout } = await commute(root, ["watch", "a"], (child, printed) => {
    if (step === steps.length || !steps[step][0](printed)) return;
    const [, next] = steps[step++];
    if (next === undefined) child.kill("SIGINT");
    else void writeFile(file, next);
  });
  expect(step).toBe(steps.length);
  expect(code).toBe(130);
  expect(stdout).toMatch(/first\s+holds[^]*0 hold[^]*1 undecided[^]*second\s+holds/);
});
