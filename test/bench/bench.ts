// npm run bench -- <what> [--json]: the measurements of the project, against peers on this machine.

/** One measurement of ours beside those of the peers; times are medians. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** Whole process. */
  readonly oursCold: number;
  readonly peers: readonly PeerValue[];
  readonly target: string;
  readonly met: boolean;
}

export interface PeerValue {
  readonly name: string;
  readonly version: string;
  /** Net of start-up. */
  readonly value: number;
  /** Whole process. */
  readonly cold: number;
  readonly verdict: string;
}

interface Bench {
  readonly rows: (options: readonly string[]) => Promise<readonly Row[]>;
  /** Its own table, where times are not what is measured. */
  readonly table?: (rows: readonly Row[]) => string;
}

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  exact: () => import("./exact/bench.ts"),
  numeric: () => import("./numeric/bench.ts"),
  corpus: () => import("./corpus/bench.ts"),
};

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ name, unit, ours, oursCold, peers, target, met }) => {
    const others = peers.map(
      (p) => `${p.name} ${p.value.toFixed(0)} (${(p.value / ours).toFixed(1)}x)`,
    );
    const cells = [name, unit, ours.toFixed(2), oursCold.toFixed(0), others.join(", "), target];
    return `| ${[...cells, met ? "met" : "MISSED"].join(" | ")} |`;
  });
  const head = "| claim | unit | ours | ours cold | peers (ratio to ours) | target | |";
  return [head, "| --- | --- | --- | --- | --- | --- | --- |", ...lines].join("\n");
}

const [what = "", ...options] = process.argv.slice(2);
const bench = benches[what];
if (bench === undefined) {
  console.error(`bench: expected one of ${Object.keys(benches).join(", ")}, got "${what}"`);
  process.exitCode = 2;
} else {
  const { rows: measure, table: own } = await bench();
  const rows = await measure(options);
  const print = own ?? table;
  console.log(options.includes("--json") ? JSON.stringify(rows, undefined, 2) : print(rows));
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
}
