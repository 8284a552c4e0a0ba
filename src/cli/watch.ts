import { judgeRecords } from "../run/freshness.ts";
import { select } from "../theorem/select.ts";
import { soundClaims, soundLibrary, untilInterrupted } from "./project.ts";
import { faultLines, rounds } from "./rounds.ts";
import { printVerification, verifyWithProgress, type RunFlags } from "./verify.ts";

/** `commute watch`: verifies what a change of page, spec or library made stale, until Ctrl-C. */
export async function watchCommand(root: string, glob: string, flags: RunFlags): Promise<number> {
  const signal = untilInterrupted();
  const round = async (): Promise<void> => {
    try {
      const chosen = select((await soundLibrary(root)).theorems, [glob]);
      const judged = await judgeRecords(root, chosen, flags.effort);
      const stale = judged.filter(({ freshness }) => freshness.state !== "fresh");
      const theorems = stale.map(({ spec }) => spec.theorem);
      const specs = await soundClaims(root, theorems, signal);
      if (specs.length > 0) {
        printVerification(await verifyWithProgress(root, specs, flags, signal));
      }
      process.stdout.write(`watching ${chosen.length} theorems (Ctrl-C to stop)\n`);
    } catch (error) {
      for (const line of faultLines(error)) process.stderr.write(`${line}\n`);
    }
  };
  await rounds(root, signal, round, true);
  return 130;
}
