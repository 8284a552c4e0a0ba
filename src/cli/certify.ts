import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim } from "../claim/claim.ts";
import { openZ3, replayInZ3, type Solver } from "../corroborate/z3.ts";
import { certificates, type Certificate } from "../emit/certificates.ts";
import { dialects } from "../emit/dialects.ts";
import { answersIn, type Dialect, type Question } from "../emit/question.ts";
import { InputError } from "../errors.ts";
import { claimsIn } from "../run/claims.ts";
import { select, unknownId } from "../theorem/select.ts";
import { soundClaims, soundLibrary } from "./project.ts";

export type DialectName = keyof typeof dialects;

export interface CertifyFlags {
  /** Print, or replay, in this language only. */
  readonly emit?: DialectName;
  readonly replay?: boolean;
}

/** A replay is stopped after so long: a safety net, and never an answer. */
const replaySeconds = 20;

/** The claims of the library with that id, or all of them, as their specs export them. */
async function claimsNamed(root: string, id: string | undefined): Promise<Claim[]> {
  const { theorems } = await soundLibrary(root);
  const theorem = id?.split("/").slice(0, 2).join("/") ?? "";
  const known = theorems.some((one) => one.id === theorem);
  const specs = await soundClaims(root, known ? select(theorems, [theorem]) : theorems);
  const claims: Claim[] = [];
  for (const { spec, bundle } of specs) {
    if (bundle === undefined) throw new InputError("certify", "a spec that loads", spec);
    claims.push(...(await claimsIn(bundle.file)));
  }
  const wanted = id === undefined ? claims : claims.filter((claim) => claim.id === id);
  if (id !== undefined && wanted.length === 0)
    throw unknownId(
      "certify",
      id,
      claims.map((claim) => claim.id),
    );
  return wanted;
}

type Replay = "agrees" | "no answer" | "not installed" | { readonly disagrees: readonly string[] };

function compared(questions: readonly Question[], answers: ReadonlyMap<string, boolean>): Replay {
  const disagrees = questions
    .filter(({ name, expects }) => answers.has(name) && answers.get(name) !== expects)
    .map(({ name }) => name);
  if (disagrees.length > 0) return { disagrees };
  return questions.every(({ name }) => answers.has(name)) ? "agrees" : "no answer";
}

/** z3 in this process, opened by the first certificate that asks for it. */
function z3InProcess(): {
  readonly replay: (certificate: Certificate) => Promise<Replay>;
  readonly close: () => Promise<void>;
} {
  let solver: Promise<Solver> | undefined;
  const open = (): Promise<Solver> => (solver ??= openZ3(createRequire(import.meta.url)));
  return {
    replay: async (certificate) =>
      compared(certificate.questions, (await replayInZ3(certificate, open)).answers),
    close: async () => (await solver)?.close(),
  };
}

/** Runs a certificate in an engine of this machine, and compares its answers with what is claimed. */
async function replay(dialect: Dialect, { questions }: Certificate): Promise<Replay> {
  const folder = await mkdtemp(join(tmpdir(), "commute-certify-"));
  try {
    const file = join(folder, `certificate.${dialect.extension}`);
    await writeFile(file, dialect.script(questions));
    const [program, ...args] = dialect.command(file);
    const options = {
      encoding: "utf8",
      timeout: replaySeconds * 1000,
      maxBuffer: 2 ** 26,
    } as const;
    const { stdout, stderr, error } = spawnSync(program, args, options);
    const isMissing = error !== undefined && "code" in error && error.code === "ENOENT";
    if (isMissing || (stderr ?? "").includes("No module named")) return "not installed";
    return compared(questions, answersIn(stdout ?? ""));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * `commute certify`: prints scripts of other engines that answer true to a claim and false to each near
 * miss, or runs them here; small ones in the z3 of the package where the machine has none. Exit code 1
 * if an engine disagrees, or none answers.
 */
export async function certifyCommand(
  root: string,
  id: string | undefined,
  flags: CertifyFlags,
): Promise<number> {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  // A single script can be piped into its engine: what is said about it goes to the other stream.
  const isPiped = flags.emit !== undefined && id !== undefined && flags.replay !== true;
  const say = isPiped ? (text: string): void => void process.stderr.write(`${text}\n`) : print;
  const chosen = Object.entries(dialects).filter(
    ([name]) => flags.emit === undefined || name === flags.emit,
  );
  const z3 = z3InProcess();
  const tally = { agrees: 0, disagrees: 0, "no answer": 0, "not installed": 0 };
  for (const claim of await claimsNamed(root, id)) {
    const certificate = certificates(claim);
    if (typeof certificate === "string") {
      say(`${claim.id}: ${certificate}`);
      continue;
    }
    say(`${claim.id}: ${certificate.questions.length} questions`);
    for (const line of certificate.blind) say(`  not asked: ${line}`);
    for (const [, dialect] of chosen) {
      if (flags.replay !== true) {
        say(
          `\n--- ${dialect.engine}: ${dialect.command(`certificate.${dialect.extension}`).join(" ")}`,
        );
        print(dialect.script(certificate.questions));
        continue;
      }
      const native = await replay(dialect, certificate);
      const isOurs = native === "not installed" && dialect === dialects.smt;
      const outcome = isOurs ? await z3.replay(certificate) : native;
      const says = typeof outcome === "string" ? outcome : "disagrees";
      tally[says]++;
      print(
        `  ${dialect.engine}${isOurs ? " in process" : ""}: ${says}${typeof outcome === "string" ? "" : ` on ${outcome.disagrees.join("; ")}`}`,
      );
    }
  }
  await z3.close();
  if (flags.replay !== true) return 0;
  print(
    `certificates: ${tally.agrees} agree, ${tally.disagrees} disagree, ${tally["no answer"]} without an answer, ${tally["not installed"]} of engines not installed`,
  );
  return tally.disagrees === 0 && tally.agrees > 0 ? 0 : 1;
}
