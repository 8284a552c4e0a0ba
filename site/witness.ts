import type { Witness } from "../src/record/schema.ts";
import { html, type Html } from "./html.ts";

const sizes: Record<Witness["size"], string> = {
  smallest: "smallest: every smaller case was tried",
  shrunk: "shrunk: no step of the search makes it smaller",
  found: "as drawn",
};

const confirmations: Record<Witness["confirmed"], string> = {
  exact: "confirmed in exact arithmetic",
  enclosure: "confirmed by disjoint enclosures of the two sides",
};

export const command = (line: string): Html =>
  html`<p class="command"><code tabindex="0">${line}</code></p>`;

/** A counterexample in one line: what it says, and its values where there is room for them. */
export function witnessLine({ says, values, left, right }: Witness): string {
  const parts = Object.entries(values).map(([name, value]) => `${name} = ${value}`);
  if (left !== undefined) parts.push(`left side ${left}`);
  if (right !== undefined) parts.push(`right side ${right}`);
  const line = `${says}: ${parts.join("; ")}`;
  return parts.length > 0 && line.length <= 220 ? line : says;
}

/** Beyond so many characters a value may scroll in a narrow cell: then a keyboard has to reach it. */
const longest = 80;

const valueCell = (value: string): Html =>
  value.length > longest
    ? html`<dd tabindex="0"><code>${value}</code></dd>`
    : html`<dd><code>${value}</code></dd>`;

/** A counterexample in full: values, both sides, how small it is and how it was confirmed. */
export function witnessBlock(witness: Witness, label = "Counterexample"): Html {
  const rows = Object.entries(witness.values);
  if (witness.left !== undefined) rows.push(["left side", witness.left]);
  if (witness.right !== undefined) rows.push(["right side", witness.right]);
  return html`<div class="witness">
    <p class="witness-says"><span class="label">${label}</span> ${witness.says}</p>
    <dl class="values">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            ${valueCell(value)}
          </div>`,
      )}
    </dl>
    <p class="note">${sizes[witness.size]}; ${confirmations[witness.confirmed]}.</p>
    ${witness.replay !== undefined && command(witness.replay.replace(/^commute /, "npx commute "))}
  </div>`;
}
