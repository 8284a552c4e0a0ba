import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream";
import { InputError } from "../errors.ts";
import type { Live } from "./live.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  // The scripts of certificates.
  ".gp": "text/plain; charset=utf-8",
  ".mac": "text/plain; charset=utf-8",
  ".py": "text/plain; charset=utf-8",
  ".sing": "text/plain; charset=utf-8",
  ".smt2": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/** The file a path of a URL asks for, or `undefined` outside the folder. */
async function fileFor(folder: string, url: string): Promise<string | undefined> {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
  const file = join(folder, path);
  if ((file !== folder && !file.startsWith(folder + sep)) || path.includes("\0")) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() === true) return file;
  const index = join(file, "index.html");
  const isFile = (await stat(index).catch(() => undefined))?.isFile() === true;
  return isFile ? index : undefined;
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
  live: Live | undefined,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  if (live?.answer(request, response) === true) return;
  const file = await fileFor(folder, request.url ?? "/");
  if (file === undefined) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  // A folder without its slash would resolve its page's relative links one level too high.
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (file.endsWith("index.html") && !/\/(index\.html)?$/.test(pathname)) {
    response.writeHead(302, { location: `${pathname}/` }).end();
    return;
  }
  const type = contentTypes[extname(file).toLowerCase()] ?? "application/octet-stream";
  if (live !== undefined && file.endsWith(".html") && request.method === "GET") {
    const page = live.withScript(await readFile(file, "utf8"));
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(page);
    return;
  }
  const { size } = await stat(file);
  response.writeHead(200, {
    "content-type": type,
    "content-length": size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  if (request.method === "HEAD") response.end();
  else pipeline(createReadStream(file), response, () => undefined);
}

function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    };
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}

export interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const firstPort = 4173;

/**
 * Serves a folder of static files to this machine.
 *
 * @param port without it, the first free one from 4173 on
 * @param live tells open pages of what an author changes
 * @throws {InputError} if the port asked for is in use
 */
export async function serve(folder: string, port?: number, live?: Live): Promise<Served> {
  const server = createServer((request, response) => {
    answer(folder, request, response, live).catch(() => response.destroy());
  });
  const candidates =
    port === undefined ? Array.from({ length: 50 }, (_, k) => firstPort + k) : [port];
  for (const candidate of candidates) {
    if (!(await listen(server, candidate))) continue;
    const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    const close = (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return { url, close };
  }
  const range = `${candidates[0]} to ${candidates[candidates.length - 1]}`;
  const got = port === undefined ? `${range}, all in use` : `${port}, which is in use`;
  throw new InputError("--port", "a free port", got, "Give another one, or none");
}
