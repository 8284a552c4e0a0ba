import { expect, it } from "vitest";
import { renderSite } from "../../site/build.ts";
import { html } from "../../site/html.ts";
import { faultsOf, type Entry } from "../../site/library.ts";
import { claim, figure, record } from "./fixture.ts";

const evil = `"><script>alert('1')</script><img src=x onerror=alert(1)> $a&b`;
const id = "evil/page";

/** A page and a record in which every text that is free is hostile. */
const entry: Entry = {
  page: {
    id,
    title: evil.replace("$", ""),
    talk: ["1.1"],
    slide: evil,
    printed: ["one"],
    corrected: [],
    uses: [],
    sources: [evil.replace("$", "\\$"), "[x](javascript:alert(1))"],
    file: `theorems/${id}.md`,
    body: evil.replace("$", "\\$"),
  },
  spec: `specs/${id}.spec.ts`,
  record: {
    ...record(id, [
      claim(`${id}/one`, {
        states: "\\text{<script>alert(1)</script>}",
        reason: evil,
        hypotheses: [{ id: evil, says: evil }],
        rests: [{ lemma: evil }],
        evidence: [
          {
            kind: "exhausted",
            model: evil,
            outcome: "holds",
            scope: evil,
            reason: evil,
            seed: evil,
            device: evil,
            power: { epsilon: 1, ingredients: [{ name: evil, epsilon: 1 }], invisible: [evil] },
            witness: {
              says: evil,
              values: { [evil]: evil },
              left: evil,
              right: evil,
              size: "found",
              confirmed: "exact",
              replay: evil,
            },
            ms: 1,
          },
        ],
        corroboration: [{ engine: evil, version: evil, says: "agree", about: evil }],
        nearMisses: [
          {
            id: evil,
            why: evil,
            killed: true,
            by: [{ kind: "exhausted", model: evil, outcome: "fails", reason: evil, ms: 1 }],
          },
        ],
        figures: [
          figure("picture", {
            caption: evil.replace("$", "\\$"),
            description: evil,
            axes: { x: evil, y: evil },
            series: [
              { name: evil, mark: "bars", x: [evil, "b"], y: [1, 2], panel: evil },
              { name: evil, mark: "cells", x: [evil], y: [evil], value: [1], panel: "p" },
            ],
          }),
        ],
      }),
    ]),
    commit: evil,
    node: evil,
    seed: evil,
    inputsHash: evil,
  },
};

it("renderSite lets no text of a page or record become markup", () => {
  const pages = renderSite([entry]);
  for (const text of pages.values()) {
    const own = text.replaceAll(
      /<script type="module" src="[./]*assets\/(run|search|hover|turn|check)\.js"><\/script>/g,
      "",
    );
    const tags = (own.match(/<[^<>]*>/g) ?? []).join("");
    expect(tags).not.toMatch(/<script|<img|href="javascript/i);
    // Outside of quoted values no attribute handles an event.
    expect(tags.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\son[a-z]+=/i);
    expect(own.replaceAll(/<[^<>]*>/g, "")).not.toMatch(/[<>]/);
  }
  expect(pages.get(`${id}.html`)).toContain("&lt;script&gt;");
});

it("faultsOf refuses ids that are no anchors, and names that are taken", () => {
  const bad = record(id, [
    claim(`${id}/"><b>`, { figures: [figure("../x")] }),
    claim(`${id}/two`),
    claim(`${id}/two`, { rests: [{ claim: "evil/page/none" }] }),
    claim("other/page/one"),
  ]);
  const faults = faultsOf([
    { ...entry, page: { ...entry.page, printed: ["none"], corrected: ["neither"] }, record: bad },
  ]).join("\n");
  expect(faults).toContain("field printed: expected a claim of the theorem, got none");
  expect(faults).toContain("field corrected: expected a claim of the theorem, got neither");
  expect(faults).toContain('got "evil/page/\\"><b>"');
  expect(faults).toContain('got "../x"');
  expect(faults).toContain("two claims named two");
  expect(faults).toContain('rests on "evil/page/none"');
  expect(faults).toContain('got "other/page/one"');
});

it("html escapes every slot but markup, and prints no false or undefined", () => {
  const slots = [html`<b>${"<"}</b>`, ["&", 1n]] as const;
  expect(html`<p title="${`"'`}">${slots}${false}${undefined}${0}</p>`.markup).toBe(
    '<p title="&quot;&#39;"><b>&lt;</b>&amp;10</p>',
  );
});
