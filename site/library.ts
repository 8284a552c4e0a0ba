import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Claim } from "../src/claim/claim.ts";
import { InputError } from "../src/errors.ts";
import { recordPath } from "../src/record/read.ts";
import type { ClaimRecord, Figure, TheoremRecord } from "../src/record/schema.ts";
import { claimsIn } from "../src/run/claims.ts";
import { judgeRecords } from "../src/run/freshness.ts";
import { discover } from "../src/theorem/discover.ts";
import type { Page } from "../src/theorem/page.ts";
import { nameOf, type Claims } from "./verdict.ts";

/** A theorem as the site prints it: its page, and its record unless it is a definition. */
export interface Entry {
  readonly page: Page;
  readonly spec?: string;
  /** The text of the spec. */
  readonly source?: string;
  /** Where the spec's bundle lies: its claims are loaded from it, and never checked. */
  readonly bundle?: string;
  readonly record?: TheoremRecord;
}

/** The build is refused: every reason, one line each. */
export class BuildRefused extends InputError {
  override readonly name = "BuildRefused";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    const lines = faults.map((fault) => `\n  ${fault.replaceAll(/\s+/g, " ")}`).join("");
    super("site", "sound pages with fresh, valid records", `${faults.length} faulty:${lines}`);
    this.faults = faults;
  }
}

/**
 * Every page of a repository with its record.
 *
 * @throws {BuildRefused} naming every page, spec and record that is at fault, missing, stale or invalid
 */
export async function readLibrary(root: string): Promise<Entry[]> {
  const { theorems, faults } = await discover(root);
  const refused = faults.map((fault) => fault.message);
  const judged = await judgeRecords(root, theorems);
  const entries = theorems.flatMap(({ id, page, spec }): Entry[] => {
    const verdict = judged.find((one) => one.spec.theorem.id === id);
    if (spec === undefined || verdict === undefined) return [{ page }];
    const { freshness, spec: bundled } = verdict;
    if (bundled.fault !== undefined) refused.push(bundled.fault);
    if (freshness.state === "fresh") {
      const bundle = bundled.bundle?.file;
      const source = readFileSync(join(root, spec), "utf8");
      const found = { page, spec, source, record: freshness.record };
      return [bundle === undefined ? found : { ...found, bundle }];
    }
    refused.push(`${id}: ${freshness.state}: ${freshness.reason}. Run: commute verify ${id}`);
    return [];
  });
  refused.push(...faultsOf(entries));
  if (refused.length > 0) throw new BuildRefused(refused);
  return entries;
}

/** The claims of the library's records by id, as their specs export them: they are never checked here. */
export type LoadedClaims = ReadonlyMap<string, Claim>;

/** Loads the specs of the library. A claim of which there is nothing but a record is not among them. */
export async function loadClaims(entries: readonly Entry[]): Promise<LoadedClaims> {
  const found = new Map<string, Claim>();
  for (const { bundle, record } of entries) {
    if (bundle === undefined) continue;
    const recorded = new Set(record?.claims.map(({ id }) => id));
    for (const claim of await claimsIn(bundle))
      if (recorded.has(claim.id)) found.set(claim.id, claim);
  }
  return found;
}

export const claimsOf = (entries: readonly Entry[]): Claims =>
  new Map(entries.flatMap(({ record }) => record?.claims ?? []).map((claim) => [claim.id, claim]));

/** What is wrong between records that no single one of them shows. */
export function faultsOf(entries: readonly Entry[]): string[] {
  const claims = claimsOf(entries);
  return entries.flatMap(({ page, record }) => {
    if (record === undefined) return [];
    const file = recordPath(page.id);
    return [
      ...repeated(record.claims.map(({ id }) => nameOf(id))).map(
        (name) => `${file}: two claims named ${name}`,
      ),
      ...repeated(figuresOf(record.claims).map(({ id }) => id)).map(
        (id) => `${file}: two figures named ${id}`,
      ),
      ...(["printed", "corrected"] as const).flatMap((field) =>
        page[field]
          .filter((name) => !record.claims.some((claim) => nameOf(claim.id) === name))
          .map(
            (name) => `${page.file}, field ${field}: expected a claim of the theorem, got ${name}`,
          ),
      ),
      ...record.claims.flatMap((claim) => faultsOfClaim(claim, page.id, claims, file)),
    ];
  });
}

export const figuresOf = (claims: readonly ClaimRecord[]): Figure[] =>
  claims.flatMap((claim) => claim.figures);

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, k) => names.indexOf(name) !== k)),
];

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function faultsOfClaim(
  claim: ClaimRecord,
  theorem: string,
  claims: Claims,
  file: string,
): string[] {
  const faults: string[] = [];
  // Ids become anchors and addresses: nothing but lower case, digits and dashes.
  if (!claim.id.startsWith(`${theorem}/`) || !slug.test(claim.id.slice(theorem.length + 1))) {
    faults.push(`${file}: expected an id ${theorem}/<conclusion>, got ${JSON.stringify(claim.id)}`);
  }
  for (const { id } of claim.figures) {
    if (!slug.test(id))
      faults.push(`${file}: expected a figure id like flux-map, got ${JSON.stringify(id)}`);
  }
  for (const { claim: id } of claim.rests) {
    if (id !== undefined && !claims.has(id)) {
      faults.push(
        `${file}: ${claim.id} rests on ${JSON.stringify(id)}, which is no claim of the site`,
      );
    }
  }
  return faults;
}
