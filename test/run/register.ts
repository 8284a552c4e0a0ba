import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { recordSchema, type ClaimRecord } from "../../src/record/schema.ts";
import { bundleAll, claimFaults, describeAll } from "../../src/run/prepare.ts";
import { complaint } from "../../src/run/table.ts";
import { defaultSeed, verify } from "../../src/run/verify.ts";
import { discover } from "../../src/theorem/discover.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Registers a test for each claim of a spec; they are checked afresh, and the record is written. */
export async function register(id: string): Promise<void> {
  const { theorems, faults } = await discover(root);
  const theorem = theorems.filter((one) => one.id === id);
  const specs = await describeAll(await bundleAll(root, theorem), {});
  const wrong = [...faults, ...claimFaults(specs)].map(({ message }) => message);
  const effort = recordSchema.shape.effort.parse(process.env.COMMUTE_EFFORT ?? "default");
  const seed = process.env.COMMUTE_SEED ?? defaultSeed;
  let run: Promise<ReadonlyMap<string, ClaimRecord>> | undefined;
  const checked = async (): Promise<ReadonlyMap<string, ClaimRecord>> => {
    const { records, errors } = await verify(specs, { root, effort, seed, workers: 1 });
    expect(errors).toEqual([]);
    return new Map(records.flatMap(({ claims }) => claims).map((claim) => [claim.id, claim]));
  };
  describe(id, () => {
    it("has a page and a spec without faults", () => {
      expect(wrong).toEqual([]);
      expect(specs.map((spec) => spec.theorem.id)).toEqual([id]);
    });
    if (wrong.length > 0) return;
    const loads = specs.flatMap(({ fault }) => (fault === undefined ? [] : [`${id}/spec-loads`]));
    const known = loads.length > 0 ? loads : specs.flatMap((s) => s.claims.map((one) => one.id));
    it.each(known)("%s", async (claim) => {
      run ??= checked();
      const record = (await run).get(claim);
      expect(record?.passes, record === undefined ? "no verdict" : complaint(record)).toBe(true);
    });
  });
}
