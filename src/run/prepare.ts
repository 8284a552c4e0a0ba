import { InputError } from "../errors.ts";
import { inputsHash } from "../record/inputsHash.ts";
import type { Effort } from "../record/schema.ts";
import type { Theorem } from "../theorem/discover.ts";
import { bundleSpecs, inputFiles, oneLine, reader, type SpecBundle } from "./bundle.ts";
import type { DescribedClaim } from "./messages.ts";
import { inThread, type ThreadOptions } from "./thread.ts";

/** A theorem with a spec, bundled: everything its verdicts depend on is known. */
export interface Bundled {
  readonly theorem: Theorem;
  readonly spec: string;
  readonly bundle?: SpecBundle;
  /** Why there is no bundle. */
  readonly fault?: string;
  readonly hash: (effort: Effort) => string;
}

/** A theorem whose claims are known. */
export interface Prepared extends Bundled {
  readonly claims: readonly DescribedClaim[];
}

/** Bundles the specs of theorems; definitions have none. */
export async function bundleAll(root: string, theorems: readonly Theorem[]): Promise<Bundled[]> {
  const pairs = theorems.flatMap((theorem) =>
    theorem.spec === undefined ? [] : [[theorem, theorem.spec] as const],
  );
  const bundles = await bundleSpecs(
    root,
    pairs.map(([, spec]) => spec),
  );
  const read = reader(root);
  return Promise.all(
    pairs.map(async ([theorem, spec]) => {
      const built = bundles.get(spec);
      const bundle = built instanceof InputError ? undefined : built;
      const files = await inputFiles(read, theorem, bundle);
      const packages = bundle?.packages ?? {};
      const hash = (effort: Effort): string => inputsHash({ files, packages, effort });
      if (bundle !== undefined) return { theorem, spec, bundle, hash };
      return { theorem, spec, fault: built === undefined ? "no bundle" : oneLine(built), hash };
    }),
  );
}

/** Loads each bundle in a worker and asks for its claims. A spec that cannot be loaded has none. */
export async function describeAll(
  specs: readonly Bundled[],
  options: ThreadOptions,
): Promise<Prepared[]> {
  const described = new Map<Bundled, readonly DescribedClaim[]>();
  const faults = new Map<Bundled, string>();
  let left = specs.filter(({ bundle }) => bundle !== undefined);
  while (left.length > 0) {
    const batch = left;
    const requests = batch.map(({ bundle }) => {
      return { type: "describe", bundle: bundle?.file ?? "" } as const;
    });
    const ending = await inThread(
      requests,
      (reply, k) => {
        if (reply.type === "described") described.set(batch[k], reply.claims);
        if (reply.type === "unloadable")
          faults.set(batch[k], `threw while loading: ${reply.message}`);
      },
      options,
    );
    if (ending.type === "interrupted") break;
    left = left.filter((spec) => !described.has(spec) && !faults.has(spec));
    if (ending.type === "done" || left.length === 0) break;
    const seconds = ending.type === "silent" ? `stopped after ${ending.seconds} s` : ending.message;
    faults.set(left[0], `while loading: ${seconds}`);
    left = left.slice(1);
  }
  return specs.map((spec) => {
    const fault = faults.get(spec);
    const claims = described.get(spec) ?? [];
    return fault === undefined
      ? { ...spec, claims }
      : { ...spec, claims, fault: `${spec.spec}: ${fault}` };
  });
}

/** Everything wrong with the claims as written, before any of them is checked. */
export function claimFaults(specs: readonly Prepared[]): InputError[] {
  const faults: InputError[] = [];
  const seen = new Map<string, string>();
  for (const { spec, theorem, claims, fault } of specs) {
    if (fault === undefined && claims.length === 0) {
      faults.push(new InputError(spec, "at least one exported claim", "none"));
    }
    for (const { id, lint } of claims) {
      const where = `${spec}, claim ${id}`;
      if (!id.startsWith(`${theorem.id}/`) || id.length === theorem.id.length + 1) {
        faults.push(new InputError(`${where}, field id`, `${theorem.id}/<conclusion>`, id));
      }
      const before = seen.get(id);
      if (before !== undefined) {
        faults.push(
          new InputError(`${where}, field id`, "an id used once", `${id} again, after ${before}`),
        );
      }
      seen.set(id, spec);
      for (const line of lint) faults.push(new InputError(where, "a sound claim", line));
    }
  }
  return faults;
}
