import { pathToFileURL } from "node:url";
import { isClaim, type Claim } from "../claim/claim.ts";

/** The claims a spec exports, alone or in lists, in the order of their export. */
export function claimsOf(spec: Readonly<Record<string, unknown>>): Claim[] {
  return Object.values(spec).flat().filter(isClaim);
}

/** The claims of a bundle, loaded in this thread: nothing is checked. @throws whatever the spec throws */
export async function claimsIn(bundle: string): Promise<Claim[]> {
  const loaded = (await import(pathToFileURL(bundle).href)) as {
    readonly spec: Readonly<Record<string, unknown>>;
  };
  return claimsOf(loaded.spec);
}
