import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const sheet = readFileSync(new URL("../../site/styles/base.css", import.meta.url), "utf8");
const [light, dark] = [...sheet.matchAll(/:root \{([^}]*)\}/g)].map(([, rules]) =>
  Object.fromEntries(
    [...rules.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  ),
);

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((k) => Number.parseInt(hex.slice(k, k + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s colours", (_, colours) => {
  const text = ["ink", "quiet", "link", "holds", "refuted", "failing", "undecided", "quoted"];

  it.each(text)("%s is read on every ground (4.5 : 1)", (name) => {
    for (const ground of ["paper", "raised", "sunken"]) {
      expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(["s0", "s1", "s2", "s3", "s4", "s5"])("%s is seen in a figure (3 : 1)", (name) => {
    for (const ground of ["paper", "raised"]) {
      expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(3);
    }
  });
});
