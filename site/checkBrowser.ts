import { readdir } from "node:fs/promises";
import { sep } from "node:path";
import { serve } from "../src/run/serve.ts";
import { hoverCards, printed } from "./checkPaper.ts";
import { checkTurning } from "./checkTurning.ts";
import { violations } from "./checkAccess.ts";
import { openBrowser, openTab, type Browser, type Tab } from "./browser.ts";

/** How long a page's claims may take in the browser at quick effort, before it counts as hanging. */
const patience = 120_000;

/** A verdict of "Run it here" beside the published one. */
export interface RanClaim {
  readonly id: string;
  readonly here: string;
  readonly published: string;
}

const verdicts = `[...document.querySelectorAll(".run [data-ran]")].map((row) => ({
  id: row.dataset.ran,
  here: row.dataset.outcome ?? row.cells[1].textContent,
  published: document.querySelector('[data-claim="' + row.dataset.ran + '"]')?.dataset.outcome ?? "none",
}))`;

/** Presses the button and waits until the panel is no longer running; notes when the first verdict came. */
const pressed = `new Promise((resolve) => {
  const panel = document.querySelector("section.run");
  const began = performance.now();
  new MutationObserver((_, observer) => {
    if (panel.querySelector("[data-ran][data-outcome]") === null) return;
    panel.dataset.first = Math.round(performance.now() - began);
    observer.disconnect();
  }).observe(panel, { attributes: true, childList: true, subtree: true });
  const settle = () => {
    if (["done", "fault"].includes(panel.dataset.state)) resolve(panel.dataset.state);
  };
  new MutationObserver(settle).observe(panel, { attributes: true });
  setTimeout(() => resolve("still running"), ${patience});
  panel.querySelector("button.go").click();
})`;

/** Opens the search by its key, asks for a word of the page's own headings, and counts what is found. */
const searched = `new Promise((resolve) => {
  const words = [...document.querySelectorAll("h3 a")].flatMap((a) => a.textContent.match(/[a-z]{6,}/gi) ?? []);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
  const dialog = document.querySelector("dialog.search");
  if (!dialog?.open) return resolve("it does not open");
  const list = dialog.querySelector("ol");
  new MutationObserver(() => {
    if (list.children.length > 0) resolve(list.querySelector("a").href === "" ? "no address" : "found");
  }).observe(list, { childList: true });
  setTimeout(() => resolve("nothing found for " + words[0]), 10000);
  const input = dialog.querySelector("input");
  input.value = words[0];
  input.dispatchEvent(new Event("input"));
})`;

/** Every example of the page that decides equations is tried; each must be decided. */
const decided = `(async () => {
  const panel = document.querySelector("section.checker");
  const said = [];
  for (const example of document.querySelectorAll("[data-equation]")) {
    const answer = await new Promise((resolve) => {
      const settle = () => {
        if (!["running", undefined].includes(panel.dataset.state)) resolve(panel.dataset.state);
      };
      const watch = new MutationObserver(settle);
      watch.observe(panel, { attributes: true });
      setTimeout(() => resolve("still running"), ${patience});
      example.querySelector("button").click();
    });
    const outcome = panel.querySelector(".answer").dataset.outcome;
    said.push(answer === "done" ? outcome : answer);
  }
  return said;
})()`;

async function look(tab: Tab, scheme: string, width: number): Promise<void> {
  await tab.send("Emulation.setEmulatedMedia", {
    features: [{ name: "prefers-color-scheme", value: scheme }],
  });
  await tab.send("Emulation.setDeviceMetricsOverride", {
    width,
    height: 900,
    deviceScaleFactor: 1,
    mobile: width < 500,
  });
}

/** One page: quiet console, nothing refused by its policy, no sideways scrolling, no barrier that axe-core finds, verdicts as published. */
async function checkPage(
  browser: Browser,
  url: string,
): Promise<{ faults: string[]; ran: RanClaim[]; first?: number }> {
  const tab = await openTab(browser);
  const faults: string[] = [];
  let ran: RanClaim[] = [];
  let first: number | undefined;
  try {
    for (const [scheme, width] of [
      ["dark", 390],
      ["light", 1200],
    ] as const) {
      await look(tab, scheme, width);
      await tab.goto(url);
      const inked = await tab.evaluate(
        `document.fonts.ready.then(() => document.fonts.check("16px KaTeX_Main"))`,
      );
      // What is folded away is looked at too.
      await tab.evaluate(`document.querySelectorAll("details").forEach((d) => { d.open = true; })`);
      if (inked !== true) faults.push("its text face did not load");
      // Measured once the faces are there: a stand-in may be wider.
      const over = Number(
        await tab.evaluate(
          "document.documentElement.scrollWidth - document.documentElement.clientWidth",
        ),
      );
      if (over > 0) faults.push(`${over} px too wide for a screen of ${width}`);
      for (const fault of await violations(tab)) faults.push(`axe, ${scheme}: ${fault}`);
    }
    const search = String(await tab.evaluate(searched));
    if (search !== "found") faults.push(`search: ${search}`);
    await tab.evaluate(`document.querySelector("dialog.search")?.close()`);
    if ((await tab.evaluate(`document.querySelector("section.checker") !== null`)) === true) {
      const said = (await tab.evaluate(decided)) as string[];
      const open = said.filter((outcome) => !["holds", "fails"].includes(outcome));
      if (said.length === 0 || open.length > 0) faults.push(`examples: ${said.join(", ")}`);
    }
    faults.push(...(await hoverCards(tab)), ...(await printed(tab)).faults);
    faults.push(...(await checkTurning(tab)));
    if ((await tab.evaluate(`document.querySelector("section.run") !== null`)) === true) {
      const state = String(await tab.evaluate(pressed));
      ran = (await tab.evaluate(verdicts)) as RanClaim[];
      const took = await tab.evaluate(`document.querySelector("section.run").dataset.first`);
      if (took !== undefined) first = Number(took);
      const status = String(
        await tab.evaluate(`document.querySelector(".run .status").textContent`),
      );
      if (state !== "done") faults.push(`Run it here: ${state}: ${status}`);
      if (ran.length === 0) faults.push("Run it here: no claims");
      for (const { id, here, published } of ran) {
        if (here !== published) faults.push(`Run it here: ${id}: ${here}, published ${published}`);
      }
    }
    return { faults: [...faults, ...tab.faults], ran, ...(first === undefined ? {} : { first }) };
  } finally {
    await tab.close();
  }
}

/** WebGPU in a browser without a card. */
const softwareWebgpu = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/** The devices that the evidence of each claim names. */
const evidenceOf = `[...document.querySelectorAll(".run [data-ran]")].map((row) => row.cells[3].textContent)`;

/**
 * Re-runs the claims of one page of a built site by WebGPU, on a driver in software: verdicts are as
 * published, and float evidence names the device.
 */
export async function checkWebgpu(
  dist: string,
  binary: string,
  name: string,
): Promise<{ ran: RanClaim[]; faults: string[] }> {
  const server = await serve(dist);
  const browser = await openBrowser(binary, softwareWebgpu);
  try {
    const tab = await openTab(browser);
    await tab.goto(new URL(name, server.url).href);
    await tab.evaluate(`document.querySelector(".run select[name=device]").value = "webgpu"`);
    const state = String(await tab.evaluate(pressed));
    const ran = (await tab.evaluate(verdicts)) as RanClaim[];
    const evidence = (await tab.evaluate(evidenceOf)) as string[];
    const faults = [...tab.faults];
    if (state !== "done") faults.push(`by WebGPU: ${state}`);
    for (const { id, here, published } of ran)
      if (here !== published) faults.push(`by WebGPU: ${id}: ${here}, published ${published}`);
    const floats = evidence.filter((text) => text.includes("sampled-float"));
    if (floats.length === 0) faults.push("by WebGPU: no float evidence");
    for (const text of floats)
      if (!text.includes("webgpu")) faults.push(`by WebGPU: the evidence names no webgpu: ${text}`);
    return { ran, faults: faults.map((fault) => `${name}: ${fault}`) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Loads every page of a built site in Chromium, and runs the claims of those that can. */
export async function checkBrowser(
  dist: string,
  binary: string,
): Promise<{ pages: number; ran: RanClaim[]; first: number[]; faults: string[] }> {
  const names = (await readdir(dist, { recursive: true }))
    .map((name) => name.split(sep).join("/"))
    .filter((name) => name.endsWith(".html"))
    .sort();
  const server = await serve(dist);
  const browser = await openBrowser(binary);
  const faults: string[] = [];
  const ran: RanClaim[] = [];
  const first: number[] = [];
  try {
    for (const name of names) {
      const page = await checkPage(browser, new URL(name, server.url).href);
      faults.push(...page.faults.map((fault) => `${name}: ${fault}`));
      ran.push(...page.ran);
      if (page.first !== undefined) first.push(page.first);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return { pages: names.length, ran, first, faults };
}
