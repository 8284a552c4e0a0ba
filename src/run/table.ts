import { styleText } from "node:util";
import { evidenceKinds, type ClaimRecord } from "../record/schema.ts";

/** What the table needs of a record. */
export interface TableTheorem {
  readonly theorem: string;
  readonly claims: readonly ClaimRecord[];
}

/** The five ways a claim can stand at the end of a run; every claim is in exactly one. */
export type Standing = "holds" | "refuted" | "undecided" | "quoted" | "failing";

/** How a claim stands: only what passes is green, and undecided never passes. */
export function standing({ passes, outcome, expects }: ClaimRecord): Standing {
  if (outcome === "undecided") return "undecided";
  if (!passes || outcome !== expects) return "failing";
  if (expects === "quoted") return "quoted";
  return expects === "holds" ? "holds" : "refuted";
}

const colours = {
  holds: "green",
  refuted: "green",
  undecided: "yellow",
  quoted: "gray",
  failing: "red",
} as const;

/** A word in the colour of a standing, where the reader's terminal has colours. */
export function coloured(word: string, kind: Standing, colour: boolean): string {
  return colour ? styleText(colours[kind], word, { validateStream: false }) : word;
}

/** The kinds of evidence in the ladder's order; `?` marks a kind that could not decide. */
function ladder(claim: ClaimRecord): string {
  const names = evidenceKinds.flatMap((kind) => {
    const ofKind = claim.evidence.filter((evidence) => evidence.kind === kind);
    if (ofKind.length === 0) return [];
    return [ofKind.some(({ outcome }) => outcome !== "undecided") ? kind : `${kind}?`];
  });
  return names.length === 0 ? "-" : names.join(" ");
}

function killed({ nearMisses }: ClaimRecord): string {
  if (nearMisses.length === 0) return "-";
  return `${nearMisses.filter((miss) => miss.killed).length}/${nearMisses.length}`;
}

interface Row {
  readonly cells: readonly [string, string, string, string, string];
  readonly kind: Standing;
}

function rowOf(theorem: string, claim: ClaimRecord): Row {
  const kind = standing(claim);
  const id = claim.id.startsWith(`${theorem}/`) ? claim.id.slice(theorem.length) : claim.id;
  const ms = `${Math.round(claim.ms)} ms`;
  return { cells: [`  ${id}`, kind, ladder(claim), killed(claim), ms], kind };
}

/** How many claims stand how, in words. */
export function totals(claims: readonly ClaimRecord[]): string {
  const count = (kind: Standing): number =>
    claims.filter((claim) => standing(claim) === kind).length;
  return [
    `${count("holds")} hold`,
    `${count("refuted")} refuted as expected`,
    `${count("undecided")} undecided`,
    `${count("quoted")} quoted`,
    `${count("failing")} failing`,
  ].join(", ");
}

/** Why a claim does not pass, in one line. */
export function complaint(claim: ClaimRecord): string {
  const { id, outcome, expects, reason, nearMisses } = claim;
  const reached = nearMisses.filter(({ by }) => outcome !== "undecided" || by.length > 0);
  const survivors = reached.filter((miss) => !miss.killed).map((miss) => miss.id);
  const parts = [
    reason,
    outcome === expects || outcome === "undecided" ? undefined : `expected ${expects}`,
    claim.evidence.find((one) => one.outcome === "fails" && expects !== "fails")?.witness?.says,
    survivors.length > 0 ? `near misses not killed: ${survivors.join(", ")}` : undefined,
  ];
  return `${id}: ${outcome}: ${parts.filter((part) => part !== undefined).join("; ") || "no reason given"}`;
}

const header = ["claim", "outcome", "evidence", "killed", "time"] as const;

/**
 * The table that ends a run: theorems, under each a line per claim, the totals, and a line for each
 * claim that does not pass. A claim's id is its theorem's and its own line's, joined.
 */
export function table(theorems: readonly TableTheorem[], colour: boolean): string {
  const rows = theorems.map((one) => one.claims.map((claim) => rowOf(one.theorem, claim)));
  const all = rows.flat();
  const widths = header.map((title, column) =>
    Math.max(title.length, ...all.map(({ cells }) => cells[column].length)),
  );
  const line = (cells: readonly string[], kind?: Standing): string => {
    const padded = cells.map((cell, column) => {
      const text = column >= 3 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]);
      return column === 1 && kind !== undefined ? coloured(text, kind, colour) : text;
    });
    return padded.join("  ").trimEnd();
  };
  const body = theorems.flatMap((one, k) => [
    one.theorem,
    ...rows[k].map(({ cells, kind }) => line(cells, kind)),
  ]);
  const claims = theorems.flatMap((one) => one.claims);
  const wrong = claims.filter((claim) => !claim.passes);
  return [
    line(header),
    ...body,
    "",
    totals(claims),
    ...wrong.map((claim) => coloured(complaint(claim), standing(claim), colour)),
  ].join("\n");
}
