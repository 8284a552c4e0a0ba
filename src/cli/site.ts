import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../errors.ts";
import { judgeRecords } from "../run/freshness.ts";
import { live, type Live } from "../run/live.ts";
import { serve } from "../run/serve.ts";
import { standing, totals } from "../run/table.ts";
import { soundClaims, soundLibrary, untilInterrupted } from "./project.ts";
import { faultLines, rounds } from "./rounds.ts";
import { printVerification, verifyWithProgress, type RunFlags } from "./verify.ts";

interface SiteModule {
  readonly buildSite: (options: { root: string; out: string }) => Promise<unknown>;
}

async function build(root: string): Promise<void> {
  // Nothing in `src` imports the site; only its command does, by path and when it is asked to.
  const file = pathToFileURL(join(root, "site/build.ts")).href;
  const { buildSite } = (await import(file)) as SiteModule;
  await buildSite({ root, out: join(root, "site/dist") });
}

/** `commute build`: the site, which refuses records that are missing, stale or invalid. */
export async function buildCommand(root: string): Promise<number> {
  await build(root);
  process.stdout.write("built site/dist\n");
  return 0;
}

async function serveUntil(
  root: string,
  port: number | undefined,
  signal: AbortSignal,
  live?: Live,
): Promise<void> {
  const { url, close } = await serve(join(root, "site/dist"), port, live);
  process.stdout.write(`serving site/dist at ${url} (Ctrl-C to stop)\n`);
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
  await close();
}

function untilCtrlC(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

/** After a change: what it made stale is pending on open pages until its verdicts come, then the site is built. */
async function renew(
  root: string,
  flags: RunFlags,
  signal: AbortSignal,
  news: Live,
): Promise<void> {
  const tell = (text: string): void => news.tell({ type: "says", text });
  try {
    const { theorems } = await soundLibrary(root);
    const judged = await judgeRecords(root, theorems, flags.effort);
    const stale = judged.filter(({ freshness }) => freshness.state !== "fresh");
    const specs = await soundClaims(
      root,
      stale.map(({ spec }) => spec.theorem),
      signal,
    );
    const pending = specs.flatMap(({ claims }) => claims);
    for (const { id } of pending) news.tell({ type: "claim", id, standing: "pending" });
    if (pending.length > 0) {
      tell(`pending: ${pending.length} claims of ${specs.length} theorems`);
      const verification = await verifyWithProgress(root, specs, flags, signal, (event) => {
        if (event.type !== "finished") return;
        const { record } = event;
        news.tell({ type: "claim", id: record.id, standing: standing(record) });
      });
      printVerification(verification);
    }
    if (signal.aborted) return;
    await build(root);
    news.tell({ type: "reload" });
    process.stdout.write("built site/dist\n");
  } catch (error) {
    const lines = faultLines(error);
    tell(lines.join("\n"));
    for (const line of lines) process.stderr.write(`${line}\n`);
  }
}

/** `commute serve`: the site as it was last built, and anew at each change of page, spec or library. */
export async function serveCommand(
  root: string,
  flags: RunFlags & { readonly port?: number },
): Promise<number> {
  if (!existsSync(join(root, "site/dist/index.html"))) {
    throw new InputError("serve", "a built site in site/dist", "none", "Run: commute build");
  }
  const signal = untilCtrlC();
  const news = live();
  const watching = rounds(root, signal, () => renew(root, flags, signal, news), false);
  await Promise.all([serveUntil(root, flags.port, signal, news), watching]);
  return 0;
}

/** `commute start`: verifies what is stale, builds the site, serves it. A failing claim is shown. */
export async function startCommand(
  root: string,
  flags: RunFlags & { readonly port?: number },
): Promise<number> {
  const signal = untilInterrupted();
  const { theorems } = await soundLibrary(root);
  const judged = await judgeRecords(root, theorems, flags.effort);
  const stale = judged.filter(({ freshness }) => freshness.state !== "fresh");
  const kept = judged.flatMap(({ freshness }) =>
    freshness.state === "fresh" ? freshness.record.claims : [],
  );
  if (kept.length > 0) process.stdout.write(`fresh records: ${totals(kept)}\n`);
  let verified = kept;
  if (stale.length > 0) {
    const specs = await soundClaims(
      root,
      stale.map(({ spec }) => spec.theorem),
      signal,
    );
    const verification = await verifyWithProgress(root, specs, flags, signal);
    printVerification(verification);
    if (signal.aborted) return 130;
    if (verification.errors.length > 0) return 1;
    verified = [...kept, ...verification.records.flatMap(({ claims }) => claims)];
  }
  await build(root);
  const wrong = verified.filter((claim) => !claim.passes);
  if (wrong.length > 0) {
    const ids = wrong.map(({ id }) => id).join(", ");
    process.stdout.write(`${wrong.length} of ${verified.length} claims do not pass: ${ids}\n`);
  }
  await serveUntil(root, flags.port, signal);
  return 0;
}
