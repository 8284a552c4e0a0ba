import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { InputError } from "../errors.ts";
import { addonFile, buildFolder, builtFile, packageFolder } from "./addon.ts";
import { cacheFolder } from "./cache.ts";
import { program, runSteps, type Step } from "./steps.ts";

/** Which of TensorFlow's wheels carries the library. */
export interface Library {
  readonly wheel: "tensorflow-cpu" | "tensorflow";
  readonly version: string;
  readonly size: string;
}

/** Measured with `@tensorflow/tfjs-node-gpu` 4.22.0; every version from 2.12.1 to 2.21.0 links. */
export const libraries: Readonly<Record<"native" | "cuda", Library>> = {
  native: { wheel: "tensorflow-cpu", version: "2.15.1", size: "207 MB" },
  cuda: {
    wheel: "tensorflow",
    version: "2.18.1",
    size: "about 600 MB, and 3 GB of CUDA's libraries",
  },
};

/** Any tag will do: only the library and the headers are taken out. */
const pythonTag = ["--python-version", "3.11", "--platform", "manylinux2014_x86_64"];

/** What the addon is compiled and linked against. */
const wanted = [
  "tensorflow/libtensorflow_cc.so.2",
  "tensorflow/libtensorflow_framework.so.2",
  ...[
    "tensorflow/c",
    "tensorflow/tsl",
    "tensorflow/core/platform",
    "tsl",
    "xla",
    "external/local_",
  ].map((folder) => `tensorflow/include/${folder}`),
];

/**
 * Builds the addon of `@tensorflow/tfjs-node-gpu` against the library inside a Python wheel of
 * TensorFlow, in the machine's cache: nothing in `node_modules` is written, and what is done is kept.
 * Linux on x86-64. Cost: 20 s and 0.9 GB of disk for `native`, several GB for `cuda`.
 *
 * Source: `shared/device.md` section 1.
 *
 * @throws {InputError} naming every tool that is missing, before anything is fetched, or the step that fails
 */
export async function setupTensorflow(
  kind: "native" | "cuda",
  say: (line: string) => void,
): Promise<string> {
  const library = libraries[kind];
  const source = packageFolder();
  const tools = missingTools();
  if (source === undefined) tools.push("@tensorflow/tfjs-node-gpu (npm install)");
  if (source === undefined || tools.length > 0)
    throw new InputError(
      "commute devices --setup",
      "what compiles an addon",
      `no ${tools.join(", no ")}`,
    );
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as {
    version: string;
  };
  const folder = buildFolder(version, library.wheel, library.version);
  await runSteps(steps(source, folder, library, kind), say);
  return folder;
}

function steps(source: string, folder: string, library: Library, kind: "native" | "cuda"): Step[] {
  const wheels = join(cacheFolder(), "wheels");
  const prefix = `${library.wheel.replaceAll("-", "_")}-${library.version}-`;
  const wheel = (): string | undefined =>
    existsSync(wheels)
      ? readdirSync(wheels).find((name) => name.startsWith(prefix) && name.endsWith(".whl"))
      : undefined;
  const unpacked = join(folder, "tensorflow", "include", "tensorflow", "c", "c_api.h");
  const lib = join(folder, "deps", "lib");
  const pip = (...args: string[]): Promise<string> =>
    program("python3", ["-m", "pip", "--disable-pip-version-check", "-q", ...args]);
  const cudaLibraries: Step = {
    name: "fetch CUDA's libraries",
    done: () => existsSync(join(folder, "deps", "nvidia")),
    run: async () => {
      const parts = join(folder, `cuda.part.${process.pid}`);
      rmSync(parts, { recursive: true, force: true });
      await pip("install", "--no-deps", "--target", parts, ...cudaPackages(folder));
      renameSync(join(parts, "nvidia"), join(folder, "deps", "nvidia"));
      rmSync(parts, { recursive: true, force: true });
    },
  };
  return [
    {
      name: `fetch ${library.wheel} ${library.version} (${library.size})`,
      done: () => wheel() !== undefined || existsSync(unpacked),
      run: async () => {
        // A file that was cut short never gets its name.
        const part = join(wheels, `part.${process.pid}`);
        mkdirSync(part, { recursive: true });
        const what = `${library.wheel}==${library.version}`;
        await pip("download", "--no-deps", "--only-binary=:all:", ...pythonTag, "-d", part, what);
        for (const name of readdirSync(part)) renameSync(join(part, name), join(wheels, name));
        rmSync(part, { recursive: true, force: true });
      },
    },
    {
      name: "unpack its library and headers",
      done: () => existsSync(unpacked),
      run: async () => {
        const part = join(folder, `unpacked.part.${process.pid}`);
        rmSync(part, { recursive: true, force: true });
        mkdirSync(part, { recursive: true });
        await program("python3", [
          "-c",
          unzip,
          join(wheels, wheel() ?? ""),
          part,
          ...wanted,
          ".dist-info/METADATA",
        ]);
        renameSync(join(part, "tensorflow"), join(folder, "tensorflow"));
        for (const name of readdirSync(part)) {
          cpSync(join(part, name, "METADATA"), join(folder, "METADATA"));
        }
        rmSync(part, { recursive: true, force: true });
        rmSync(join(wheels, wheel() ?? "none"), { force: true });
      },
    },
    {
      name: "lay out the package's sources beside them",
      done: () => existsSync(join(lib, "libtensorflow_framework.so")),
      run: async () => {
        for (const name of ["binding", "binding.gyp", "package.json"])
          cpSync(join(source, name), join(folder, name), { recursive: true });
        rmSync(join(folder, "deps", "lib"), { recursive: true, force: true });
        rmSync(join(folder, "deps", "include"), { force: true });
        mkdirSync(lib, { recursive: true });
        symlinkSync(join("..", "tensorflow", "include"), join(folder, "deps", "include"));
        const link = (name: string, to: string): void => symlinkSync(to, join(lib, name));
        for (const name of ["cc", "framework"])
          link(
            `libtensorflow_${name}.so.2`,
            join("..", "..", "tensorflow", `libtensorflow_${name}.so.2`),
          );
        link("libtensorflow.so", "libtensorflow_cc.so.2");
        link("libtensorflow_framework.so", "libtensorflow_framework.so.2");
        await Promise.resolve();
      },
    },
    ...(kind === "cuda" ? [cudaLibraries] : []),
    {
      name: "compile the addon",
      done: () => existsSync(join(folder, addonFile)),
      run: async () => {
        const headers = nodeHeaders();
        await program(
          process.execPath,
          [
            nodeGyp() ?? "node-gyp",
            "rebuild",
            ...(headers === undefined ? [] : [`--nodedir=${headers}`]),
            "--napi_build_version=8",
            "--module_name=tfjs_binding",
            `--module_path=${join(folder, dirname(addonFile))}`,
          ],
          { cwd: folder },
        );
      },
    },
    {
      name: "write down what was built",
      done: () => existsSync(join(folder, builtFile)),
      run: async () => {
        const { wheel, version } = library;
        writeFileSync(join(folder, builtFile), JSON.stringify({ wheel, version }));
        await Promise.resolve();
      },
    },
  ];
}

/** Takes the members of an archive whose names begin with, or end with, what is wanted. */
const unzip = `
import sys, zipfile
archive, folder, *wanted = sys.argv[1:]
with zipfile.ZipFile(archive) as z:
    z.extractall(folder, [n for n in z.namelist() if any(n.startswith(w) or n.endswith(w) for w in wanted)])
`;

/** The packages of CUDA's libraries that the wheel asks for, as \`name==version\`. */
function cudaPackages(folder: string): string[] {
  return readFileSync(join(folder, "METADATA"), "utf8")
    .split("\n")
    .flatMap((line) => {
      const found =
        /^Requires-Dist: (nvidia-[\w-]+) ?\(?==([\d.]+)\)? ?; extra == ["']and-cuda["']/.exec(line);
      return found === null ? [] : [`${found[1]}==${found[2]}`];
    });
}

/** npm's own node-gyp. */
function nodeGyp(): string | undefined {
  const { stdout } = spawnSync("npm", ["root", "-g"], { encoding: "utf8" });
  return [
    ...(process.env.npm_execpath === undefined
      ? []
      : [join(dirname(process.env.npm_execpath), "..")]),
    join((stdout ?? "").trim(), "npm"),
    join(dirname(process.execPath), "..", "lib", "node_modules", "npm"),
  ]
    .map((npm) => join(npm, "node_modules", "node-gyp", "bin", "node-gyp.js"))
    .find((file) => existsSync(file));
}

/** The folder above this Node's headers; without them node-gyp fetches some. */
function nodeHeaders(): string | undefined {
  const prefix = join(dirname(process.execPath), "..");
  return existsSync(join(prefix, "include", "node", "node_api.h")) ? prefix : undefined;
}

function missingTools(): string[] {
  const answers = (command: string, ...args: string[]): boolean =>
    spawnSync(command, args, { stdio: "ignore" }).status === 0;
  return [
    ...(process.platform === "linux" && process.arch === "x64" ? [] : ["Linux on x86-64"]),
    ...(answers("g++", "--version") ? [] : ["g++"]),
    ...(answers("make", "--version") ? [] : ["make"]),
    ...(answers("python3", "-m", "pip", "--version") ? [] : ["python3 with pip"]),
    ...(nodeGyp() === undefined ? ["node-gyp (npm brings it)"] : []),
  ];
}
