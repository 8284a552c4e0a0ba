import MiniSearch from "minisearch";
import { askedAs, searchOptions } from "./terms.ts";
import type { Found, SearchFile } from "./terms.ts";

/** Finds theorems and claims, best first, at most `most` of them. */
export type Find = (question: string, most?: number) => Found[];

/** The search over a file that `build.ts` wrote. */
export function finder(text: string): Find {
  const { found, index } = JSON.parse(text) as SearchFile;
  const search = MiniSearch.loadJS(index as Parameters<typeof MiniSearch.loadJS>[0], searchOptions);
  return (question, most = 12) =>
    search
      .search(question, askedAs)
      .slice(0, most)
      .map(({ id }) => found[id as number]);
}
