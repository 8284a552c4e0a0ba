import { html, raw, type Html } from "./html.ts";

const arrows =
  '<path d="M30 18h60M30 82h60M18 30v40M102 30v40"/><path d="M84 13l6 5-6 5M84 77l6 5-6 5M13 64l5 6 5-6M97 64l5 6 5-6"/>';
const corners =
  '<circle cx="18" cy="18" r="4"/><circle cx="102" cy="18" r="4"/><circle cx="18" cy="82" r="4"/><circle cx="102" cy="82" r="4"/>';

/** The talk's commuting square, f(Tx) = T f(x). */
export const emblem: Html = html`<svg class="emblem" viewBox="-14 -8 148 118" role="img">
  <title>A commuting square: f after T equals T after f</title>
  <g class="arrows">${raw(arrows)}</g>
  <g class="corners">${raw(corners)}</g>
  <g class="letters" text-anchor="middle">
    <text x="60" y="9">f</text>
    <text x="60" y="103">f</text>
    <text x="4" y="55">T</text>
    <text x="117" y="55">T</text>
  </g>
</svg>`;

/** The same as a picture of its own, for the browser's tab. */
export const emblemFile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="4 4 112 92"><g fill="none" stroke="#2b6fb3" stroke-width="7">${arrows}</g><g fill="#2b6fb3">${corners}</g></svg>\n`;
