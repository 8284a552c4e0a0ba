import { describe, expect, it } from "vitest";
import { bibtex } from "../../site/citation.ts";
import { badgeFile, claimPath, machineFiles } from "../../site/machine.ts";
import { dependencies, mapOf } from "../../site/map.ts";
import type { Entry } from "../../site/library.ts";
import type { ClaimRecord } from "../../src/record/schema.ts";
import { recordSchema } from "../../src/record/schema.ts";
import { claim, record } from "./fixture.ts";

const claimsOf = (entries: readonly Entry[]): Map<string, ClaimRecord> =>
  new Map(entries.flatMap((e) => e.record?.claims ?? []).map((one) => [one.id, one]));

function entry(id: string, claims: ClaimRecord[], uses: string[] = []): Entry {
  const page = {
    id,
    title: id,
    talk: [],
    printed: [],
    corrected: [],
    uses,
    sources: [],
    file: "",
    body: "",
  };
  return { page, record: record(id, claims) };
}

const sampled = claim("a/base/sampled", {
  evidence: [{ kind: "sampled-float", model: "m", outcome: "holds", scope: "s", ms: 1 }],
});
const rests = claim("b/top/rests", { rests: [{ claim: "a/base/sampled" }] });
const failing = claim("b/top/open", { outcome: "undecided", passes: false, reason: "why" });
const entries = [entry("a/base", [sampled]), entry("b/top", [rests, failing], ["a/base"])];
const claims = claimsOf(entries);

describe("machineFiles", () => {
  const files = machineFiles(entries, claims);
  it("writes every record as it is, and each claim with the run it comes from", () => {
    const all = JSON.parse(files.get("records.json") ?? "") as unknown[];
    expect(all.map((one) => recordSchema.parse(one))).toEqual(entries.map((e) => e.record));
    const one = JSON.parse(files.get(claimPath(rests.id)) ?? "") as { claim: unknown };
    expect(one).toMatchObject({ theorem: "b/top", commit: "f00dfeed".repeat(5), seed: "1" });
    expect(one.claim).toEqual(rests);
    expect(files.size).toBe(1 + 2 * 3);
  });
  it("badges say the verdict in words, counted no stronger than what it rests on", () => {
    expect(badgeFile(rests, claims)).toContain(">holds, sampled-float<");
    expect(badgeFile(failing, claims)).toContain(">undecided<");
    expect(badgeFile({ ...rests, passes: false }, claims)).toContain(">FAILS<");
    const hostile = badgeFile({ ...rests, id: 'a/b/"><script>' }, claims);
    expect(hostile).not.toContain("<script");
  });
});

describe("bibtex", () => {
  it("names claim, place, verdict and commit, and escapes what TeX reads", () => {
    const text = bibtex(claim("a/base/100%_sure"), record("a/base", []));
    expect(text).toContain(String.raw`title = {{100\%\_sure}}`);
    expect(text).toContain(String.raw`a/base.html\#100%_sure`);
    expect(text).toContain("note = {holds, proved, at commit f00dfeedf00d}");
  });
});

describe("dependencies", () => {
  it("tells what is used from what a verdict rests on, each arrow once", () => {
    expect(dependencies(entries)).toEqual([{ from: "a/base", to: "b/top", rests: true }]);
    const used = [entries[0], entry("b/top", [failing], ["a/base", "no/page"])];
    expect(dependencies(used)).toEqual([{ from: "a/base", to: "b/top", rests: false }]);
  });
});

describe("mapOf", () => {
  const { markup } = mapOf(entries, claims);
  it("draws a box a theorem, a sign a claim, an arrow a dependency, with an address each", () => {
    expect(markup.match(/<rect\s[^>]*rx="4"/g)).toHaveLength(2);
    expect(markup).toContain('href="a/base.html#sampled"');
    expect(markup.match(/class="rests"/g)).toHaveLength(1);
  });
  it("never shows a claim as stronger than what it rests on, nor an open one as holding", () => {
    expect(markup).toContain("Rests: holds, sampled-float");
    expect(markup).toMatch(/dot-undecided">\s*<title>Open: undecided/);
    const without = mapOf([entries[1]], claimsOf([entries[1]])).markup;
    expect(without).toContain("holds, on something that does not");
  });
  it("does not overlap boxes, and draws the same picture again", () => {
    const many = Array.from({ length: 12 }, (_, k) =>
      entry(`c/t${k}`, [claim(`c/t${k}/x`)], k > 3 ? [`c/t${k - 3}`, `c/t${k % 3}`] : []),
    );
    const all = claimsOf(many);
    const drawn = mapOf(many, all).markup;
    expect(mapOf(many, all).markup).toBe(drawn);
    const boxes = [
      ...drawn.matchAll(/<rect\s+x="(\S+)"\s+y="(\S+)"\s+width="(\S+)"\s+height="(\S+)"\s+rx="4"/g),
    ].map((m) => m.slice(1).map(Number));
    expect(boxes).toHaveLength(12);
    for (const [k, [x, y, w, h]] of boxes.entries())
      for (const [X, Y, W, H] of boxes.slice(k + 1))
        expect(x + w <= X || X + W <= x || y + h <= Y || Y + H <= y).toBe(true);
  });
});
