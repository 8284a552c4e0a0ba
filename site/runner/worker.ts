/// <reference lib="webworker" />
import { isClaim, type Claim, type Work } from "../../src/claim/claim.ts";
import { isEquation } from "../../src/claim/equation.ts";
import type { Device, DeviceName } from "../../src/numeric/device.ts";
import type { Ask, Report, Start } from "./messages.ts";

// The program of the browser's worker: it is bundled with one spec, checks the claims that the spec
// exports, one after another, and reports each verdict as it comes. Besides, it evaluates one claim with an
// ingredient changed, and draws a figure where a reader has turned its dials.

const send = (report: Report): void => self.postMessage(report);

/** TensorFlow.js and its .wasm are fetched here, and only if a model asks for the device. */
async function openInBrowser({ wasm, device: name }: Start): Promise<Device> {
  const { openDevice } = await import("../../src/numeric/device.ts");
  return openDevice({ wasmPath: wasm, ...(name === undefined ? {} : { name }) });
}

async function nameInBrowser({ device: name }: Start): Promise<DeviceName> {
  const { firstDevice } = await import("../../src/numeric/device.ts");
  return firstDevice(name === undefined ? {} : { name });
}

function workOf(start: Start, device: Work["device"], id: string): Work {
  let last = 0;
  return {
    effort: start.effort,
    seed: start.seed,
    device,
    deviceName: () => nameInBrowser(start),
    progress: (message) => {
      // The clock only thins out what is shown.
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      send({ type: "progress", id, message });
    },
  };
}

async function run(claims: readonly Claim[], start: Start): Promise<void> {
  let opened: Promise<Device> | undefined;
  const device = (): Promise<Device> => (opened ??= openInBrowser(start));
  send({ type: "claims", ids: claims.map(({ id }) => id) });
  for (const claim of claims) {
    send({ type: "started", id: claim.id });
    try {
      const record = await claim.check(workOf(start, device, claim.id));
      send({ type: "decided", id: claim.id, record });
    } catch (error) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      send({ type: "threw", id: claim.id, message });
    }
  }
  send({ type: "done" });
}

let device: Promise<Device> | undefined;

/** One device for as long as this worker lives: a slider asks again and again. */
const kept = (start: Start, id: string): Work =>
  workOf(start, () => (device ??= openInBrowser(start)), id);

async function perturbed(
  claims: readonly Claim[],
  ask: Extract<Ask, { type: "perturb" }>,
): Promise<Report> {
  const claim = claims.find(({ id }) => id === ask.claim);
  if (claim === undefined || !isEquation(claim))
    return { type: "refused", message: `${ask.claim} is no equation of this spec` };
  const worst = await claim.perturb(kept(ask, claim.id), ask.model, ask.by);
  return { type: "perturbed", by: ask.by, worst };
}

async function turned(
  claims: readonly Claim[],
  ask: Extract<Ask, { type: "turn" }>,
): Promise<Report> {
  const claim = claims.find(({ id }) => id === ask.claim);
  const drawn = await claim?.figures?.({ ...kept(ask, ask.claim), turned: ask.turned });
  const figure = drawn?.find(({ id }) => id === ask.figure);
  return figure === undefined
    ? { type: "refused", message: `${ask.claim} draws no figure ${ask.figure}` }
    : { type: "turned", figure };
}

async function answer(claims: readonly Claim[], ask: Ask): Promise<void> {
  if (ask.type === "check") return run(claims, ask);
  try {
    send(await (ask.type === "perturb" ? perturbed(claims, ask) : turned(claims, ask)));
  } catch (error) {
    send({ type: "refused", message: error instanceof Error ? error.message : String(error) });
  }
}

/** Makes this worker answer for the claims of a spec whenever the page asks. */
export function serve(spec: Readonly<Record<string, unknown>>): void {
  const claims = Object.values(spec).flat().filter(isClaim);
  self.addEventListener("message", (event: MessageEvent<Ask>) => void answer(claims, event.data));
}
