import { element } from "../element.ts";
import { RunTable } from "./table.ts";
import type { Ask, CheckReport, Start } from "./messages.ts";
import { installPerturb } from "./perturb.ts";

// The script of a theorem's page: a button that re-runs the page's claims in a worker, from the
// same spec file, with the reader's seed. Nothing here decides anything.

/** What a browser may have; the first choice is left to what is there. */
const devices = ["automatic", "webgpu", "wasm", "cpu"];

const efforts: readonly Start["effort"][] = ["quick", "default", "deep"];

/** Fills the panel "Run it here" with its controls. */
function install(panel: HTMLElement): void {
  const seed = element("input", {
    value: panel.dataset["seed"] ?? "0",
    name: "seed",
    spellcheck: false,
  });
  const effort = element(
    "select",
    { name: "effort" },
    ...efforts.map((name) => element("option", {}, name)),
  );
  const device = element(
    "select",
    { name: "device" },
    ...devices.map((name) => element("option", {}, name)),
  );
  const go = element("button", { className: "go", type: "submit" }, "Run it here");
  const stop = element("button", { type: "button", disabled: true }, "Stop");
  const status = element("p", { className: "status" });
  status.setAttribute("role", "status");
  const table = new RunTable(status);
  const form = element(
    "form",
    {},
    element("label", {}, "seed", seed),
    element("label", {}, "effort", effort),
    element("label", {}, "floats on", device),
    go,
    stop,
  );
  panel.querySelector(".no-script")?.remove();
  panel.append(form, status, table.element);

  let worker: Worker | undefined;
  const end = (state: string): void => {
    worker?.terminate();
    worker = undefined;
    go.disabled = false;
    stop.disabled = true;
    panel.dataset["state"] = state;
  };

  const begin = (): void => {
    const address = (name: string): string =>
      new URL(panel.dataset[name] ?? "", document.baseURI).href;
    table.clear();
    go.disabled = true;
    stop.disabled = false;
    panel.dataset["state"] = "running";
    status.className = "status";
    status.textContent = "Loading the spec …";
    worker = new Worker(address("worker"), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<CheckReport>) => {
      table.take(data);
      if (data.type === "done") end("done");
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      status.className = "status fault";
      status.textContent = `The worker could not be run: ${event.message || "its file did not load"}.`;
      end("fault");
    });
    const start: Ask = {
      type: "check",
      seed: seed.value.trim() || "0",
      effort: efforts.find((name) => name === effort.value) ?? "quick",
      wasm: address("wasm"),
      ...(device.value === devices[0] ? {} : { device: device.value }),
    };
    worker.postMessage(start);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (worker === undefined) begin();
  });
  installPerturb(panel, () => seed.value.trim() || "0");
  stop.addEventListener("click", () => {
    end("stopped");
    table.stopped();
  });
}

for (const panel of document.querySelectorAll<HTMLElement>("section.run")) install(panel);
