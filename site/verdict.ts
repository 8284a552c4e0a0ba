import { evidenceKinds, type ClaimRecord, type EvidenceKind } from "../src/record/schema.ts";
import type { Page } from "../src/theorem/page.ts";

/** What a reader is shown of a claim, one shape and one colour each. */
export type Face = "holds" | "refuted" | "quoted" | "undecided" | "failing";

/** Everything that is neither as expected nor quoted is shown as undecided or failing. */
export function faceOf(claim: ClaimRecord): Face {
  if (claim.outcome === "undecided") return "undecided";
  if (claim.outcome !== claim.expects || !claim.passes) return "failing";
  if (claim.outcome === "quoted") return "quoted";
  return claim.outcome === "holds" ? "holds" : "refuted";
}

const rank = (kind: EvidenceKind): number => evidenceKinds.indexOf(kind);

/** The strongest kind of evidence that says what the verdict says; none for a quoted claim. */
export function strongest(claim: ClaimRecord): EvidenceKind | undefined {
  const kinds = claim.evidence
    .filter((evidence) => evidence.outcome === claim.outcome)
    .map((evidence) => evidence.kind);
  return kinds.sort((a, b) => rank(a) - rank(b))[0];
}

/** All claims of the site by id, to follow what a claim rests on. */
export type Claims = ReadonlyMap<string, ClaimRecord>;

/**
 * The kind a claim is coloured by: no stronger than the weakest claim it rests on (design I2). A claim
 * that rests on one that does not hold, or on itself, has none. Cited lemmas do not lower it.
 */
export function effective(
  claim: ClaimRecord,
  claims: Claims,
  above: ReadonlySet<string> = new Set(),
): EvidenceKind | undefined {
  const own = strongest(claim);
  if (own === undefined || above.has(claim.id)) return undefined;
  const path = new Set([...above, claim.id]);
  let weakest = own;
  for (const { claim: id } of claim.rests) {
    if (id === undefined) continue;
    const premise = claims.get(id);
    if (premise === undefined || faceOf(premise) !== "holds") return undefined;
    const kind = effective(premise, claims, path);
    if (kind === undefined) return undefined;
    if (rank(kind) > rank(weakest)) weakest = kind;
  }
  return weakest;
}

/** The last part of an id: the claim's name in its theorem, and its anchor on the page. */
export const nameOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/** The theorem that a claim belongs to. */
export const theoremOf = (id: string): string => id.slice(0, id.lastIndexOf("/"));

/** Where a claim stands, relative to the site's root. */
export const addressOf = ({ id }: Pick<ClaimRecord, "id">): string =>
  `${theoremOf(id)}.html#${nameOf(id)}`;

const people =
  /\b(bianchi|chern|clifford|euler|frobenius|haar|lagrange|mackey|mills|noether|wilson|yang)\b/g;

/** An id's last part as words: `euler-lagrange-is-divergence` reads "Euler Lagrange is divergence". */
export function wordsOf(id: string): string {
  const words = nameOf(id).replaceAll("-", " ").replace(people, capital);
  return capital(words);
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Whether a claim states the formula as it was printed: the page says which do. */
export function statesPrinted(page: Pick<Page, "printed">, claim: ClaimRecord): boolean {
  return page.printed.includes(nameOf(claim.id));
}
