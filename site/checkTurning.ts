import type { Tab } from "./browser.ts";

/** How long one position of a slider may take. */
const patience = 60_000;

/** Sets a slider and waits until an attribute of an element says that it was answered. */
const moved = (
  slider: string,
  value: string,
  settled: string,
): string => `new Promise((resolve) => {
  const slider = ${slider};
  const settled = () => ${settled};
  const clock = setTimeout(() => resolve("no answer"), ${patience});
  const watch = () => {
    if (!settled()) return requestAnimationFrame(watch);
    clearTimeout(clock);
    resolve("answered");
  };
  slider.value = ${value};
  slider.dispatchEvent(new Event("input"));
  watch();
})`;

const figures = `[...document.querySelectorAll("figure[data-turns]")].map(({ id }) => id)`;

/** Every dial of the page is turned to its other end: the figure is drawn anew, and differs. */
async function turnDials(tab: Tab): Promise<string[]> {
  const faults: string[] = [];
  for (const id of (await tab.evaluate(figures)) as string[]) {
    const figure = `document.getElementById(${JSON.stringify(id)})`;
    const picture = `${figure}.querySelector(".panels").innerHTML + ${figure}.querySelector(".reading").textContent`;
    const dials = Number(await tab.evaluate(`${figure}.querySelectorAll("input").length`));
    if (dials === 0) faults.push(`${id}: its dials do not turn`);
    for (let k = 0; k < dials; k++) {
      const slider = `${figure}.querySelectorAll("input")[${k}]`;
      const before = await tab.evaluate(picture);
      const settled = `["turned", "refused"].includes(${figure}.dataset.state)`;
      const answer = await tab.evaluate(moved(slider, `${slider}.max`, settled));
      const state = String(await tab.evaluate(`${figure}.dataset.state`));
      if (answer !== "answered" || state !== "turned") faults.push(`${id}, dial ${k}: ${state}`);
      else if ((await tab.evaluate(picture)) === before)
        faults.push(`${id}, dial ${k}: turned, and nothing differs`);
    }
  }
  return faults;
}

/** An ingredient is seen at four times its printed power, and not at a sixteenth of it. */
async function perturb(tab: Tab): Promise<string[]> {
  const form = `document.querySelector("form.perturb")`;
  const faults: string[] = [];
  for (const [position, times, seen] of [
    ["2", "4", "yes"],
    ["-4", "0.0625", "no"],
  ]) {
    const settled = `${form}.dataset.times === ${JSON.stringify(times)} || ${form}.querySelector("output").textContent.includes("cannot")`;
    const slider = `${form}.elements.epsilon`;
    const answer = await tab.evaluate(moved(slider, JSON.stringify(position), settled));
    const says = String(await tab.evaluate(`${form}.querySelector("output").textContent`));
    if (answer !== "answered" || (await tab.evaluate(`${form}.dataset.seen`)) !== seen)
      faults.push(`perturb, ${times} times the power: ${says}`);
  }
  return faults;
}

/** Turns what can be turned on the page in a tab: dials of figures, and the slider that breaks a formula. */
export async function checkTurning(tab: Tab): Promise<string[]> {
  const has = `document.querySelector("form.perturb") !== null`;
  const broken = (await tab.evaluate(has)) === true ? await perturb(tab) : [];
  return [...(await turnDials(tab)), ...broken];
}
