import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCorpus, type Item } from "../../corpus/corpus.ts";
import type { PeerValue, Row } from "../bench.ts";
import { ours } from "./ours.ts";
import { corpus } from "../../corpus/grammar.ts";
import { ask, type Answer, type Answered } from "./ask.ts";

/** How many answers of each sort: `true` where it is true, where it is not, and so on. */
export interface Count {
  readonly rightTrue: number;
  readonly wrongTrue: number;
  readonly rightFalse: number;
  readonly wrongFalse: number;
  readonly cannot: number;
}

/** Counts answers against the corpus. */
export function count(items: readonly Item[], answers: readonly Answer[]): Count {
  const many = (answer: Answer, truth?: boolean): number =>
    items.filter((item, k) => answers[k] === answer && (truth ?? item.truth) === item.truth).length;
  return {
    rightTrue: many("true", true),
    wrongTrue: many("true", false),
    rightFalse: many("false", false),
    wrongFalse: many("false", true),
    cannot: many("cannot"),
  };
}

const root = join(import.meta.dirname, "../../..");
/** Compute Engine wants a newer Node than the project does: no dependency, installed by hand where wanted. */
const elsewhere = join(root, ".commute/peers");
const python = process.env.COMMUTE_PYTHON ?? "python3";

const js = (engine: string, folder: string): readonly [string, ...string[]] => [
  process.execPath,
  join(import.meta.dirname, "peerJs.mjs"),
  engine,
  folder,
];

/** Command and seconds of silence by peer. SymPy keeps its own clock, of 20 s of processor time. */
const peers: Readonly<Record<string, readonly [readonly [string, ...string[]], number]>> = {
  mathjs: [js("mathjs", root), 10],
  nerdamer: [js("nerdamer", root), 10],
  "compute-engine": [js("compute-engine", elsewhere), 10],
  sympy: [[python, join(import.meta.dirname, "peerSympy.py")], 120],
};

const said = (c: Count): string =>
  `${c.rightTrue} true, ${c.rightFalse} false; WRONG ${c.wrongTrue} true, ${c.wrongFalse} false; cannot ${c.cannot}`;

/**
 * The corpus put to each peer in one run, a row for each category and one for all. A value is the number
 * of right answers, a verdict the five counts. `--peer name` asks one only (`none` no other than
 * ourselves), `--category name` likewise; `--grammar count --seed s` adds so many equations that nobody
 * has seen.
 *
 * Target of ours (issue 4, section 2): nothing wrong, 95 % of the true and 98 % of the false decided.
 */
export async function rows(options: readonly string[]): Promise<readonly Row[]> {
  const only = (flag: string): string | undefined =>
    options.includes(flag) ? options[options.indexOf(flag) + 1] : undefined;
  const fresh = Number(only("--grammar") ?? 0);
  const grammar = fresh === 0 ? [] : corpus(only("--seed") ?? "commute", fresh);
  const categories = [...readCorpus(), ["grammar", grammar] as const]
    .filter(([, of]) => of.length > 0)
    .filter(([name]) => (only("--category") ?? name) === name);
  const items = categories.flatMap(([, of]) => of);
  const asked = Object.entries(peers).filter(([name]) => (only("--peer") ?? name) === name);
  if (!existsSync(elsewhere))
    console.error(
      `npm install --prefix ${elsewhere} @cortex-js/compute-engine@0.140.0 adds a peer`,
    );
  const found = await Promise.all(
    asked.map(async ([name, [command, seconds]]): Promise<[string, Answered | undefined]> => {
      const answered = await ask(command, items, seconds);
      if (answered === undefined) console.error(`SKIPPED: ${name} is not installed`);
      return [name, answered];
    }),
  );
  const own = ours(items);
  let from = 0;
  const parts = categories.map(([name, of]) => ({ name, from, to: (from += of.length) }));
  return [...parts, { name: "all", from: 0, to: items.length }].map(({ name, from, to }): Row => {
    const part = items.slice(from, to);
    const values = found.flatMap(([, answered]): PeerValue[] => {
      if (answered === undefined) return [];
      const c = count(part, answered.answers.slice(from, to));
      const [peer, version = ""] = answered.version.split(" ");
      const value = c.rightTrue + c.rightFalse;
      return [{ name: peer, version, value, cold: answered.ms, verdict: said(c) }];
    });
    const mine = count(part, own.answers.slice(from, to));
    const truths = part.filter(({ truth }) => truth).length;
    return {
      name,
      unit: `right answers of ${part.length} (${truths} true)`,
      ours: mine.rightTrue + mine.rightFalse,
      oursCold: own.ms,
      peers: values,
      target: "0 wrong, 95 % of the true, 98 % of the false",
      met:
        mine.wrongTrue + mine.wrongFalse === 0 &&
        mine.rightTrue >= 0.95 * truths &&
        mine.rightFalse >= 0.98 * (part.length - truths),
    };
  });
}

/** Peers in columns: right, wrong and undecided of the true and of the false equations. */
export function table(all: readonly Row[]): string {
  const lines = all.flatMap(({ name, unit, ours, peers: of }) => [
    `| ${name} | ${unit} | ours | ${ours} |`,
    ...of.map((p) => `| | | ${p.name} ${p.version} | ${p.verdict} |`),
  ]);
  return ["| category | | engine | answers |", "| --- | --- | --- | --- |", ...lines].join("\n");
}
