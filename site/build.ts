import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InputError } from "../src/errors.ts";
import { writeAssets, writeRunner } from "./assets.ts";
import { certificatesOf, writeCertificates, type Certificates } from "./certificates.ts";
import { believeAddress, believePage } from "./believe.ts";
import { checkPage } from "./checkPage.ts";
import { frontPage } from "./front.ts";
import { glossaryPage, noGlossary, readGlossary, wordsIn, type Glossary } from "./glossary.ts";
import { checkAddress, glossaryAddress } from "./layout.ts";
import { BuildRefused, claimsOf, loadClaims, readLibrary, type Entry } from "./library.ts";
import { machineFiles } from "./machine.ts";
import { readMeasured } from "./measured.ts";
import {
  mutations as mutationsResult,
  mutationsAddress,
  mutationsPage,
  type Mutations,
} from "./mutations.ts";
import { theoremPage } from "./page.ts";
import { recordedTerms, type RecordedTerms } from "./recorded.ts";
import { searchFile } from "./search/build.ts";
import { sensitivity, toleranceAddress, tolerancePage, type Sensitivity } from "./tolerance.ts";
import { faceOf } from "./verdict.ts";

export { BuildRefused } from "./library.ts";

export interface SiteOptions {
  /** The root of the repository: theorems, specs and records are found under it. */
  readonly root: string;
  /** The folder to write; `site/dist` under the root. It is replaced whole, and only by a whole site. */
  readonly out?: string;
}

export interface BuiltSite {
  readonly pages: number;
  /** Ids of claims that are published and do not pass: undecided ones too. */
  readonly failing: string[];
}

/** What the pages print besides pages and records: what specs say of themselves, what benches measured. */
export interface Beside {
  readonly certificates?: Certificates;
  readonly recorded?: RecordedTerms;
  readonly glossary?: Glossary | undefined;
  readonly sensitivity?: Sensitivity | undefined;
  readonly mutations?: Mutations | undefined;
}

/**
 * Every page of the site by its path, as text: a pure function of pages, records and what stands
 * beside them.
 *
 * @throws {BuildRefused} naming every formula, link and name in the pages that does not resolve
 */
export function renderSite(entries: readonly Entry[], beside: Beside = {}): Map<string, string> {
  const { certificates = new Map(), recorded = new Map(), sensitivity: table } = beside;
  const { mutations, glossary = noGlossary } = beside;
  const claims = claimsOf(entries);
  const byId = new Map(entries.map((entry) => [entry.page.id, entry]));
  const context = { claims, certificates, recorded, words: wordsIn(glossary), entries: byId };
  const pages = new Map<string, string>();
  const faults: string[] = [];
  const attempt = (path: string, render: () => string): void => {
    try {
      pages.set(path, render());
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error.message);
    }
  };
  for (const entry of entries) attempt(`${entry.page.id}.html`, () => theoremPage(entry, context));
  attempt("index.html", () => frontPage(entries, claims, table !== undefined));
  if (table !== undefined) attempt(toleranceAddress, () => tolerancePage(table));
  attempt(mutationsAddress, () => mutationsPage(mutations));
  attempt(glossaryAddress, () => glossaryPage(glossary, entries));
  attempt(checkAddress, checkPage);
  attempt(believeAddress, () => believePage(entries));
  if (faults.length > 0) throw new BuildRefused([...new Set(faults)]);
  return pages;
}

/** Writes the static site. Verdicts come from fresh, valid records only. */
export async function buildSite({
  root,
  out = join(root, "site/dist"),
}: SiteOptions): Promise<BuiltSite> {
  const entries = await readLibrary(root);
  const loaded = await loadClaims(entries);
  const certificates = certificatesOf(loaded);
  const pages = renderSite(entries, {
    certificates,
    recorded: recordedTerms(loaded),
    glossary: await readGlossary(root),
    sensitivity: await readMeasured(root, sensitivity),
    mutations: await readMeasured(root, mutationsResult),
  });
  // Written beside and moved into place: a build that is refused or cut off leaves the last one.
  const draft = `${out}.${process.pid}.tmp`;
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(draft, { recursive: true });
    await writeAssets(draft);
    await writeCertificates(draft, certificates);
    await writeFile(join(draft, "assets/search.json"), searchFile(entries));
    for (const [path, text] of [...pages, ...machineFiles(entries, claimsOf(entries))]) {
      await mkdir(dirname(join(draft, path)), { recursive: true });
      await writeFile(join(draft, path), text);
    }
    const runnable = entries.flatMap(({ page, spec, record }) =>
      spec === undefined || record === undefined ? [] : [{ id: page.id, spec }],
    );
    await writeRunner(root, draft, runnable);
    await rm(out, { recursive: true, force: true });
    await rename(draft, out);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const failing = [...claimsOf(entries).values()]
    .filter((claim) => ["failing", "undecided"].includes(faceOf(claim)))
    .map(({ id }) => id);
  return { pages: pages.size, failing };
}
