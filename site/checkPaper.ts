import type { Tab } from "./browser.ts";

/** A4 in inches, as the page's own sheet asks for it. */
const options = { preferCSSPageSize: true, printBackground: false };

/** What is wrong with the page in a tab as a paper, and its PDF. What is folded away stays so. */
export async function printed(tab: Tab): Promise<{ pdf: Buffer; faults: string[] }> {
  const faults: string[] = [];
  await tab.evaluate(`document.querySelectorAll("details").forEach((d) => { d.open = false; })`);
  await tab.send("Emulation.setEmulatedMedia", {
    media: "print",
    features: [{ name: "prefers-color-scheme", value: "dark" }],
  });
  const asked = `(() => {
    const shown = (name) => [...document.querySelectorAll(name)].some((one) => one.checkVisibility());
    return {
      pressed: ["section.run", "button", ".search-open"].filter(shown),
      ink: getComputedStyle(document.body).color,
    };
  })()`;
  const { pressed, ink } = (await tab.evaluate(asked)) as { pressed: string[]; ink: string };
  if (pressed.length > 0) faults.push(`printed: ${pressed.join(", ")} cannot be pressed on paper`);
  const [red = 255] = (/\d+/.exec(ink) ?? []).map(Number);
  if (red > 80) faults.push(`printed: the ink of the dark scheme, ${ink}`);
  const { data } = await tab.send("Page.printToPDF", options);
  await tab.send("Emulation.setEmulatedMedia", { media: "", features: [] });
  const pdf = Buffer.from(String(data), "base64");
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (pages < 1 || pages > 60) faults.push(`printed: ${pages} pages`);
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString("latin1"));
  const isA4 =
    box !== null && Math.abs(Number(box[1]) - 595) < 2 && Math.abs(Number(box[2]) - 842) < 2;
  if (!isA4) faults.push(`printed: not A4: ${box?.slice(1).join(" × ") ?? "no box"}`);
  return { pdf, faults };
}

/** The first link of the text that has a card: it opens by the keyboard, and goes with Escape. */
const hovered = `(async () => {
  const link = document.querySelector("main a.word, .neighbours a");
  if (link === null) return "none";
  const card = document.querySelector(".hover-card");
  const until = async (done) => {
    for (let k = 0; k < 100 && !done(); k++) await new Promise((next) => setTimeout(next, 50));
    return done();
  };
  link.focus();
  if (!(await until(() => !card.hidden && card.textContent.trim() !== ""))) return "it does not open";
  if (link.getAttribute("aria-describedby") !== card.id) return "the link does not name it";
  const box = card.getBoundingClientRect();
  if (box.left < 0 || box.right > document.documentElement.clientWidth) return "it leaves the window";
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  if (!card.hidden) return "Escape does not close it";
  link.blur();
  return "opens and closes";
})()`;

/** What is wrong with the hover cards of the page in a tab. */
export async function hoverCards(tab: Tab): Promise<string[]> {
  const says = String(await tab.evaluate(hovered));
  return ["none", "opens and closes"].includes(says) ? [] : [`hover card: ${says}`];
}
