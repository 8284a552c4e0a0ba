import { readdir, readFile } from "node:fs/promises";
import { join, posix, sep } from "node:path";

const attribute = /\s(?:href|src|data-worker|data-wasm)="([^"]*)"/g;
const address = /url\((["']?)([^)"']+)\1\)/g;
const decoded = (text: string): string =>
  text
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");

const idsOf = (text: string): string[] =>
  [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => decoded(id));

/** A built site in memory: the files there are, and the text of those that link to others. */
interface Site {
  readonly files: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

async function readSite(dist: string): Promise<Site> {
  const names = await readdir(dist, { recursive: true });
  const files = names.map((name) => name.split(sep).join("/"));
  const linking = files.filter((name) => /\.(html|css)$/.test(name));
  const texts = await Promise.all(linking.map((name) => readFile(join(dist, name), "utf8")));
  return { files: new Set(files), texts: new Map(linking.map((name, k) => [name, texts[k]])) };
}

/** Why an address in a file leads nowhere; undefined where it leads somewhere. */
function deadEnd(from: string, href: string, { files, texts }: Site): string | undefined {
  const external = /^(https?|mailto):/.test(href);
  if (external && from.endsWith(".html")) return undefined;
  if (external || /^(\/|[a-z]+:)/.test(href)) return `${href} is not relative`;
  const [path, fragment] = href.split("#", 2);
  const target = path === "" ? from : posix.join(posix.dirname(from), path.replace(/\/$/, ""));
  if (!files.has(target)) return `${href}: there is no ${target}`;
  if (fragment === undefined || fragment === "") return undefined;
  const there = idsOf(texts.get(target) ?? "").includes(decodeURIComponent(fragment));
  return there ? undefined : `${href}: there is no #${fragment} in ${target}`;
}

function faultsOfPage(name: string, text: string): string[] {
  const faults: string[] = [];
  const ids = idsOf(text);
  const twice = new Set(ids.filter((id, k) => ids.indexOf(id) !== k));
  for (const id of twice) faults.push(`${name}: the id ${id} is used twice`);
  if (text.includes("katex-error")) faults.push(`${name}: an error of KaTeX`);
  if (!text.includes('http-equiv="Content-Security-Policy"')) faults.push(`${name}: no policy`);
  if (/<script(?![^>]*\ssrc=)/.test(text)) faults.push(`${name}: an inline script`);
  if (/\son[a-z]+="/.test(text)) faults.push(`${name}: an inline event handler`);
  const titles = text.match(/<h1[\s>]/g)?.length ?? 0;
  if (titles !== 1) faults.push(`${name}: ${titles} main headings`);
  return faults;
}

/** Every link, anchor and asset of a built site that does not resolve, and every fault of its markup. */
export async function checkLinks(dist: string): Promise<{ checked: number; faults: string[] }> {
  const site = await readSite(dist);
  const faults: string[] = [];
  let checked = 0;
  for (const [name, text] of site.texts) {
    const page = name.endsWith(".html");
    if (page) faults.push(...faultsOfPage(name, text));
    const found = page
      ? [...text.matchAll(attribute)].map(([, href]) => decoded(href))
      : [...text.matchAll(address)].map(([, , url]) => url);
    for (const href of found) {
      checked++;
      const fault = deadEnd(name, href, site);
      if (fault !== undefined) faults.push(`${name}: ${fault}`);
    }
  }
  if (!site.files.has("index.html")) faults.push("index.html: missing");
  return { checked, faults };
}
