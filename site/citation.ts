import type { ClaimRecord, TheoremRecord } from "../src/record/schema.ts";
import { html, type Html } from "./html.ts";
import { badgePath, claimPath } from "./machine.ts";
import { faceOf, nameOf, strongest, wordsOf } from "./verdict.ts";

/** BibTeX reads these as its own. */
const special = /[\\{}%#&$_~^]/g;

/** A claim as a BibTeX entry: the commit says which verdict is meant. */
export function bibtex(claim: ClaimRecord, { theorem, commit }: TheoremRecord): string {
  const key = claim.id.replaceAll("/", ":");
  const kind = strongest(claim);
  const verdict = kind === undefined ? faceOf(claim) : `${faceOf(claim)}, ${kind}`;
  const fields = {
    title: `{${wordsOf(claim.id).replaceAll(special, String.raw`\$&`)}}`,
    howpublished: `Commute, executable mathematics, ${theorem}.html\\#${nameOf(claim.id)}`,
    note: `${verdict}, at commit ${commit.slice(0, 12)}`,
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{commute:${key},`, ...lines, "}"].join("\n");
}

/** How to cite a claim, to embed its verdict, and to read it by a program. */
export function citation(claim: ClaimRecord, record: TheoremRecord, home: string): Html {
  return html`<details class="cite">
    <summary>Cite, embed, read by a program</summary>
    <pre tabindex="0"><code>${bibtex(claim, record)}</code></pre>
    <p>
      <a href="${home}${badgePath(claim.id)}">badge (SVG)</a> ·
      <a href="${home}${claimPath(claim.id)}">the record of this claim (JSON)</a> ·
      <a href="${home}records.json">all records (JSON)</a>
    </p>
  </details>`;
}
