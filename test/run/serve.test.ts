import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { live } from "../../src/run/live.ts";
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

it("serve tells open pages its news, and adds their script to pages alone", async () => {
  const root = await project({ "index.html": "<head><title>a</title></head>", "a.css": "</head>" });
  const news = live();
  const { url, close } = await serve(root, 0, news);
  onTestFinished(close);
  const text = async (path: string): Promise<string> => (await fetch(url + path)).text();
  expect(await text("")).toContain('<script type="module" src="/live.js"></script></head>');
  expect(await text("a.css")).toBe("</head>");
  expect(await text("live.js")).toContain('new EventSource("/live")');
  const { body } = await fetch(`${url}live`);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  news.tell({ type: "claim", id: "a/b/c", standing: "pending" });
  expect((await reader?.read())?.value).toBe(
    'data: {"type":"claim","id":"a/b/c","standing":"pending"}\n\n',
  );
});
