import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { serve } from "../../src/run/serve.ts";
import { project } from "./project.ts";

it("serve answers with the right types, redirects a folder, and never leaves its folder", async () => {
  const root = await project({
    "dist/index.html": "<title>index</title>",
    "dist/a/index.html": "<title>a</title>",
    "dist/k.wasm": "",
    "dist/k.js": "",
    "secret.txt": "secret",
  });
  const { url, close } = await serve(`${root}/dist`, 0);
  onTestFinished(close);
  const type = async (path: string): Promise<string | null> =>
    (await fetch(url + path)).headers.get("content-type");
  expect(await type("")).toBe("text/html; charset=utf-8");
  expect(await type("k.wasm")).toBe("application/wasm");
  expect(await type("k.js?x=1")).toBe("text/javascript; charset=utf-8");
  expect((await fetch(`${url}a`)).url).toBe(`${url}a/`);
  expect((await fetch(`${url}..%2fsecret.txt`)).status).toBe(404);
  expect((await fetch(`${url}none`)).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(405);
});

it("serve throws for a port in use that was asked for, and takes the next one otherwise", async () => {
  const root = await project({});
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
  });
  onTestFinished(() => void other.close());
  await expect(serve(root, port)).rejects.toThrow(
    `--port: expected a free port, got ${port}, which is in use. Give another one, or none`,
  );
  const first = await serve(root);
  onTestFinished(first.close);
  const second = await serve(root);
  onTestFinished(second.close);
  expect(second.url).not.toBe(first.url);
});
