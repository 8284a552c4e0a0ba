import { openDevice } from "../../src/numeric/device.ts";
import type { Device } from "../../src/numeric/device.ts";
import { agreement, differs, equations } from "../claim/agreement.ts";
import type { Answer, Asked } from "../claim/agreement.ts";

// npx tsx test/bench/agreement.ts [--count 200] [--seed 1] [--claim text]: do models agree on mutants?

function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
}

const count = Number(option("count", "200"));
const seed = option("seed", "1");
const only = option("claim", "");
let device: Promise<Device> | undefined;
const work = { effort: "quick" as const, seed, device: () => (device ??= openDevice()) };

const tally = (mutants: readonly Asked[], of: (answers: readonly Answer[]) => boolean): number =>
  mutants.filter(({ answers }) => of(answers)).length;
const all = (outcome: string) => (answers: readonly Answer[]) =>
  answers.every((a) => a.outcome === outcome);

console.log(`| claim | mutants | all refute | all hold | undecided somewhere | differ | s |`);
console.log(`| --- | --- | --- | --- | --- | --- | --- |`);
const listed: string[] = [];
for (const claim of (await equations()).filter((c) => c.id.includes(only))) {
  const start = performance.now();
  const { mutants } = await agreement(claim, count, work);
  if (mutants.length === 0) continue;
  const differ = mutants.filter(differs);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `| ${claim.id} | ${mutants.length} | ${tally(mutants, all("fails"))} | ${tally(mutants, all("holds"))} | ${tally(mutants, (a) => a.some((x) => x.outcome === "undecided"))} | ${differ.length} | ${seconds} |`,
  );
  for (const { says, answers, why } of differ)
    listed.push(
      [
        `${claim.id}: ${says}`,
        `  ${JSON.stringify(why)}`,
        ...answers.map((a) => `  ${a.outcome} ${a.kind} ${a.model}: ${a.says}`),
      ].join("\n"),
    );
}
console.log(`\n${listed.join("\n")}`);
