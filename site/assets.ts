import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle, type BuildFailure, type Plugin } from "esbuild";
import { InputError } from "../src/errors.ts";
import { emblemFile } from "./emblem.ts";
import { colourSheet } from "./figure/colour.ts";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const sheets = ["base", "claims", "figure", "map", "run", "search", "term", "hover", "print"];

/** KaTeX's sheet with woff2 only: every browser that reads the rest of the site reads woff2. */
async function katexSheet(fonts: string): Promise<string> {
  const folder = dirname(require.resolve("katex/dist/katex.min.css"));
  const names = (await readdir(join(folder, "fonts"))).filter((name) => name.endsWith(".woff2"));
  await mkdir(fonts, { recursive: true });
  await Promise.all(names.map((name) => copyFile(join(folder, "fonts", name), join(fonts, name))));
  const sheet = await readFile(join(folder, "katex.min.css"), "utf8");
  return sheet
    .replaceAll(/,url\([^)]+\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, "")
    .replaceAll("font-display:block", "font-display:swap");
}

/** Style sheets, fonts and the emblem. */
export async function writeAssets(out: string): Promise<void> {
  const assets = join(out, "assets");
  const own = await Promise.all(
    sheets.map((name) => readFile(join(here, "styles", `${name}.css`), "utf8")),
  );
  const katex = await katexSheet(join(assets, "fonts"));
  await writeFile(join(assets, "site.css"), [katex, ...own, colourSheet()].join("\n"));
  await writeFile(join(assets, "emblem.svg"), emblemFile);
}

/** One entry a spec: the bootstrap of the worker, serving what the spec exports. */
function entries(root: string): Plugin {
  return {
    name: "spec-entries",
    setup(build) {
      build.onResolve({ filter: /^spec:/ }, ({ path }) => ({
        path: path.slice(5),
        namespace: "spec",
      }));
      build.onLoad({ filter: /.*/, namespace: "spec" }, ({ path }) => ({
        contents: `import * as spec from ${JSON.stringify(join(root, path))};
          import { serve } from ${JSON.stringify(join(here, "runner/worker.ts"))};
          serve(spec);`,
        resolveDir: root,
      }));
      // The one door to what only Node has stays shut in a browser.
      build.onResolve({ filter: /\/devices\/node\.ts$/ }, ({ path }) => ({
        path,
        namespace: "shut",
      }));
      build.onLoad({ filter: /.*/, namespace: "shut" }, () => ({
        contents: `const missing = async () => ({ missing: "it needs Node" });
          export { missing as loadTensorflow, missing as provideWebgpu };`,
      }));
    },
  };
}

/** The theorems whose specs are bundled: id and path of the spec. */
export interface Runnable {
  readonly id: string;
  readonly spec: string;
}

/**
 * Bundles every spec for a worker of the browser, and the scripts of the pages. What specs share is in
 * chunks; TensorFlow.js is a chunk that is fetched only when a model asks for the device.
 *
 * @throws {InputError} if a spec reaches something that a browser does not have
 */
export async function writeRunner(
  root: string,
  out: string,
  specs: readonly Runnable[],
): Promise<void> {
  const outdir = join(out, "assets");
  const workers = specs.map(({ id, spec }) => ({ in: `spec:${spec}`, out: `run/${id}` }));
  try {
    await bundle({
      entryPoints: [
        { in: join(here, "runner/page.ts"), out: "run" },
        { in: join(here, "figure/turn.ts"), out: "turn" },
        { in: join(here, "search/page.ts"), out: "search" },
        { in: join(here, "hover/page.ts"), out: "hover" },
        { in: join(here, "checker/page.ts"), out: "check" },
        { in: join(here, "checker/worker.ts"), out: "check-worker" },
        ...workers,
      ],
      absWorkingDir: root,
      alias: { commute: join(root, "src/index.ts") },
      plugins: [entries(root)],
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target: "es2023",
      minify: true,
      legalComments: "none",
      chunkNames: "run/chunk-[hash]",
      outdir,
      logLevel: "silent",
    });
  } catch (error) {
    const failed = (error as Partial<BuildFailure>).errors?.[0];
    if (failed === undefined) throw error;
    const where =
      failed.location === null ? "site/runner" : `${failed.location.file}:${failed.location.line}`;
    throw new InputError(where, "a spec that runs in a browser", failed.text);
  }
  await copyWasm(join(outdir, "wasm"));
}

/** The kernels that the worker fetches by address; a static server cannot offer the threaded ones. */
async function copyWasm(folder: string): Promise<void> {
  const from = dirname(
    require.resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm"),
  );
  await mkdir(folder, { recursive: true });
  const names = ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"];
  await Promise.all(names.map((name) => copyFile(join(from, name), join(folder, name))));
}
