import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { checkLinks } from "../../site/checkLinks.ts";
import { checkSite } from "../../site/check.ts";
import { write } from "./fixture.ts";

const dist = await mkdtemp(join(tmpdir(), "commute-links-"));
afterAll(() => rm(dist, { recursive: true, force: true }));

const head = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'" />';

it.each([
  ['<a href="nowhere.html">x</a>', "there is no nowhere.html"],
  ['<a href="#part">x</a>', "there is no #part in index.html"],
  ['<a href="/index.html">x</a>', "is not relative"],
  ['<a href="javascript:alert(1)">x</a>', "is not relative"],
  ['<b id="a"></b><b id="a"></b>', "the id a is used twice"],
  ['<span class="katex-error">x</span>', "an error of KaTeX"],
  ["<script>1</script>", "an inline script"],
  ['<b onclick="1">x</b>', "an inline event handler"],
  ["<h1>again</h1>", "2 main headings"],
])("checkLinks finds the fault in %s", async (markup, fault) => {
  await write(dist, "index.html", `${head}<h1>x</h1>${markup}`);
  expect((await checkLinks(dist)).faults.join("\n")).toContain(fault);
});

it("checkSite says that there is no site", async () => {
  const { faults } = await checkSite(join(dist, "none"));
  expect(faults.join("\n")).toContain("no built site");
});
