import { readdir, readFile } from "node:fs/promises";
import { join, posix, sep } from "node:path";
import { gzipSync } from "node:zlib";

/** What a page may weigh gzipped, without fonts, before "Run it here" is pressed and after, in bytes. */
const [most, mostRunning] = [150_000, 1_000_000];

/** The kernels that a worker fetches where the processor has vectors, as nearly all have. */
const kernels = "assets/wasm/tfjs-backend-wasm-simd.wasm";

const asset = /<(?:script|link)[^>]*\s(?:src|href)="([^"]+\.(?:js|css))"/g;
const imported = /(?:from|import)\s*\(?"(\.{1,2}\/[^"]+\.js)"/g;

/** Sizes of the files of a built site, gzipped, each looked at once. */
class Weights {
  readonly #dist: string;
  readonly #known = new Map<string, Promise<{ bytes: number; text: string }>>();

  constructor(dist: string) {
    this.#dist = dist;
  }

  of(path: string): Promise<{ bytes: number; text: string }> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const read = readFile(join(this.#dist, path)).then((file) => ({
      bytes: gzipSync(file).length,
      text: path.endsWith(".wasm") ? "" : file.toString("utf8"),
    }));
    this.#known.set(path, read);
    return read;
  }

  /** A script with everything it may ever import. */
  async reach(path: string, seen = new Set<string>()): Promise<number> {
    if (seen.has(path)) return 0;
    seen.add(path);
    const { bytes, text } = await this.of(path);
    let all = bytes;
    for (const [, to] of text.matchAll(imported))
      all += await this.reach(posix.join(posix.dirname(path), to), seen);
    return all;
  }
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;

/** What every page weighs, gzipped: the heaviest in a line, and a fault for each that is too heavy. */
export async function checkBytes(dist: string): Promise<{ faults: string[]; said: string[] }> {
  const names = (await readdir(dist, { recursive: true })).map((name) => name.split(sep).join("/"));
  const weights = new Weights(dist);
  const faults: string[] = [];
  let [heaviest, running] = [
    { name: "", bytes: 0 },
    { name: "", bytes: 0 },
  ];
  for (const name of names.filter((one) => one.endsWith(".html"))) {
    const page = await weights.of(name);
    const from = (href: string): string => posix.join(posix.dirname(name), href);
    let { bytes } = page;
    for (const [, href] of page.text.matchAll(asset)) bytes += await weights.reach(from(href));
    if (bytes > heaviest.bytes) heaviest = { name, bytes };
    if (bytes > most) faults.push(`${name}: ${kilobytes(bytes)} gzipped, above ${kilobytes(most)}`);
    const worker = /data-worker="([^"]+)"/.exec(page.text)?.[1];
    if (worker === undefined) continue;
    const after = (await weights.reach(from(worker))) + (await weights.of(kernels)).bytes;
    if (after > running.bytes) running = { name, bytes: after };
    if (after > mostRunning)
      faults.push(`${name}: ${kilobytes(after)} gzipped to run, above ${kilobytes(mostRunning)}`);
  }
  const said = [
    `the heaviest page is ${heaviest.name}: ${kilobytes(heaviest.bytes)} gzipped, fonts apart`,
    `the most a run can fetch is ${kilobytes(running.bytes)} gzipped, by ${running.name}`,
  ];
  return { faults, said };
}
