// The search of every page: a button, and a dialog that "/" opens. Without a script neither is there.
import { element } from "../element.ts";
import { finder } from "./find.ts";
import type { Find } from "./find.ts";

const home = document.body.dataset.home ?? "";
let loaded: Promise<Find> | undefined;

async function load(): Promise<Find> {
  const answer = await fetch(`${home}assets/search.json`);
  if (!answer.ok) throw new Error(`search.json: ${answer.status}`);
  return finder(await answer.text());
}

function install(): void {
  const input = element("input", {
    type: "search",
    placeholder: "words, an id, or a piece of TeX",
    autocomplete: "off",
    spellcheck: false,
  });
  const list = element("ol", { className: "found" });
  const status = element("p", { className: "note" });
  status.setAttribute("role", "status");
  const dialog = element(
    "dialog",
    { className: "search" },
    element("label", {}, "Search theorems and claims", input),
    status,
    list,
  );
  document.body.append(dialog);

  const links = (): HTMLAnchorElement[] => [...list.querySelectorAll("a")];
  const show = async (): Promise<void> => {
    const question = input.value.trim();
    let find: Find;
    try {
      find = await (loaded ??= load());
    } catch {
      loaded = undefined;
      status.textContent = "The index could not be loaded.";
      return;
    }
    // What was typed since is asked by its own event.
    if (question !== input.value.trim()) return;
    const found = question === "" ? [] : find(question);
    list.replaceChildren(
      ...found.map(({ address, title, says }) =>
        element(
          "li",
          {},
          element("a", { href: home + address }, title),
          element("span", { className: "note" }, says),
        ),
      ),
    );
    status.textContent =
      question === "" ? "" : `${found.length === 0 ? "nothing" : found.length} found`;
  };
  input.addEventListener("input", () => void show());

  const open = (): void => {
    dialog.showModal();
    input.select();
    void show();
  };
  dialog.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at <= 0 ? input : all[at - 1]).focus();
    else if (event.key === "Enter" && event.target === input) all[0]?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    // A link to a place on this page closes the dialog too; so does a click beside it.
    if (event.target === dialog || event.target instanceof HTMLAnchorElement) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = (event.target as HTMLElement).closest("input, select, textarea, dialog");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing !== null)
      return;
    event.preventDefault();
    open();
  });
  const button = element("button", { type: "button", className: "search-open" }, "Search ");
  button.append(element("kbd", {}, "/"));
  button.addEventListener("click", open);
  document.querySelector(".trail")?.append(button);
}

install();
