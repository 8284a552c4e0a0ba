import { select } from "../theorem/select.ts";
import type { Theorem } from "../theorem/discover.ts";
import { readInventory, type InventoryItem } from "../theorem/inventory.ts";
import { soundClaims, soundLibrary } from "./project.ts";

/** What the inventory has, and which theorems cover it; numbers that it lacks come last. */
function coverage(theorems: readonly Theorem[], inventory: readonly InventoryItem[]): string[] {
  const covered = new Map<string, string[]>();
  for (const { id, page } of theorems) {
    for (const number of page.talk) covered.set(number, [...(covered.get(number) ?? []), id]);
  }
  const line = (number: string, missing: string): string =>
    `${number.padEnd(6)} ${covered.get(number)?.join(", ") ?? missing}`;
  const unknown = [...covered.keys()].filter(
    (number) => !inventory.some((one) => one.number === number),
  );
  const has = ({ number }: InventoryItem): boolean => covered.has(number);
  const totals = (["claim", "quote", "extension"] as const).map((kind) => {
    const all = inventory.filter((one) => one.kind === kind);
    return `${all.filter(has).length} of ${all.length} ${kind}s`;
  });
  return [
    ...inventory.map(({ number, title, kind }) => line(number, `-  (${kind}: ${title})`)),
    ...unknown.map((number) => `${line(number, "")}  (not in the inventory)`),
    `covered: ${totals.join(", ")}`,
  ];
}

/** `commute list`: the claims by theorem, or what of the talk they cover. */
export async function listCommand(
  root: string,
  flags: { readonly coverage?: boolean },
): Promise<number> {
  const theorems = select((await soundLibrary(root)).theorems, []);
  let lines: string[];
  if (flags.coverage === true) {
    lines = coverage(theorems, await readInventory(root));
  } else {
    const specs = await soundClaims(root, theorems);
    const described = new Map(specs.map((spec) => [spec.theorem.id, spec]));
    lines = theorems.flatMap(({ id, page }) => {
      const spec = described.get(id);
      const fault = spec?.fault === undefined ? [] : [`  cannot be loaded: ${spec.fault}`];
      const claims = (spec?.claims ?? []).map((claim) => {
        const expects = claim.expects === "fails" ? ", refuted as printed" : "";
        return `  ${claim.id}  (${claim.shape}${expects})`;
      });
      const kind = page.kind === undefined ? "" : `, ${page.kind}`;
      return [`${id}: ${page.title}${kind}`, ...fault, ...claims];
    });
  }
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}
