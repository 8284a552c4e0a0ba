import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort } from "node:worker_threads";
import type { Claim, Work } from "../claim/claim.ts";
import { corroborate, engines } from "../corroborate/corroborate.ts";
import type { Engine, Loader } from "../corroborate/engine.ts";
import { corroborateByZ3, openZ3, type Solver } from "../corroborate/z3.ts";
import type { ClaimRecord, Corroboration } from "../record/schema.ts";
import { claimsOf } from "./claims.ts";
import { lazyDevice, type DeviceModule, type Devices } from "./lazyDevice.ts";
import type { DescribedClaim, Errand, Reply, Request } from "./messages.ts";

// The program of a worker thread: it imports the bundle of a spec, describes its claims, checks
// them one after another, and reports each verdict as it comes.

interface Loaded {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly device?: () => Promise<DeviceModule>;
}

function send(reply: Reply): void {
  parentPort?.postMessage(reply);
}

function line(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replaceAll(/\s+/g, " ").slice(0, 400);
  return `${error.name}: ${message}`;
}

function describe(claim: Claim): DescribedClaim {
  const { id, states, shape, expects, nearMisses, models, rests } = claim;
  const known = { id, states, shape, expects, nearMisses, models, rests };
  try {
    return { ...known, lint: claim.lint() };
  } catch (error) {
    return { ...known, lint: [], threw: line(error) };
  }
}

function workFor(id: string, errand: Errand, device: Devices): Work {
  let last = 0;
  return {
    ...errand,
    device: device.open,
    deviceName: device.name,
    progress: (message) => {
      // The clock only thins out what is printed.
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      send({ type: "progress", id, message });
    },
  };
}

/** The verdict, with the claim's figures where `check` left them out. */
async function check(claim: Claim, work: Work): Promise<ClaimRecord> {
  const record = await claim.check(work);
  if (claim.figures === undefined || record.figures.length > 0 || work.only !== undefined) {
    return record;
  }
  return { ...record, figures: await claim.figures(work) };
}

const load: Loader = createRequire(import.meta.url);
let opened: readonly Engine[] | undefined;
let solver: Promise<Solver> | undefined;

/** Z3, loaded once; one that threw cannot be asked again, and the next question opens another. */
async function openSolver(): Promise<Solver> {
  const { run, close } = await (solver ??= openZ3(load));
  return {
    run: (script) => {
      try {
        return run(script);
      } catch (error) {
        solver = undefined;
        throw error;
      }
    },
    close,
  };
}

/** Other engines' opinions on a claim that is decided, which they are no part of. */
async function opine(
  loaded: Loaded,
  { id, outcome, effort }: Extract<Request, { readonly type: "opine" }>,
): Promise<void> {
  const claim = claimsOf(loaded.spec).find((one) => one.id === id);
  if (claim !== undefined) {
    const corroboration: Corroboration[] = [
      ...corroborate(claim, { outcome }, () => (opened ??= engines(load))),
      ...(await corroborateByZ3(claim, { outcome }, load, openSolver, effort)),
    ];
    send({ type: "opinions", corroboration });
  }
  send({ type: "done" });
}

/** The devices of the run that is going on: what a stop has to give back. */
let inUse: Devices | undefined;

async function runClaims(loaded: Loaded, ids: readonly string[], errand: Errand): Promise<void> {
  const claims = claimsOf(loaded.spec);
  let current = "";
  const device = lazyDevice(loaded.device, {
    holds: (fragile) => send({ type: "holds", fragile }),
    answered: () => send({ type: "progress", id: current, message: "the device answers" }),
  });
  inUse = device;
  for (const id of ids) {
    current = id;
    send({ type: "started", id });
    try {
      const claim = claims.find((one) => one.id === id);
      if (claim === undefined) throw new Error("the spec no longer exports this claim");
      let record = await check(claim, workFor(id, errand, device));
      for (let next = await device.replaced(); next !== undefined; next = await device.replaced()) {
        send({ type: "progress", id, message: next });
        record = await check(claim, workFor(id, errand, device));
      }
      send({ type: "finished", id, record });
    } catch (error) {
      const framework = error instanceof Error && error.name === "FrameworkError";
      send({ type: "threw", id, message: line(error), framework });
    }
  }
  await device.close().catch(() => undefined);
  send({ type: "done" });
}

parentPort?.on("message", (request: Request) => {
  void (async () => {
    if (request.type === "stop") {
      await inUse?.close().catch(() => undefined);
      process.exit(0);
    }
    let loaded: Loaded;
    try {
      loaded = (await import(pathToFileURL(request.bundle).href)) as Loaded;
    } catch (error) {
      send({ type: "unloadable", message: line(error) });
      return;
    }
    if (request.type === "run") await runClaims(loaded, request.ids, request.errand);
    else if (request.type === "opine") await opine(loaded, request);
    else send({ type: "described", claims: claimsOf(loaded.spec).map(describe) });
  })();
});
