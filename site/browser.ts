import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** What the protocol answers and tells: named fields of JSON. */
type Fields = Record<string, unknown>;

/** A headless Chromium driven over a pipe: no port is opened and no package is needed. */
export interface Browser {
  /** A command to one page of the browser. */
  readonly send: (method: string, params?: Fields, session?: string) => Promise<Fields>;
  /** Calls `listener` with every event of a session. */
  readonly listen: (session: string, listener: (method: string, params: Fields) => void) => void;
  readonly close: () => Promise<void>;
}

const names = ["chromium", "chromium-browser", "google-chrome"];

/** The Chromium of CHROMIUM_PATH, or the first on the path; none is no fault. */
export function findChromium(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  if (given !== undefined && given !== "") return given;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-pipe",
];

/** Messages of the pipe: JSON, each ended by a zero byte. */
function messages(pipe: Readable, take: (message: Fields) => void): void {
  let rest = Buffer.alloc(0);
  pipe.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      take(JSON.parse(rest.subarray(0, end).toString("utf8")) as Fields);
      rest = rest.subarray(end + 1);
    }
  });
}

/** Starts a browser with a profile of its own, thrown away when it is closed. */
export async function openBrowser(
  binary: string,
  further: readonly string[] = [],
): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), "commute-chromium-"));
  const child: ChildProcess = spawn(
    binary,
    [...flags, ...further, `--user-data-dir=${profile}`, "about:blank"],
    {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    },
  );
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (r: Fields) => void; reject: (e: Error) => void }>();
  const listeners = new Map<string, (method: string, params: Fields) => void>();
  const gone = new Promise<void>((resolve) => {
    const end = (): void => {
      for (const { reject } of waiting.values()) reject(new Error("the browser has ended"));
      resolve();
    };
    child.once("exit", end);
    child.once("error", end);
  });
  input.on("error", () => undefined);
  messages(output, (message) => {
    const { id, result, error, method, params, sessionId } = message;
    if (typeof id === "number") {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) caller?.resolve((result ?? {}) as Fields);
      else caller?.reject(new Error(JSON.stringify(error)));
    } else if (typeof sessionId === "string") {
      listeners.get(sessionId)?.(String(method), (params ?? {}) as Fields);
    }
  });
  let last = 0;
  return {
    send: (method, params = {}, session) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        const target = session === undefined ? {} : { sessionId: session };
        input.write(`${JSON.stringify({ id, method, params, ...target })}\0`);
      }),
    listen: (session, listener) => void listeners.set(session, listener),
    close: async () => {
      child.kill("SIGKILL");
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** A page of the browser, with everything it complained of. */
export interface Tab {
  readonly faults: readonly string[];
  readonly goto: (url: string) => Promise<void>;
  /** The value of an expression in the page; a promise is awaited. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly send: (method: string, params?: Fields) => Promise<Fields>;
  readonly close: () => Promise<void>;
}

/** What an event says went wrong, if anything: errors of the console, exceptions, policy violations. */
function faultOf(method: string, params: Fields): string | undefined {
  const text = (value: unknown): string => JSON.stringify(value) ?? "";
  if (method === "Runtime.exceptionThrown") return `exception: ${text(params["exceptionDetails"])}`;
  if (method === "Runtime.consoleAPICalled") {
    const { type, args } = params;
    return type === "error" || type === "warning" ? `console.${type}: ${text(args)}` : undefined;
  }
  if (method === "Log.entryAdded") {
    const { level, text: says, url } = params["entry"] as Fields;
    return level === "error" ? `${String(says)} (${String(url)})` : undefined;
  }
  if (method === "Audits.issueAdded") {
    const issue = params["issue"] as Fields;
    return issue["code"] === "ContentSecurityPolicyIssue" ? `policy: ${text(issue)}` : undefined;
  }
  return undefined;
}

export async function openTab(browser: Browser): Promise<Tab> {
  const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
  const attached = await browser.send("Target.attachToTarget", { targetId, flatten: true });
  const session = String(attached["sessionId"]);
  const send = (method: string, params?: Fields): Promise<Fields> =>
    browser.send(method, params, session);
  const faults: string[] = [];
  let loaded: (() => void) | undefined;
  browser.listen(session, (method, params) => {
    if (method === "Page.loadEventFired") loaded?.();
    const fault = faultOf(method, params);
    if (fault !== undefined) faults.push(fault.slice(0, 500));
  });
  for (const domain of ["Page", "Runtime", "Log", "Audits", "Network"])
    await send(`${domain}.enable`);
  return {
    faults,
    send,
    goto: async (url) => {
      const done = new Promise<void>((resolve) => (loaded = resolve));
      const { errorText } = await send("Page.navigate", { url });
      if (errorText !== undefined) throw new Error(`${url}: ${JSON.stringify(errorText)}`);
      await done;
    },
    evaluate: async (expression) => {
      const answer = await send("Runtime.evaluate", {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (answer["exceptionDetails"] !== undefined) {
        throw new Error(JSON.stringify(answer["exceptionDetails"]));
      }
      return (answer["result"] as Fields)["value"];
    },
    close: async () => void (await browser.send("Target.closeTarget", { targetId })),
  };
}
