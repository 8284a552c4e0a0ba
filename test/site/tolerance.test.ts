import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderSite } from "../../site/build.ts";
import { parseMeasured, readMeasured } from "../../site/measured.ts";
import { sensitivity, toleranceAddress, tolerancePage } from "../../site/tolerance.ts";
import { repository as project } from "../run/project.ts";
import { write } from "./fixture.ts";

const file = "test/bench/results/sensitivity.json";

const seen = (checker: string, refuted: number, undecided: number, accepted: number) => ({
  checker,
  layer: "a layer, float32",
  trials: refuted + undecided + accepted,
  refuted,
  undecided,
  accepted,
});
const row = (fault: string, expected: string, ...all: readonly ReturnType<typeof seen>[]) => ({
  fault,
  expected,
  seen: all,
  met: true,
});
const result = (...rows: readonly ReturnType<typeof row>[]) => ({
  date: "2026-11-24",
  node: "v20",
  device: "wasm",
  machine: "2 × a processor",
  runs: 20,
  checks: 1000,
  versions: { e3nn: "0.6.0" },
  rows,
});
const rendered = (...rows: readonly ReturnType<typeof row>[]): string =>
  tolerancePage(parseMeasured(JSON.stringify(result(...rows)), sensitivity));

/** The cells of the row of that fault: which sign, and what is said. */
function cellsOf(page: string, fault: string): string[] {
  const [, rest = ""] = page.split(new RegExp(`<th scope="row">\\s*${fault}\\s`));
  const [cells] = rest.split("</tr>");
  return [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
    [/sign-(\w+)/.exec(cell)?.[1], cell.replaceAll(/<[^>]*>/g, "").trim()].join(" ").trim(),
  );
}

describe("tolerancePage", () => {
  it("gives the right verdict the face that holds only if it came every time", () => {
    const page = rendered(
      row("a", "refuted", seen("Commute", 20, 0, 0), seen("other", 19, 0, 1)),
      row("b", "undecided", seen("Commute", 0, 20, 0), seen("other", 20, 0, 0)),
      row("c", "undecided", seen("Commute", 0, 0, 20)),
      row("d", "accepted", seen("Commute", 0, 0, 20), seen("other", 1, 0, 19)),
      row("e", "accepted", seen("Commute", 0, 1, 19)),
      row("f", "reported", seen("Commute", 7, 0, 13)),
    );
    expect(cellsOf(page, "a")).toEqual([
      "holds refuted 20 of 20",
      "failing refuted 19, accepted 1 of 20",
    ]);
    expect(cellsOf(page, "b")).toEqual(["holds undecided 20 of 20", "holds refuted 20 of 20"]);
    expect(cellsOf(page, "c")).toEqual(["failing accepted 20 of 20", ""]);
    expect(cellsOf(page, "d")).toEqual([
      "holds accepted 20 of 20",
      "failing refuted 1, accepted 19 of 20",
    ]);
    expect(cellsOf(page, "e")[0]).toBe("failing undecided 1, accepted 19 of 20");
    expect(cellsOf(page, "f")[0]).toBe("refuted 7, accepted 13 of 20");
  });

  it("adds up the layers of a checker, and shows ours first", () => {
    const page = rendered(
      row(
        "a",
        "refuted",
        seen("other", 3, 0, 0),
        seen("Commute", 2, 0, 0),
        seen("Commute", 0, 0, 2),
      ),
    );
    expect(cellsOf(page, "a")).toEqual([
      "failing refuted 2, accepted 2 of 4",
      "holds refuted 3 of 3",
    ]);
  });

  it("sets powers of ten as such", () => {
    expect(rendered(row("× 10^-6", "refuted", seen("Commute", 1, 0, 0)))).toContain(
      "× 10<sup>−6</sup>",
    );
  });

  it("lets no text of the result become markup", () => {
    const evil = `"><script>alert('1')</script>`;
    const page = rendered(row(evil, "refuted", seen(evil, 1, 0, 0)));
    expect(page.match(/<script[^>]*>/g)).toEqual(
      ["search", "hover"].map((name) => `<script type="module" src="assets/${name}.js">`),
    );
    expect(page).toContain("&lt;script&gt;");
  });
});

describe("parseMeasured refuses, naming the file and the place,", () => {
  it.each([
    ["what is no JSON", "{", `${file}: expected JSON`],
    ["a result without rows", JSON.stringify(result()), `${file}, rows: `],
    [
      "a verdict that nobody gives",
      JSON.stringify(result(row("a", "believed", seen("Commute", 1, 0, 0)))),
      `${file}, rows.0.expected: `,
    ],
    [
      "less than no trial",
      JSON.stringify(result(row("a", "refuted", seen("Commute", -1, 0, 2)))),
      `${file}, rows.0.seen.0.refuted: `,
    ],
    [
      "verdicts that are more or fewer than the trials",
      JSON.stringify(result(row("a", "refuted", { ...seen("Commute", 1, 0, 0), trials: 2 }))),
      `${file}, rows.0.seen.0: `,
    ],
  ])("%s", (_, text, says) => {
    expect(() => parseMeasured(text, sensitivity)).toThrow(says);
    expect(() => parseMeasured(text, sensitivity)).toThrow("npm run bench -- sensitivity --write");
  });
});

describe("readMeasured", () => {
  it("is undefined where nothing was measured, and the site then has neither page nor link", async () => {
    const root = await mkdtemp(join(tmpdir(), "commute-"));
    try {
      expect(await readMeasured(root, sensitivity)).toBeUndefined();
      const pages = renderSite([], {
        sensitivity: await readMeasured(root, sensitivity),
      });
      expect([...pages.keys()]).not.toContain(toleranceAddress);
      expect(pages.get("index.html")).not.toContain(toleranceAddress);
      await write(root, file, "[]");
      await expect(readMeasured(root, sensitivity)).rejects.toThrow(file);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });

  it("takes the result of this repository, whose page the front page leads to", async () => {
    const measured = await readMeasured(project, sensitivity);
    const pages = renderSite([], { sensitivity: measured });
    expect(pages.get("index.html")).toContain(`href="${toleranceAddress}"`);
    expect(pages.get(toleranceAddress)).toContain("every output NaN");
  });
});
