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

/** What every measurement says, whatever it measures. */
interface Measured {
  readonly met: boolean;
}

interface Bench {
  readonly rows: (options: readonly string[]) => Promise<readonly Measured[]>;
  /** Its own table, where times are not what is measured; a method, as each takes its own rows. */
  table?(rows: readonly Measured[]): string;
}

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  exact: () => import("./exact/bench.ts"),
  numeric: () => import("./numeric/bench.ts"),
  corpus: () => import("./corpus/bench.ts"),
  sensitivity: () => import("./sensitivity/bench.ts"),
  witnesses: () => import("./witnesses/bench.ts"),
  devices: () => import("./devices/bench.ts"),
  paths: () => import("./paths/bench.ts"),
  figures: () => import("./figures/bench.ts"),
  growth: () => import("./growth/bench.ts"),
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
  const module = await bench();
  const rows = await module.rows(options);
  const printed = (): string => module.table?.(rows) ?? table(rows as readonly Row[]);
  console.log(options.includes("--json") ? JSON.stringify(rows, undefined, 2) : printed());
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
}
