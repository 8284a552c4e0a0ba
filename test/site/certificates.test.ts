import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { certificateRow, certificatesOf } from "../../site/certificates.ts";
import { loadClaims } from "../../site/library.ts";
import { certificates } from "../../src/emit/certificates.ts";
import { dialects } from "../../src/emit/dialects.ts";
import { claimsIn } from "../../src/run/claims.ts";
import { bundleAll } from "../../src/run/prepare.ts";
import { discover } from "../../src/theorem/discover.ts";
import { claim, records } from "./fixture.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { theorems } = await discover(root);
const ids = ["gauge/conjugation-invariance", "gauge/chern-number"];
const chosen = theorems.filter(({ id }) => ids.includes(id));
const bundles = (await bundleAll(root, chosen)).map(({ bundle }) => bundle?.file ?? "");
const claims = (await Promise.all(bundles.map(claimsIn))).flat();
const entries = chosen.map(({ page }, k) => ({
  page,
  bundle: bundles[k],
  record: { ...Object.values(records)[0], claims: claims.map(({ id }) => claim(id)) },
}));
const published = certificatesOf(await loadClaims(entries));

describe("certificatesOf()", () => {
  it("publishes a script in every dialect for each claim with a commutative form, and a reason for the others", () => {
    expect([...published.keys()].sort()).toEqual(claims.map(({ id }) => id).sort());
    const scripts = [...published.values()].map(({ scripts }) => scripts.length);
    expect(new Set(scripts)).toEqual(new Set([0, Object.keys(dialects).length]));
    for (const one of published.values())
      if (one.scripts.length === 0) expect(one.none).toMatch(/^(no commutative form|too large): /);
  });

  it("publishes what `commute certify` prints", () => {
    const id = "gauge/conjugation-invariance/determinant-is-multiplicative";
    const certificate = certificates(claims.find((one) => one.id === id) ?? claims[0]);
    if (typeof certificate === "string") throw new Error(certificate);
    expect(published.get(id)?.scripts.map(({ path, text }) => [path, text])).toEqual(
      Object.values(dialects).map(({ extension, script }) => [
        `certificates/${id}.${extension}`,
        script(certificate.questions),
      ]),
    );
  });

  it("publishes nothing of claims that the record does not have", async () => {
    const none = entries.map((entry) => ({ ...entry, record: { ...entry.record, claims: [] } }));
    expect(certificatesOf(await loadClaims(none)).size).toBe(0);
  });
});

it("certificateRow() links the scripts with what they print, or says that there is no form", () => {
  const { markup } = certificateRow(
    published.get("gauge/conjugation-invariance/printed-transpose-preserves-traces"),
    "../",
  );
  expect(markup).toContain(
    'href="../certificates/gauge/conjugation-invariance/printed-transpose-preserves-traces.gp"',
  );
  expect(markup.replaceAll(/\s+/g, " ")).toContain(
    "each prints <code>false</code> (z3: <code>sat</code>) for the formula, and what is claimed of 1 variant of it.",
  );
  expect(markup).toContain("maxima --very-quiet --run-string &#39;load(&quot;printed-");
  const chern = certificateRow(published.get("gauge/chern-number/gauge-invariant"), "../").markup;
  expect(chern).toContain("No commutative form: terms over links of a lattice are no polynomials.");
  expect(chern).not.toContain("href");
  expect(certificateRow(undefined, "../").markup).toBe("");
});
