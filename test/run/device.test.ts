import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { verify, type Verification } from "../../src/run/verify.ts";
import { bundleAll, describeAll } from "../../src/run/prepare.ts";
import { discover } from "../../src/theorem/discover.ts";
import { page, project, spec } from "./project.ts";

/** A device whose answers take 200 ms, and which notes in a file that it was given back. */
const slowDevice = (noted: string): string => `
import { writeFileSync } from "node:fs";
const wait = () => new Promise((resolve) => setTimeout(resolve, 200));
export const openDevice = () => ({
  name: "webgpu", label: "slow", lost: () => undefined,
  kernels: { read: async () => { await wait(); return new Float32Array(1); } },
  close: async () => { await wait(); writeFileSync(${JSON.stringify(noted)}, ""); },
});
`;

async function verified(
  noted: string,
  silenceMs: number,
  ...claims: string[]
): Promise<Verification> {
  const root = await project({
    "theorems/a/one.md": page("a/one"),
    "specs/a/one.spec.ts": spec(...claims),
    "src/numeric/device.ts": slowDevice(noted),
  });
  const { theorems } = await discover(root);
  const specs = await describeAll(await bundleAll(root, theorems), { silenceMs: 60_000 });
  return verify(specs, { root, effort: "quick", seed: "1", silenceMs });
}

const reads = (times: number): string =>
  `check: async (work) => {
     const { kernels } = await work.device();
     for (let k = 0; k < ${times}; k++) await kernels.read({});
     return verdict("a/one/reads");
   }`;

it("verify hears a claim at work as long as its device answers", async () => {
  const noted = join(await project({}), "closed");
  const { records } = await verified(noted, 2500, `claim("a/one/reads", { ${reads(25)} })`);
  expect(records[0].claims[0].reason).toBeUndefined();
  expect(records[0].claims[0].passes).toBe(true);
  expect(existsSync(noted)).toBe(true);
});

it("verify has the device given back by a claim that it gives up", async () => {
  const noted = join(await project({}), "closed");
  const { records } = await verified(
    noted,
    1500,
    `claim("a/one/waits", { check: async (work) => { await work.device(); return new Promise(() => {}); } })`,
  );
  expect(records[0].claims[0].reason).toBe("stopped after 1.5 s without a sign of life");
  expect(existsSync(noted)).toBe(true);
});
