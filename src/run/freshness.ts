import { freshness, type Freshness } from "../record/freshness.ts";
import type { Effort } from "../record/schema.ts";
import type { Theorem } from "../theorem/discover.ts";
import { bundleAll, type Bundled } from "./prepare.ts";

export interface Judged {
  readonly spec: Bundled;
  readonly freshness: Freshness;
}

/** Which records still speak of their inputs as they are. Theorems without a spec have none. */
export async function judgeRecords(
  root: string,
  theorems: readonly Theorem[],
  effort?: Effort,
): Promise<Judged[]> {
  const specs = await bundleAll(root, theorems);
  return Promise.all(
    specs.map(async (spec) => {
      return { spec, freshness: await freshness(root, spec.theorem.id, spec.hash, effort) };
    }),
  );
}
