// The script of the page "Is it true?": asks a worker, which can be stopped. Nothing here decides anything.
import { element } from "../element.ts";
import type { Answer, Question } from "./messages.ts";

function install(panel: HTMLElement): void {
  const equation = element("input", {
    name: "equation",
    value: "sin(2x) = 2 sin(x) cos(x)",
    autocomplete: "off",
    spellcheck: false,
    required: true,
  });
  const given = element("input", { name: "given", autocomplete: "off", spellcheck: false });
  const over = element(
    "select",
    { name: "over" },
    element("option", { value: "R" }, "the real numbers"),
    element("option", { value: "C" }, "the complex numbers"),
  );
  const strict = element("input", { name: "strict", type: "checkbox" });
  const go = element("button", { className: "go", type: "submit" }, "Decide");
  const stop = element("button", { type: "button", disabled: true }, "Stop");
  const status = element("p", { className: "status" });
  status.setAttribute("role", "status");
  const result = element("pre", { className: "answer", tabIndex: 0, hidden: true });
  const form = element(
    "form",
    {},
    element("label", { className: "wide" }, "equation, in ASCII or LaTeX", equation),
    element("label", { className: "wide" }, "given, such as x > 0, n integer", given),
    element("label", {}, "over", over),
    element("label", { className: "inline" }, strict, "domains must agree too"),
    go,
    stop,
  );
  panel.querySelector(".no-script")?.remove();
  panel.append(form, status, result);

  let worker: Worker | undefined;
  const idle = (state: string, says: string): void => {
    panel.dataset.state = state;
    status.textContent = says;
    stop.disabled = true;
    go.disabled = false;
  };
  const end = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  const started = (): Worker => {
    const made = new Worker(new URL("check-worker.js", import.meta.url), { type: "module" });
    made.onmessage = ({ data }: MessageEvent<Answer>): void => {
      if (data.outcome === "unread") {
        result.hidden = true;
        idle("unread", data.message);
        return;
      }
      result.hidden = false;
      result.textContent = data.card;
      result.dataset.outcome = data.outcome;
      idle("done", `${data.outcome}, ${Math.max(1, Math.round(data.ms))} ms`);
    };
    made.onerror = ({ message }): void => {
      end();
      idle("fault", `The engine stopped: ${message}`);
    };
    return made;
  };
  const ask = (): void => {
    const question: Question = {
      equation: equation.value,
      given: given.value,
      over: over.value === "C" ? "C" : "R",
      strict: strict.checked,
    };
    panel.dataset.state = "running";
    status.textContent = "deciding…";
    result.hidden = true;
    stop.disabled = false;
    go.disabled = true;
    (worker ??= started()).postMessage(question);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  stop.addEventListener("click", () => {
    end();
    idle("stopped", "stopped");
  });
  for (const example of document.querySelectorAll<HTMLElement>("[data-equation]")) {
    const code = example.querySelector("code");
    const use = element("button", { type: "button", className: "example" }, "try");
    use.addEventListener("click", () => {
      equation.value = code?.textContent ?? "";
      given.value = example.dataset.given ?? "";
      over.value = example.dataset.over ?? "R";
      if (panel.dataset.state !== "running") ask();
    });
    example.append(use);
  }
}

const panel = document.querySelector<HTMLElement>("section.checker");
if (panel !== null) install(panel);
