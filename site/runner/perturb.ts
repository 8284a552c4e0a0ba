// The slider beside "Run it here": one ingredient of a formula is broken by ε, and the worker says whether the
// claim's float check still passes. Twice the printed power is where it has to be seen.
import { element } from "../element.ts";
import { asker } from "./ask.ts";
import type { Report } from "./messages.ts";

/** An ingredient with the power that the page prints for it. */
interface Ingredient {
  readonly claim: string;
  readonly model: string;
  readonly name: string;
  readonly epsilon: number;
}

function ingredients(): Ingredient[] {
  const items = document.querySelectorAll<HTMLElement>("[data-claim] [data-ingredient]");
  return [...items].map((item) => ({
    claim: item.closest<HTMLElement>("[data-claim]")?.dataset["claim"] ?? "",
    model: item.closest<HTMLElement>("[data-model]")?.dataset["model"] ?? "",
    name: item.dataset["ingredient"] ?? "",
    epsilon: Number(item.dataset["epsilon"]),
  }));
}

/** The slider is logarithmic: from a sixteenth of the printed power to 64 times. */
const [least, most, step] = [-4, 6, 0.25];

const words = (id: string): string => id.slice(id.lastIndexOf("/") + 1).replaceAll("-", " ");
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Three digits, in text alone: 0.0625, 1.72·10⁻¹¹. */
const number = (x: number): string => {
  const [mantissa, exponent] = x.toExponential(2).split("e");
  if (!(Math.abs(Number(exponent)) >= 3)) return String(Number(x.toPrecision(3)));
  const power = exponent.replace("+", "").replace("-", "⁻");
  return `${mantissa}·10${power.replaceAll(/\d/g, (d) => raised[Number(d)])}`;
};

/** Adds the slider to the panel, where the page prints the power of something. */
export function installPerturb(panel: HTMLElement, seed: () => string): void {
  const all = ingredients();
  if (all.length === 0) return;
  const claims = [...new Set(all.map(({ claim }) => claim))];
  const claim = element(
    "select",
    { name: "perturb-claim" },
    ...claims.map((id) => element("option", { value: id }, words(id))),
  );
  const what = element("select", { name: "perturb-ingredient" });
  const slider = element("input", {
    type: "range",
    name: "epsilon",
    min: String(least),
    max: String(most),
    step: String(step),
    value: "0",
  });
  const says = element("output", { className: "perturbed" }, "Move the slider.");
  says.setAttribute("aria-live", "polite");
  const form = element(
    "form",
    { className: "perturb" },
    element("h3", {}, "Perturb"),
    element(
      "p",
      {},
      "Multiply one ingredient of the left side by 1 + ε (an angle: add ε). At twice its printed power, at the latest, the check has to see it.",
    ),
    element("label", {}, "claim", claim),
    element("label", {}, "ingredient", what),
    element(
      "label",
      { className: "wide" },
      "ε, from a sixteenth of its printed power to 64 times",
      slider,
    ),
    says,
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  panel.append(form);

  const chosen = (): Ingredient | undefined => all[Number(what.value)];
  const list = (): void => {
    const own = all.flatMap((one, k) =>
      one.claim === claim.value
        ? [element("option", { value: String(k) }, `${one.name}, power ${number(one.epsilon)}`)]
        : [],
    );
    what.replaceChildren(...own);
  };
  const take = (report: Report): void => {
    if (report.type === "refused") says.textContent = `It cannot be asked: ${report.message}`;
    if (report.type !== "perturbed") return;
    const { by, worst } = report;
    const power = all.find((one) => one.name === by.ingredient && one.claim === claim.value);
    const times = power === undefined ? "" : ` (${number(by.epsilon / power.epsilon)} × its power)`;
    const seen = worst > 1;
    form.dataset["seen"] = seen ? "yes" : "no";
    form.dataset["times"] = power === undefined ? "" : String(by.epsilon / power.epsilon);
    const verdict = seen ? "✕ refuted" : "✓ not seen";
    says.textContent = `ε = ${number(by.epsilon)}${times}: residual / bound ${number(worst)}: ${verdict}`;
  };
  const ask = asker(panel, seed, take);
  const move = (): void => {
    const one = chosen();
    if (one === undefined) return;
    const by = { ingredient: one.name, epsilon: one.epsilon * 2 ** Number(slider.value) };
    slider.setAttribute("aria-valuetext", `${number(2 ** Number(slider.value))} times its power`);
    ask({ type: "perturb", claim: one.claim, model: one.model, by });
  };
  claim.addEventListener("change", () => {
    list();
    move();
  });
  what.addEventListener("change", move);
  slider.addEventListener("input", move);
  list();
}
