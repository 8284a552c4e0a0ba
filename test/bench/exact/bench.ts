import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { PeerValue, Row } from "../bench.ts";
import { claimsAlone, exactClaims } from "./claims/all.ts";
import { recorded, twin } from "./claims/claim.ts";
import type { Warm } from "./ours.ts";
import { computations } from "./computations.ts";
import { peers, type Peer } from "./peers.ts";
import { suiteTotals } from "./suite.ts";
import { median, medianOf, run, type Run } from "./process.ts";
import { judged } from "./targets.ts";

/** Seconds a peer may take for one claim. */
const PATIENCE = 180;

/**
 * The claims of `claims/all.ts`, each decided by our engines and by every peer on this machine, in one
 * run: milliseconds of CPU time, ours warm on the kernel's thread with recording, derivatives and bounds
 * included, peers net of start-up with parsing included. `--only text` restricts the claims, `--quick` the peers to one run.
 * Besides, what the claims of the whole suite take together.
 *
 * @throws {Error} if any two verdicts disagree
 */
export async function rows(options: readonly string[]): Promise<readonly Row[]> {
  const at = options.indexOf("--only");
  const only = at < 0 ? "" : options[at + 1];
  const folder = mkdtempSync(join(tmpdir(), "commute-bench-"));
  try {
    const found = measured(folder, only, options.includes("--quick"));
    return only === "" || "the suite".includes(only) ? [...found, ...(await suiteTotals())] : found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measured(folder: string, only: string, quick: boolean): Row[] {
  const script = join(folder, "ours.mjs");
  buildSync({
    entryPoints: [join(import.meta.dirname, "ours.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: script,
  });
  const present = peers.flatMap((peer) => {
    const { text, ok } = run(peer.version);
    const version = /\d+(\.\d+)+/.exec(text)?.[0];
    if (!ok || version === undefined) {
      console.error(`SKIPPED: ${peer.name} is not on this machine (${peer.version.join(" ")})`);
      return [];
    }
    return [{ peer, version }];
  });
  const out: Row[] = [];
  exactClaims.forEach((claim, k) => {
    if (!claim.name.includes(only)) return;
    const [program, falseTwin] = [recorded(claim), twin(claim)];
    const measure = (engine: string): Warm => {
      const report = warm(script, engine, k);
      agree(`${claim.name}, ours, ${engine}`, report.verdict, report.twin);
      return report;
    };
    const cold = (engine: string): number => coldOf(script, engine, k);
    const points = measure("points");
    out.push(row(`${claim.name}, GF(p)`, points.cpu, cold("points"), []));
    if (claim.name.startsWith("contracted Bianchi")) return;
    const exact = measure("exact");
    const values = present.flatMap(({ peer, version }) => {
      const text = peer.script(program);
      const twinText = peer.script(falseTwin);
      if (text === undefined || twinText === undefined) return [];
      const file = join(folder, `claim.${peer.extension}`);
      const ask = (what: string): Run & { readonly verdict: string } => {
        writeFileSync(file, what);
        const asked = run(peer.command(file), PATIENCE);
        const { text: output, ok } = asked;
        const verdict = peer.verdict(output);
        if (verdict === "none")
          console.error(`${claim.name}, ${peer.name}: ${ok ? output.slice(0, 300) : "gave up"}`);
        return { ...asked, verdict };
      };
      const { verdict } = ask(text);
      if (verdict === "none") return [];
      agree(`${claim.name}, ${peer.name}`, verdict, ask(twinText).verdict);
      const { value, cold: total } = net(
        () => ask(text),
        () => startOf(peer, folder),
        quick,
      );
      console.error(`  ${peer.name}: ${value.toFixed(0)} ms`);
      const peerValue: PeerValue = { name: peer.name, version, value, cold: total, verdict };
      return [peerValue];
    });
    out.push(row(claim.name, exact.cpu, cold("exact"), values));
  });
  const sums = only === "" ? totals(out) : [];
  const alone = claimsAlone.flatMap(({ name }, k) => {
    if (!name.includes(only)) return [];
    const { cpu, verdict, twin: twinVerdict } = warm(script, "alone", k);
    agree(name, verdict, twinVerdict);
    return [row(name, cpu, coldOf(script, "alone", k), [])];
  });
  const chosen = [...computations.keys()].filter((k) => computations[k].name.includes(only));
  return [...out, ...sums, ...alone, ...chosen.map((k) => computed(folder, script, k, present))];
}

interface Present {
  readonly peer: Peer;
  readonly version: string;
}

/** A row for a computation: every text must be ours. */
function computed(folder: string, script: string, k: number, present: readonly Present[]): Row {
  const { name, peers: scripts } = computations[k];
  const ours = warm(script, "computation", k);
  const values = present.flatMap(({ peer, version }) => {
    if (!(peer.name in scripts)) return [];
    const { extension, command, script: text, empty } = scripts[peer.name];
    const file = join(folder, `computation.${extension}`);
    const ask = (what: string): ReturnType<typeof run> => {
      writeFileSync(file, what);
      return run(command(file), PATIENCE);
    };
    const said = [...ask(text).text.matchAll(/^"?=> ([^"\n]*)"?$/gm)].map((m) => m[1].trim());
    if (said[0] !== ours.verdict)
      throw new Error(`${name}, ${peer.name}: ${said.join()}, not ${ours.verdict}`);
    const { value, cold } = net(
      () => ask(text),
      () => ask(empty).ms,
      false,
    );
    return [{ name: peer.name, version, value, cold, verdict: "the same" }];
  });
  return row(name, ours.cpu, coldOf(script, "computation", k), values);
}

function warm(script: string, engine: string, k: number): Warm {
  const { text, ok } = run([process.execPath, script, "warm", engine, String(k)]);
  if (!ok) throw new Error(`${engine} ${k}: ${text}`);
  const report = JSON.parse(text.slice(0, text.indexOf("\n"))) as Warm;
  console.error(`${engine} ${k}: all threads ${report.allThreads.toFixed(2)} ms, ${report.says}`);
  return report;
}

function coldOf(script: string, engine: string, k: number): number {
  return medianOf(() => run([process.execPath, script, "cold", engine, String(k)]).ms);
}

function startOf(peer: Peer, folder: string): number {
  const file = join(folder, `empty.${peer.extension}`);
  writeFileSync(file, peer.empty);
  return run(peer.command(file)).ms;
}

/**
 * Medians of runs, and of runs less their start-up: as the process says itself, or less an empty run beside
 * each, as the load may change.
 */
function net(
  once: () => Run,
  start: () => number,
  quick: boolean,
): { readonly value: number; readonly cold: number } {
  const colds: number[] = [];
  const pair = (): number => {
    const { ms, own } = once();
    colds.push(ms);
    return own ?? Math.max(0, ms - start());
  };
  const value = quick ? pair() : medianOf(pair);
  return { value, cold: median(colds) };
}

/** A claim holds and its twin does not: anything else from anyone stops the bench. */
function agree(who: string, verdict: string, twinVerdict: string): void {
  if (verdict === "zero" && twinVerdict === "nonzero") return;
  throw new Error(`${who}: claim ${verdict}, false twin ${twinVerdict}`);
}

function row(name: string, ours: number, oursCold: number, values: readonly PeerValue[]): Row {
  return { name, unit: "ms CPU", ours, oursCold, peers: values, ...judged(name, ours, values) };
}

function totals(all: readonly Row[]): Row[] {
  const total = (name: string, of: readonly Row[]): Row => {
    const add = (value: (r: Row) => number): number => of.reduce((s, r) => s + value(r), 0);
    return row(
      name,
      add((r) => r.ours),
      add((r) => r.oursCold),
      [],
    );
  };
  const points = all.filter((r) => r.name.endsWith("GF(p)"));
  const exact = all.filter((r) => !r.name.endsWith("GF(p)"));
  return [
    total("fifteen claims over GF(p) at 2^-128", points),
    total("fifteen claims exactly", exact),
  ];
}
