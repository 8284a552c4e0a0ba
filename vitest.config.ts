import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const alias = { commute: here("./src/index.ts") };

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
    pool: "threads",
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: { name: "framework", include: ["test/**/*.test.ts"], testTimeout: 30_000 },
      },
      {
        resolve: { alias },
        plugins: [registerSpecs()],
        // A claim is stopped by the runner's own safety clock, which knows whether it is alive.
        test: { name: "specs", include: ["specs/**/*.spec.ts"], testTimeout: 0 },
      },
    ],
  },
});
