// Hover cards: what a link within the site leads to is shown beside it, for a pointer that rests on it and for
// the keyboard. The card can be pointed at, stays until one leaves it, and goes with Escape (WCAG 1.4.13).
import { element } from "../element.ts";

/** How long a pointer rests before a card opens, and how long it may be on the way to it, in milliseconds. */
const [rest, grace] = [300, 250];

const pages = new Map<string, Promise<Document | undefined>>();

/** The page of an address of this site; this one, if it is the same. */
function pageAt({ origin, pathname }: URL): Promise<Document | undefined> {
  if (origin !== location.origin) return Promise.resolve(undefined);
  if (pathname === location.pathname) return Promise.resolve(document);
  const known = pages.get(pathname);
  if (known !== undefined) return known;
  const loaded = fetch(pathname)
    .then(async (answer) =>
      answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined,
    )
    .catch(() => undefined);
  pages.set(pathname, loaded);
  return loaded;
}

/** The parts of a target that say what it is: a claim's name, verdict and formula; a word and what it means. */
function partsOf(page: Document, id: string): Element[] {
  const found = id === "" ? page.querySelector("header.opening") : page.getElementById(id);
  if (found === null) return [];
  const all = (selectors: string): Element[] => [...found.querySelectorAll(selectors)];
  if (found.matches("article.claim"))
    return all(":scope > header, :scope > .formula, :scope > .reason");
  if (found.matches("header.opening")) return all(":scope > h1, :scope > .slide, :scope > .lead");
  if (found.matches("figure")) return all(":scope > figcaption");
  if (found.querySelector(":scope > dt") !== null) return all(":scope > dt, :scope > dd");
  if (!found.matches("h2, h3, h4")) return [];
  const next = found.nextElementSibling;
  return next?.matches("p") === true ? [found, next] : [found];
}

/** A copy that stands alone: no ids, and links as seen from here. */
function copyOf(part: Element, from: URL): Element {
  const copy = document.importNode(part, true);
  for (const one of [copy, ...copy.querySelectorAll("*")]) {
    one.removeAttribute("id");
    one.removeAttribute("tabindex");
    const href = one.getAttribute("href");
    if (href !== null) one.setAttribute("href", new URL(href, from).href);
  }
  const plain = document.createElement("div");
  plain.className = `part-${copy.tagName.toLowerCase()}`;
  // A heading in a card is none of this page.
  plain.append(
    ...(/^(H\d|HEADER|DT|DD|FIGCAPTION)$/.test(copy.tagName) ? copy.childNodes : [copy]),
  );
  return plain;
}

const card = element("div", { className: "hover-card", hidden: true, id: "hover-card" });
card.setAttribute("role", "tooltip");
let shown: HTMLAnchorElement | undefined;
let opening: number | undefined;
let closing: number | undefined;

function close(): void {
  clearTimeout(opening);
  clearTimeout(closing);
  shown?.removeAttribute("aria-describedby");
  shown = undefined;
  card.hidden = true;
}

/** Below the link, or above it where there is no room; never wider than the window. */
function place(link: Element): void {
  const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const room = document.documentElement.clientWidth - width - 8;
  const below = box.bottom + 6;
  const top = below + height > innerHeight && box.top > height + 6 ? box.top - height - 6 : below;
  card.style.left = `${scrollX + Math.max(8, Math.min(box.left, room))}px`;
  card.style.top = `${scrollY + top}px`;
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const address = new URL(link.href);
  const page = await pageAt(address);
  const parts = page === undefined ? [] : partsOf(page, decodeURIComponent(address.hash.slice(1)));
  // The reader may have gone on meanwhile.
  if (parts.length === 0 || shown !== link) return;
  card.replaceChildren(...parts.map((part) => copyOf(part, address)));
  card.hidden = false;
  place(link);
  link.setAttribute("aria-describedby", card.id);
}

/** Links in text; neither a claim's own name nor the map, which has its titles. */
function linkOf(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("main a[href]") : null;
  if (link === null || card.contains(link)) return undefined;
  return link.matches("article.claim > header a, .map a, [download], .summary a")
    ? undefined
    : link;
}

function wait(link: HTMLAnchorElement, milliseconds: number): void {
  clearTimeout(closing);
  if (shown === link) return;
  close();
  shown = link;
  opening = window.setTimeout(() => void open(link), milliseconds);
}

function leave(): void {
  clearTimeout(closing);
  closing = window.setTimeout(close, grace);
}

document.body.append(card);
document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  const link = linkOf(target);
  if (link !== undefined) wait(link, rest);
  else if (target instanceof Node && card.contains(target)) clearTimeout(closing);
  else if (shown !== undefined && document.activeElement !== shown) leave();
});
document.addEventListener("focusin", ({ target }) => {
  const link = linkOf(target);
  if (link !== undefined) wait(link, 0);
  else if (!(target instanceof Node && card.contains(target))) close();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") close();
});
