import type { ClaimRecord } from "../src/record/schema.ts";
import { escape } from "./html.ts";
import type { Entry } from "./library.ts";
import { effective, faceOf, type Claims, type Face } from "./verdict.ts";

/** The record of one claim, relative to the site's root. */
export const claimPath = (id: string): string => `claims/${id}.json`;

/** The badge of one claim, relative to the site's root. */
export const badgePath = (id: string): string => `claims/${id}.svg`;

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/**
 * What programs read, by path: `records.json` with every record as it was validated, and for each claim
 * its own record with the run it comes from, and a badge.
 */
export function machineFiles(entries: readonly Entry[], claims: Claims): Map<string, string> {
  const files = new Map<string, string>();
  const records = entries.flatMap(({ record }) => record ?? []);
  files.set("records.json", json(records));
  for (const { claims: own, ...run } of records)
    for (const claim of own) {
      files.set(claimPath(claim.id), json({ ...run, claim }));
      files.set(badgePath(claim.id), badgeFile(claim, claims));
    }
  return files;
}

/** White reads on each of them (contrast at least 4.5). */
const fills: Record<Face, string> = {
  holds: "#0b6350",
  refuted: "#8d4a00",
  failing: "#b3201b",
  undecided: "#57534b",
  quoted: "#57534b",
};

const says: Record<Face, string> = {
  holds: "holds",
  refuted: "refuted as printed",
  failing: "FAILS",
  undecided: "undecided",
  quoted: "quoted, not checked",
};

/** Verdana at 11 px, the face of such badges: no glyph of ours is wider. */
const width = (text: string): number => Math.ceil(7.2 * text.length) + 12;

/** The verdict as a picture for other pages: what the colour says is said in words too. */
export function badgeFile(claim: ClaimRecord, claims: Claims): string {
  const face = faceOf(claim);
  const kind = face === "holds" ? effective(claim, claims) : undefined;
  const verdict = kind === undefined ? says[face] : `${says[face]}, ${kind}`;
  const [left, right] = [width("commute"), width(verdict)];
  const label = (text: string, x: number): string => `<text x="${x}" y="14">${escape(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img">`,
    `<title>${escape(`${claim.id}: ${verdict}`)}</title>`,
    `<rect width="${left}" height="20" fill="#3d3a35"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${fills[face]}"/>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">`,
    label("commute", left / 2),
    label(verdict, left + right / 2),
    "</g></svg>\n",
  ].join("");
}
