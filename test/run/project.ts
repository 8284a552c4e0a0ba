import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const repository: string = fileURLToPath(new URL("../..", import.meta.url)).replace(
  /\/$/,
  "",
);

/** The front matter of a sound page, and any further lines of it. */
export function page(id: string, ...more: string[]): string {
  return ["---", `id: ${id}`, "title: A title", ...more, "---", "", "Prose.", ""].join("\n");
}

/** A spec of hand-made claims: the language of claims is tested elsewhere. */
export function spec(...claims: string[]): string {
  return `
const claim = (id: string, over: object = {}) => ({
  id, states: "x = x", shape: "equation", expects: "holds", nearMisses: ["sign"],
  models: ["free"], rests: [], lint: () => [],
  check: async (work: { progress?: (message: string) => void }) => {
    work.progress?.("working");
    return verdict(id);
  },
  ...over,
});
const verdict = (id: string, over: object = {}) => ({
  id, states: "x = x", shape: "equation", hypotheses: [], expects: "holds", outcome: "holds",
  passes: true, rests: [], corroboration: [], figures: [], ms: 1,
  evidence: [{ kind: "proved", model: "free", outcome: "holds", scope: "every x", ms: 1 }],
  nearMisses: [{ id: "sign", why: "a sign", killed: true, by: [] }],
  ...over,
});
export const claims = [${claims.join(",\n")}];
`;
}

const roots: string[] = [];

// Not when a test ends: tests that run at once do not know which of them a folder belongs to.
afterAll(async () => {
  await Promise.all(roots.map((root) => rm(root, { recursive: true, force: true, maxRetries: 3 })));
});

/** A project in a temporary folder, with the packages of this repository. */
export async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "commute-"));
  roots.push(root);
  await symlink(join(repository, "node_modules"), join(root, "node_modules"));
  const all = { "package.json": '{ "name": "commute", "type": "module" }', ...files };
  for (const [file, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

/** A project of one theorem `a/one` with these claims. */
export function oneTheorem(...claims: string[]): Promise<string> {
  return project({ "theorems/a/one.md": page("a/one"), "specs/a/one.spec.ts": spec(...claims) });
}

export interface Left {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a project; `whenever` sees the process each time it prints. */
export function commute(
  root: string,
  args: readonly string[],
  whenever: (child: ChildProcess, printed: string) => void = () => undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<Left> {
  return new Promise((resolve) => {
    const program = join(repository, "src/cli/commute.mjs");
    const inherited = { ...process.env };
    // A run inside a run: neither the events nor the workers of this one are meant.
    for (const name of Object.keys(inherited)) {
      if (/^(COMMUTE|VITEST|NODE_ENV|NO_COLOR|FORCE_COLOR|TEST$)/.test(name))
        delete inherited[name];
    }
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...inherited, ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      whenever(child, stdout + stderr);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
      whenever(child, stdout + stderr);
    });
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A JSON file of a project. */
export async function json(root: string, file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, file), "utf8")) as unknown;
}
