/// <reference lib="webworker" />
import { isClaim, type Work } from "../../src/claim/claim.ts";
import type { Device, DeviceName } from "../../src/numeric/device.ts";
import type { Report, Start } from "./messages.ts";

// The program of the browser's worker: it is bundled with one spec, checks the claims that the spec
// exports, one after another, and reports each verdict as it comes.

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

async function run(spec: Readonly<Record<string, unknown>>, start: Start): Promise<void> {
  const claims = Object.values(spec).flat().filter(isClaim);
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

/** Makes this worker check the claims of a spec whenever the page asks. */
export function serve(spec: Readonly<Record<string, unknown>>): void {
  self.addEventListener("message", (event: MessageEvent<Start>) => void run(spec, event.data));
}
