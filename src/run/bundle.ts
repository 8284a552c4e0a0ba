import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildFailure, type Message, type Metafile, type Plugin } from "esbuild";
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

/** Entries whose text is not a file: what a bundle exports, by the name of the bundle. */
function entriesOf(root: string, texts: ReadonlyMap<string, string>): Plugin {
  return {
    name: "commute:entries",
    setup: (bundler) => {
      bundler.onResolve({ filter: /^entry:/ }, ({ path }) => {
        return { path: path.slice("entry:".length), namespace: "entry" };
      });
      bundler.onLoad({ filter: /./, namespace: "entry" }, ({ path }) => {
        return { contents: texts.get(path) ?? "", loader: "ts", resolveDir: root };
      });
    },
  };
}

interface Output {
  readonly text: string;
  readonly inputs: Metafile["outputs"][string]["inputs"];
  readonly imports: readonly string[];
}

/** One build of all entries: each module is read and parsed once, whatever the number of entries. */
async function outputsOf(
  root: string,
  texts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Output>> {
  const { outputFiles, metafile } = await build({
    entryPoints: [...texts.keys()].map((name) => ({ in: `entry:${name}`, out: name })),
    plugins: [entriesOf(root, texts)],
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
    outdir: join(root, cache),
    outExtension: { ".js": ".mjs" },
    logLevel: "silent",
  });
  const written = new Map(outputFiles.map(({ path, text }) => [path, text]));
  return new Map(
    [...texts.keys()].map((name) => {
      const path = join(cache, `${name}.mjs`);
      const { inputs, imports } = metafile.outputs[path];
      const text = written.get(join(root, path)) ?? "";
      return [name, { text, inputs, imports: imports.map((one) => one.path) }];
    }),
  );
}

/** What a spec's bundle exports. */
function entryOf(root: string, spec: string): string {
  const device = "src/numeric/device.ts";
  return [
    `export * as spec from "./${spec}";`,
    existsSync(join(root, device)) ? `export const device = () => import("./${device}");` : "",
  ].join("\n");
}

/** The outputs of the specs that can be bundled, and what is wrong with the others. */
async function buildSpecs(
  root: string,
  specs: readonly string[],
): Promise<ReadonlyMap<string, Output | InputError>> {
  if (specs.length === 0) return new Map();
  const texts = new Map(specs.map((spec) => [spec, entryOf(root, spec)]));
  try {
    return await outputsOf(root, texts);
  } catch (error) {
    const { errors } = error as Partial<BuildFailure>;
    if (errors === undefined) throw error;
    if (specs.length === 1) return new Map([[specs[0], fault(specs[0], errors[0])]]);
    // Faults in specs themselves are told by their files; one in what they share is looked for in each.
    const faulty = specs.filter((spec) => errors.some(({ location }) => location?.file === spec));
    const sound = faulty.length === 0 ? [] : specs.filter((spec) => !faulty.includes(spec));
    const alone = specs.filter((spec) => !sound.includes(spec)).map((spec) => [spec]);
    const built = await Promise.all([sound, ...alone].map((part) => buildSpecs(root, part)));
    return new Map(built.flatMap((one) => [...one]));
  }
}

/**
 * Bundles specs for node, by name. `commute` is the source of this repository, other packages stay
 * outside, so that they are loaded once and their versions are known.
 *
 * A bundle exports `spec`, the spec's exports, and, where the repository has one, `device`, which
 * imports the module of devices: one copy of it is shared by spec and runner. An error says why a
 * spec cannot be bundled.
 */
export async function bundleSpecs(
  root: string,
  specs: readonly string[],
): Promise<ReadonlyMap<string, SpecBundle | InputError>> {
  const outputs = await buildSpecs(root, specs);
  const versions = new Map<string, Promise<string>>();
  const version = (name: string): Promise<string> => {
    const known = versions.get(name) ?? versionOf(root, name);
    versions.set(name, known);
    return known;
  };
  const bundled = async (spec: string, output: Output): Promise<SpecBundle> => {
    const { text, inputs, imports } = output;
    // An index has no code of its own in the bundle, yet decides what the names mean.
    const modules = Object.keys(inputs).filter(
      (path) => inputs[path].bytesInOutput > 0 || /\bindex\.ts$/.test(path),
    );
    const names = imports.map((path) => packageOf(path) ?? "");
    const packages = [...new Set([...names, ...enginePackages])]
      .filter((name) => name !== "")
      .sort();
    const found = await Promise.all(packages.map(version));
    return {
      file: await cached(root, spec.replace(/\.spec\.ts$/, ""), text),
      modules: modules.filter((path) => !path.startsWith("entry:")).sort(),
      packages: Object.fromEntries(packages.map((name, k) => [name, found[k]])),
    };
  };
  const entries = [...outputs].map(async ([spec, output]) => {
    return [spec, output instanceof InputError ? output : await bundled(spec, output)] as const;
  });
  return new Map(await Promise.all(entries));
}

let workerFile: Promise<string> | undefined;

/** The program of the worker threads, bundled once a process: node 20 cannot run TypeScript. */
export function bundleWorker(): Promise<string> {
  const own = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
  workerFile ??= outputsOf(own, new Map([["worker", `import "./src/run/worker.ts";`]])).then(
    (outputs) => cached(own, "worker", outputs.get("worker")?.text ?? ""),
  );
  return workerFile;
}

/** Reads files of the repository, each once. */
export function reader(root: string): (path: string) => Promise<string> {
  const texts = new Map<string, Promise<string>>();
  return (path) => {
    const text = texts.get(path) ?? readFile(join(root, path), "utf8");
    texts.set(path, text);
    return text;
  };
}

/** The texts of the files a verdict on a theorem depends on, by path. */
export async function inputFiles(
  read: (path: string) => Promise<string>,
  theorem: Theorem,
  bundle: SpecBundle | undefined,
): Promise<Record<string, string>> {
  const spec = theorem.spec === undefined ? [] : [theorem.spec];
  const paths = [...new Set([theorem.page.file, ...spec, ...(bundle?.modules ?? [])])];
  const texts = await Promise.all(paths.map(read));
  return Object.fromEntries(paths.map((path, k) => [path, texts[k]]));
}

/** One line that says what went wrong. */
export function oneLine(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : String(error);
}
