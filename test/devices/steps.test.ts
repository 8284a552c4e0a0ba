import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { addonFile, buildFolder, builtAddons, builtFile } from "../../src/devices/addon.ts";
import { cacheFolder } from "../../src/devices/cache.ts";
import { program, runSteps, type Step } from "../../src/devices/steps.ts";
import { InputError } from "../../src/errors.ts";

function step(name: string, works: boolean, done = false): Step & { readonly runs: () => number } {
  let [runs, isDone] = [0, done];
  return {
    name,
    done: () => isDone,
    run: async () => {
      runs++;
      isDone = works;
      await Promise.resolve();
    },
    runs: () => runs,
  };
}

describe("runSteps", () => {
  it("does what is not done, in order, and says which it is", async () => {
    const [a, b] = [step("fetch", true, true), step("compile", true)];
    const lines: string[] = [];
    await runSteps([a, b], (line) => lines.push(line));
    expect([a.runs(), b.runs()]).toEqual([0, 1]);
    expect(lines.map((line) => line.replace(/[\d.]+ s$/, "t"))).toEqual([
      "[1/2] fetch: done before",
      "[2/2] compile ...",
      "[2/2] compile: t",
    ]);
  });

  it("stops at a step that leaves nothing, names it, and goes on from there the next time", async () => {
    const [a, b, c] = [step("fetch", true), step("compile", false), step("write", true)];
    const quiet = (): void => undefined;
    await expect(runSteps([a, b, c], quiet)).rejects.toThrow(
      'setup: expected what "compile" leaves behind, got nothing. Run it again',
    );
    await runSteps([a, step("compile", true), c], quiet);
    expect([a.runs(), c.runs()]).toEqual([1, 1]);
  });
});

it("runSteps goes on where a step fails because another setup has done it meanwhile", async () => {
  let there = false;
  const raced = {
    name: "unpack",
    done: () => there,
    run: () => {
      there = true;
      return Promise.reject(new InputError("unpack", "an empty folder", "one that is not"));
    },
  };
  await expect(runSteps([raced], () => undefined)).resolves.toBeUndefined();
  const broken = { ...raced, done: () => false };
  await expect(runSteps([broken], () => undefined)).rejects.toThrow("unpack: expected an empty");
});

describe("program", () => {
  it("returns what a program says, and its last lines where it fails", async () => {
    expect(await program(process.execPath, ["-p", "6 * 7"])).toBe("42\n");
    const failing = program(process.execPath, [
      "-e",
      "console.log('no such wheel'); process.exit(3)",
    ]);
    await expect(failing).rejects.toThrow(/expected that it succeeds, got 3\. \n {2}no such wheel/);
    await expect(program("no-such-program", [])).rejects.toBeInstanceOf(InputError);
  });
});

describe("builtAddons", () => {
  let folder = "";
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const build = (version: string, wheel: string, files: readonly string[]): void => {
    const at = buildFolder(version, wheel, "2.15.1");
    mkdirSync(join(at, "lib", "napi-v8"), { recursive: true });
    for (const file of files)
      writeFileSync(join(at, file), JSON.stringify({ wheel, version: "2.15.1" }));
  };

  it("finds whole builds for the package's version, CUDA's first, in the cache named", () => {
    folder = mkdtempSync(join(tmpdir(), "commute-"));
    vi.stubEnv("COMMUTE_CACHE", folder);
    expect(cacheFolder()).toBe(folder);
    expect(builtAddons("4.22.0")).toEqual([]);
    build("4.22.0", "tensorflow-cpu", [addonFile, builtFile]);
    build("4.22.0", "tensorflow", [addonFile, builtFile]);
    build("4.21.0", "tensorflow-cpu", [addonFile, builtFile]);
    expect(builtAddons("4.22.0").map(({ wheel }) => wheel)).toEqual([
      "tensorflow",
      "tensorflow-cpu",
    ]);
  });

  it("passes over a build that was cut short", () => {
    folder = mkdtempSync(join(tmpdir(), "commute-"));
    vi.stubEnv("COMMUTE_CACHE", folder);
    build("4.22.0", "tensorflow-cpu", [addonFile]);
    expect(builtAddons("4.22.0")).toEqual([]);
  });

  it("cacheFolder is the user's cache unless one is named", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: "/x" })).toBe(join("/x", "commute"));
    expect(cacheFolder({ COMMUTE_CACHE: "/y", XDG_CACHE_HOME: "/x" })).toBe("/y");
    expect(cacheFolder({})).toMatch(/\.cache.commute$/);
  });
});
