import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { dialects } from "../emit/dialects.ts";
import { DomainError } from "../errors.ts";
import { recordJsonSchema } from "../record/jsonSchema.ts";
import { deviceNamed } from "../numeric/device.ts";
import type { Effort } from "../record/schema.ts";
import { defaultSeed } from "../run/verify.ts";
import { certifyCommand, type CertifyFlags } from "./certify.ts";
import type { CheckFlags } from "./check.ts";
import type { DevicesFlags } from "./devices.ts";
import { listCommand } from "./list.ts";
import { newCommand } from "./new.ts";
import { findRoot } from "./project.ts";
import { replayCommand, type ReplayFlags } from "./replay.ts";
import { buildCommand, serveCommand, startCommand } from "./site.ts";
import { testCommand } from "./test.ts";
import { verifyCommand, type RunFlags } from "./verify.ts";
import { watchCommand } from "./watch.ts";

function natural(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("expected a natural number.");
  return Number(text);
}

function portNumber(text: string): number {
  const port = natural(text);
  if (port > 65_535) throw new InvalidArgumentError("expected a port, at most 65535.");
  return port;
}

const efforts: readonly Effort[] = ["quick", "default", "deep"];

function effort(): Option {
  const says = "how many samples, lattice sizes and mutants";
  return new Option("--effort <effort>", says).choices(efforts).default("default");
}

function seed(): Option {
  return new Option("--seed <seed>", "of every random stream").default(defaultSeed);
}

function port(): Option {
  const says = "default: the first free one from 4173";
  return new Option("--port <port>", says).argParser(portNumber);
}

/** The command line; `done` takes the exit code of the command that ran. */
function program(root: () => string, done: (code: number) => void): Command {
  const commute = new Command("commute")
    .description("Executable mathematics: is this formula, as printed, true, and how do you know?")
    .addHelpText(
      "after",
      "\nExit codes: 0 all holds, 1 something fails or is undecided, 2 usage or a fault in a file.",
    )
    .exitOverride()
    .hook("preAction", () => {
      // Before anything is verified: each float claim would say so on its own.
      const { COMMUTE_DEVICE: device = "" } = process.env;
      if (device !== "") deviceNamed(device);
    });
  const add = (name: string, says: string): Command =>
    commute.command(name).description(says).exitOverride();

  add("list", "list the claims by theorem")
    .option("--coverage", "list the talk's inventory, with what covers each number")
    .action(async (flags: { coverage?: boolean }) => done(await listCommand(root(), flags)));
  add("new <chapter/slug>", "write the two files of a new theorem").action(async (id: string) =>
    done(await newCommand(root(), id)),
  );
  add("verify [globs...]", "check the claims of theorems afresh, and write their records")
    .addOption(effort())
    .addOption(seed())
    .option("--json", "print the records instead of the table")
    .action(async (globs: string[], flags: RunFlags & { json?: boolean }) =>
      done(await verifyCommand(root(), globs, flags)),
    );
  add("watch <glob>", "verify again whatever a change makes stale")
    .addOption(effort())
    .addOption(seed())
    .action(async (glob: string, flags: RunFlags) => done(await watchCommand(root(), glob, flags)));
  add("devices", "what can compute with floats here, why the others cannot, and what brings them")
    .addOption(
      new Option(
        "--setup <device>",
        "fetch or build what it needs, in this machine's cache",
      ).choices(["native", "cuda", "webgpu"]),
    )
    .option("--json", "one list of {name, available, why, version}")
    .action(async (flags: DevicesFlags) => {
      // TensorFlow.js and the rest are loaded for this command alone.
      const { devicesCommand } = await import("./devices.ts");
      done(await devicesCommand(flags));
    });
  add("replay <claim>", "check one claim, or one part of it, and print its evidence in full")
    .option("--model <model>", "only in this model")
    .option("--near-miss <id>", "only this near miss")
    .option("--index <k>", "only this sample", natural)
    .addOption(seed())
    .addOption(effort())
    .action(async (id: string, flags: ReplayFlags) => done(await replayCommand(root(), id, flags)));
  add("certify [claim]", "print scripts by which other engines check a claim, or every claim")
    .addOption(new Option("--emit <engine>", "in one language only").choices(Object.keys(dialects)))
    .option("--replay", "run them in the engines installed here, and compare their answers")
    .action(async (id: string | undefined, flags: CertifyFlags) =>
      done(await certifyCommand(root(), id, flags)),
    );
  add("check [equation]", "decide one equation: commute check 'sin(2x) = 2 sin(x) cos(x)'")
    .option("--given <hypotheses>", "such as 'x > 0, n integer'")
    .addOption(new Option("--over <field>", "where symbols range").choices(["R", "C"]).default("R"))
    .option("--strict", "fail where one side alone is defined")
    .option("--json", "one line of JSON an equation")
    .option("--explain", "show each near miss and its witness")
    .option("--emit <engine>", "print it for pari, singular, sympy, maxima or smt")
    .option("--file <path>", "check one equation a line, 'left = right given x > 0'")
    .addOption(seed())
    .action(async (equation: string | undefined, flags: CheckFlags) => {
      // It alone needs the parser and the engines: no other command waits for them.
      const { checkCommand } = await import("./check.ts");
      done(await checkCommand(equation, flags));
    });
  add("build", "build the site from fresh records").action(async () =>
    done(await buildCommand(root())),
  );
  add("serve", "serve the site, and build it anew at each change of page, spec or library")
    .addOption(effort())
    .addOption(seed())
    .addOption(port())
    .action(async (flags: RunFlags & { port?: number }) => done(await serveCommand(root(), flags)));
  add("start", "verify what is stale, build the site and serve it")
    .addOption(effort())
    .addOption(seed())
    .addOption(port())
    .action(async (flags: RunFlags & { port?: number }) => done(await startCommand(root(), flags)));
  add("schema", "print the JSON Schema of records").action(() => {
    process.stdout.write(`${JSON.stringify(recordJsonSchema(), null, 2)}\n`);
  });
  add(
    "test [globs...]",
    "types, the framework's tests and every claim; with globs, only their claims",
  )
    .addOption(effort())
    .addOption(seed())
    .action(async (globs: string[], flags: RunFlags) =>
      done(await testCommand(root(), globs, flags)),
    );
  return commute;
}

/** Prints an error and says how to leave: 2 for a fault in what somebody wrote, else 1. */
function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const faults = errors.filter((one) => one instanceof DomainError);
  for (const { message } of faults) process.stderr.write(`${message}\n`);
  if (faults.length === errors.length) return 2;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${stack}\n`);
  return 1;
}

/** Runs the command line and returns its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const commute = program(findRoot, (its) => {
    code = its;
  });
  try {
    await commute.parseAsync([...argv]);
  } catch (error) {
    return failed(error);
  }
  return code;
}
