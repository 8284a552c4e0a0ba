import { select } from "../theorem/select.ts";
import type { Theorem } from "../theorem/discover.ts";
import { soundClaims, soundLibrary } from "./project.ts";

function byNumber(a: string, b: string): number {
  const [a0, a1] = a.split(".").map(Number);
  const [b0, b1] = b.split(".").map(Number);
  return a0 - b0 || a1 - b1;
}

/** Which numbers of the talk's inventory some theorem covers, and which one. */
function coverage(theorems: readonly Theorem[]): string[] {
  const covered = new Map<string, string[]>();
  for (const { id, page } of theorems) {
    for (const number of page.talk) covered.set(number, [...(covered.get(number) ?? []), id]);
  }
  const numbers = [...covered.keys()].sort(byNumber);
  return [
    ...numbers.map((number) => `${number.padEnd(6)} ${covered.get(number)?.join(", ") ?? ""}`),
    `${numbers.length} numbers of the talk's inventory are covered`,
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
    lines = coverage(theorems);
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
