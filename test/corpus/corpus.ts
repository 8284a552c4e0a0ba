import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";

const shared = {
  /** `left = right` in the syntax of mathjs. */
  equation: z.string(),
  /** Hypotheses, separated by commas: `x > 0, n integer, abs(y) < 1`. */
  given: z.string().optional(),
  /** What variables range over and where values lie; R if absent. */
  over: z.enum(["R", "C"]).optional(),
  kind: z.enum([
    "identity",
    "constants",
    "nested radical",
    "mutant",
    "classical mistake",
    "usual points",
    "tiny",
    "small region",
    "large numbers",
    "branch",
  ]),
  /** For an antiderivative, which is one up to a constant. */
  upTo: z.literal("a constant of x").optional(),
};
const point = z.record(z.string(), z.string());

const item = z.discriminatedUnion("truth", [
  z.strictObject({
    ...shared,
    truth: z.literal(true),
    source: z.string(),
    /** Exactly one side is defined at the witness: it fails `--strict`. */
    domains: z.literal("differ").optional(),
    witness: point.optional(),
  }),
  z.strictObject({
    ...shared,
    truth: z.literal(false),
    why: z.string(),
    /** A point where both sides are defined and differ; values are expressions without variables. */
    witness: point,
  }),
]);

/** One equation of the corpus and whether it is true: see README.md. */
export type Item = z.infer<typeof item>;

const folder = new URL(".", import.meta.url);

/** Category ↦ its equations. @throws {z.ZodError} if a line is not an item */
export function readCorpus(): ReadonlyMap<string, readonly Item[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl"))
    .sort();
  return new Map(
    files.map((file) => [
      basename(file, ".jsonl"),
      readFileSync(new URL(file, folder), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => item.parse(JSON.parse(line))),
    ]),
  );
}

const words = new Set(
  (
    "pi e i integer sin cos tan sec csc cot asin acos atan sinh cosh tanh asinh acosh atanh exp log sqrt " +
    "cbrt abs sign factorial binomial mod conj re im arg sum product diff integrate det trace transpose inv"
  ).split(" "),
);

/** Names that are neither functions nor constants, in the order of first use. */
export function variablesOf(text: string): string[] {
  return [...new Set(text.match(/[A-Za-z_]\w*/g) ?? [])].filter((name) => !words.has(name));
}

/** The same text for equations that differ by the names of variables or by the order of their sides. */
export function upToRenaming({ equation, given = "", over = "R" }: Item): string {
  const renamed = (text: string): string => {
    const names = variablesOf(text);
    return text
      .replace(/[A-Za-z_]\w*/g, (name) => (words.has(name) ? name : `v${names.indexOf(name)}`))
      .replaceAll(" ", "");
  };
  const [left, right] = equation.split("=");
  const hypotheses = given.split(", ").sort().join(", ");
  return [`${left}=${right};${hypotheses}`, `${right}=${left};${hypotheses}`]
    .map((text) => `${renamed(text)};${over}`)
    .sort()[0];
}
