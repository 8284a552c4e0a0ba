import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildFailure, type BuildResult, type Message } from "esbuild";
import { enginePackages } from "../corroborate/engine.ts";
import { DomainError, InputError } from "../errors.ts";
import type { Theorem } from "../theorem/discover.ts";

/** A spec with everything of `src` it reaches, in one file that node imports. */
export interface SpecBundle {
  /** Absolute path. */
  readonly file: string;
  /** The spec and the modules of the repository that reach the bundle, relative to the root. */
  readonly modules: readonly string[];
  /** The packages reached, and those that second opinions come from, with their versions. */
  readonly packages: Readonly<Record<string, string>>;
}

const cache = ".commute/cache";

/** Forgets the bundles of a name that no run can still be using. */
async function forgetOld(folder: string, name: string): Promise<void> {
  const old = Date.now() - 24 * 3600 * 1000;
  for (const entry of await readdir(folder)) {
    if (!entry.startsWith(`${name}-`)) continue;
    const file = join(folder, entry);
    const modified = (await stat(file).catch(() => undefined))?.mtimeMs ?? Infinity;
    if (modified < old) await rm(file, { force: true });
  }
}

/** Writes a text under its own hash, atomically: two runs at once, or two threads of one, write it too. */
async function cached(root: string, name: string, text: string): Promise<string> {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const file = join(root, cache, `${name}-${hash}.mjs`);
  if (existsSync(file)) return file;
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${randomUUID()}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, file);
  await forgetOld(dirname(file), basename(name));
  return file;
}

/** The package that a bare import belongs to: `@scope/name` or `name`. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith("node:") || /^[./]/.test(specifier)) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

async function versionOf(root: string, name: string): Promise<string> {
  for (let folder = root; ; folder = dirname(folder)) {
    try {
      const text = await readFile(join(folder, "node_modules", name, "package.json"), "utf8");
      return (JSON.parse(text) as { version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      if (dirname(folder) === folder) return "not installed";
    }
  }
}

function fault(spec: string, message: Message | undefined): InputError {
  const at = message?.location;
  const where = at ? `${at.file}:${at.line}:${at.column}` : spec;
  return new InputError(where, "a spec that can be bundled", message?.text ?? "an unknown fault");
}

async function bundled(root: string, contents: string, spec: string): Promise<BuildResult> {
  try {
    return await build({
      stdin: { contents, resolveDir: root, sourcefile: "entry.ts", loader: "ts" },
      absWorkingDir: root,
      alias: { commute: join(root, "src/index.ts") },
      packages: "external",
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: "inline",
      sourcesContent: false,
      metafile: true,
      write: false,
      outfile: join(root, cache, "entry.mjs"),
      logLevel: "silent",
    });
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    throw fault(spec, errors[0]);
  }
}

/**
 * Bundles one spec for node. `commute` is the source of this repository, other packages stay
 * outside, so that they are loaded once and their versions are known.
 *
 * The bundle exports `spec`, the spec's exports, and, where the repository has one,
 * `device`, which imports the module of devices: one copy of it is shared by spec and runner.
 *
 * @throws {InputError} if it cannot be bundled
 */
export async function bundleSpec(root: string, spec: string): Promise<SpecBundle> {
  const device = "src/numeric/device.ts";
  const contents = [
    `export * as spec from "./${spec}";`,
    existsSync(join(root, device)) ? `export const device = () => import("./${device}");` : "",
  ].join("\n");
  const { outputFiles = [], metafile } = await bundled(root, contents, spec);
  const outputs = Object.values(metafile?.outputs ?? {});
  const modules = outputs.flatMap(({ inputs }) =>
    // An index has no code of its own in the bundle, yet decides what the names mean.
    Object.keys(inputs).filter(
      (path) => inputs[path].bytesInOutput > 0 || /\bindex\.ts$/.test(path),
    ),
  );
  const names = outputs.flatMap(({ imports }) => imports.map(({ path }) => packageOf(path) ?? ""));
  const packages = [...new Set([...names, ...enginePackages])].filter((name) => name !== "").sort();
  const versions = await Promise.all(packages.map((name) => versionOf(root, name)));
  return {
    file: await cached(root, spec.replace(/\.spec\.ts$/, ""), outputFiles[0].text),
    modules: modules.filter((path) => path !== "entry.ts").sort(),
    packages: Object.fromEntries(packages.map((name, k) => [name, versions[k]])),
  };
}

let workerFile: Promise<string> | undefined;

/** The program of the worker threads, bundled once a process: node 20 cannot run TypeScript. */
export function bundleWorker(): Promise<string> {
  const own = fileURLToPath(new URL("../..", import.meta.url));
  workerFile ??= bundled(own, `import "./src/run/worker.ts";`, "src/run/worker.ts").then(
    ({ outputFiles = [] }) => cached(own, "worker", outputFiles[0].text),
  );
  return workerFile;
}

/** The texts of the files a verdict on a theorem depends on, by path. */
export async function inputFiles(
  root: string,
  theorem: Theorem,
  bundle: SpecBundle | undefined,
): Promise<Record<string, string>> {
  const spec = theorem.spec === undefined ? [] : [theorem.spec];
  const paths = [...new Set([theorem.page.file, ...spec, ...(bundle?.modules ?? [])])];
  const texts = await Promise.all(paths.map((path) => readFile(join(root, path), "utf8")));
  return Object.fromEntries(paths.map((path, k) => [path, texts[k]]));
}

/** One line that says what went wrong. */
export function oneLine(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : String(error);
}
