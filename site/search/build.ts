import MiniSearch from "minisearch";
import type { Entry } from "../library.ts";
import { faceOf, nameOf, strongest, wordsOf } from "../verdict.ts";
import { letterOf, searchOptions } from "./terms.ts";
import type { Found, SearchFile } from "./terms.ts";

interface Searched extends Found {
  readonly claimed: string;
  readonly text: string;
}

/** A title without TeX's signs: `$\\Omega W^\\dagger$` reads ΩW†. */
const plain = (title: string): string =>
  title
    .replaceAll(/\\([A-Za-z]+)\s?/g, (_, name: string) => letterOf(name))
    .replaceAll(/[${}]|\^(?=†)/g, "");

function documents(entries: readonly Entry[]): Omit<Searched, "id">[] {
  return entries.flatMap(({ page, record }) => [
    {
      address: `${page.id}.html`,
      title: plain(page.title),
      says: page.id,
      claimed: page.slide ?? "",
      text: `${page.id} ${page.body} ${page.sources.join(" ")}`,
    },
    ...(record?.claims ?? []).map((claim) => {
      const kind = strongest(claim);
      const near = claim.nearMisses.map(({ id, why }) => `${id} ${why}`);
      return {
        address: `${page.id}.html#${nameOf(claim.id)}`,
        title: wordsOf(claim.id),
        says: `${faceOf(claim)}${kind === undefined ? "" : `, ${kind}`}: ${claim.id}`,
        claimed: `${claim.id} ${claim.states}`,
        text: [...claim.hypotheses.map(({ says }) => says), ...near].join(" "),
      };
    }),
  ]);
}

/** `assets/search.json`: every theorem and every claim, found by words, ids and pieces of TeX. */
export function searchFile(entries: readonly Entry[]): string {
  const all = documents(entries).map((one, id): Searched => ({ ...one, id }));
  const index = new MiniSearch<Searched>(searchOptions);
  index.addAll(all);
  const found = all.map(({ id, address, title, says }) => ({ id, address, title, says }));
  return JSON.stringify({ found, index: index.toJSON() } satisfies SearchFile);
}
