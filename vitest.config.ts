import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const alias = { commute: here("./src/index.ts") };

/** Modules are loaded once a worker, not once a file. A project takes none of this from its root. */
const shared = { pool: "threads", isolate: false } as const;

/** Tests that start whole processes, threads or compilers. */
const commands = [
  "test/cli/**/*.test.ts",
  "test/docs/**/*.test.ts",
  "test/run/verify.test.ts",
  "test/run/device.test.ts",
  "test/readme.test.ts",
  "test/term/types.test.ts",
];

/**
 * A spec never imports vitest. Its test is this one line: the claims are loaded and checked in a
 * worker that can be stopped, so the test's own module is the registration alone.
 */
function registerSpecs(): Plugin {
  const register = JSON.stringify(here("./test/run/register.ts"));
  return {
    name: "commute:register-specs",
    enforce: "pre",
    transform(_code, id) {
      const theorem = /\/specs\/(.+)\.spec\.ts$/.exec(id.split("?")[0])?.[1];
      if (theorem === undefined) return undefined;
      const line = `import { register } from ${register}; await register(${JSON.stringify(theorem)});`;
      return { code: line, map: null };
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "framework",
          include: ["test/**/*.test.ts"],
          exclude: commands,
          testTimeout: 30_000,
        },
      },
      {
        // Whole processes of the command line: `npm run test:commands`, and npm test at deep effort.
        resolve: { alias },
        test: { ...shared, name: "commands", include: commands, testTimeout: 180_000 },
      },
      {
        resolve: { alias },
        plugins: [registerSpecs()],
        // A claim is stopped by the runner's own safety clock, which knows whether it is alive.
        test: { ...shared, name: "specs", include: ["specs/**/*.spec.ts"], testTimeout: 0 },
      },
    ],
  },
});
