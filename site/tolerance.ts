import { z } from "zod";
import { sign } from "./badge.ts";
import { html, type Html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Measured } from "./measured.ts";
import { count } from "./numbers.ts";

/** Where the page stands in the site, and what it is called. */
export const toleranceAddress = "what-a-tolerance-cannot-see.html";
export const toleranceTitle = "What a tolerance cannot see";

const seen = z
  .strictObject({
    checker: z.string(),
    layer: z.string(),
    trials: z.int().positive(),
    refuted: z.int().nonnegative(),
    undecided: z.int().nonnegative(),
    accepted: z.int().nonnegative(),
  })
  .refine((s) => s.refuted + s.undecided + s.accepted === s.trials, "a verdict for each trial");
const row = z.strictObject({
  fault: z.string(),
  expected: z.enum(["refuted", "undecided", "accepted", "reported"]),
  seen: z.array(seen),
  met: z.boolean(),
});
const result = z.strictObject({
  date: z.iso.date(),
  node: z.string(),
  device: z.string(),
  machine: z.string(),
  runs: z.int().positive(),
  checks: z.int().positive(),
  versions: z.record(z.string(), z.string()),
  rows: z.array(row).min(1),
});

type Seen = z.infer<typeof seen>;
type Row = z.infer<typeof row>;
export type Sensitivity = z.infer<typeof result>;

/** The measured table of faults. */
export const sensitivity: Measured<Sensitivity> = {
  file: "test/bench/results/sensitivity.json",
  form: result,
  again: "npm run bench -- sensitivity --write",
};

const own = "Commute";
const unstructured = "Commute, random inputs only";

/** The columns: ours, ours without structured inputs, then each other checker in the order it appears. */
function checkersOf({ rows }: Sensitivity): string[] {
  const all = rows.flatMap((r) => r.seen.map((s) => s.checker));
  return [...new Set([own, unstructured, ...all])].filter((name) => all.includes(name));
}

type Verdict = "refuted" | "undecided" | "accepted";
const verdicts: readonly Verdict[] = ["refuted", "undecided", "accepted"];

/** What a checker said of a fault, over all its layers. */
function cell({ expected, seen: all }: Row, checker: string): Html {
  const mine = all.filter((s) => s.checker === checker);
  if (mine.length === 0) return html`<td data-label="${checker}"></td>`;
  const total = (key: keyof Seen & (Verdict | "trials")): number =>
    mine.reduce((n, s) => n + s[key], 0);
  const trials = total("trials");
  const said = verdicts.filter((v) => total(v) > 0);
  // The last number stays with the total.
  const says = said.map((v, k) =>
    k + 1 < said.length
      ? html`${v} ${count(total(v))}, `
      : html`${v} <span class="together">${count(total(v))} of ${count(trials)}</span>`,
  );
  // Of outputs that say nothing, a rejection is as good as an open verdict; acceptance is not.
  const right = (v: Verdict): boolean =>
    v === expected || (expected === "undecided" && v === "refuted");
  const face = expected === "reported" ? undefined : said.every(right) ? "holds" : "failing";
  return html`<td data-label="${checker}">${face !== undefined && sign(face)} ${says}</td>`;
}

const wanted: Record<Row["expected"], string> = {
  refuted: "to be refuted",
  undecided: "nothing to decide",
  accepted: "to be accepted",
  reported: "at the edge of float32",
};

/** `10^-6` as a power. */
function withPowers(text: string): Html[] {
  return text
    .split(/(10\^-?\d+)/)
    .map((part, k) =>
      k % 2 === 0 ? html`${part}` : html`10<sup>${part.slice(3).replace("-", "\u2212")}</sup>`,
    );
}

function faultTable(measured: Sensitivity): Html {
  const checkers = checkersOf(measured);
  return html`<table class="stack sensitivity">
    <caption>
      Each fault in ${count(measured.runs)} runs of every layer and checker. ${sign("holds")} the
      right verdict every time; ${sign("failing")} a wrong one at least once.
    </caption>
    <thead>
      <tr>
        <th scope="col">Fault</th>
        ${checkers.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${measured.rows.map(
        (r) =>
          html`<tr>
            <th scope="row">
              ${withPowers(r.fault)} <span class="why">${wanted[r.expected]}</span>
            </th>
            ${checkers.map((name) => cell(r, name))}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function layersOf(measured: Sensitivity): Html {
  const lines = new Map<string, Set<string>>();
  for (const { checker, layer } of measured.rows.flatMap((r) => r.seen))
    lines.set(checker, (lines.get(checker) ?? new Set()).add(layer));
  return html`<ul>
    ${[...lines].map(([checker, layers]) => html`<li>${checker}: ${[...layers].join("; ")}</li>`)}
  </ul>`;
}

/** The page, from the result alone: it evaluates nothing. */
export function tolerancePage(measured: Sensitivity): string {
  const peers = Object.entries(measured.versions).map(([name, version]) => `${name} ${version}`);
  return layout({
    title: toleranceTitle,
    description: "The same faults put to checkers that compare with a tolerance, and to Commute.",
    home: "",
    trail: html` <span aria-hidden="true">/</span> ${toleranceTitle}`,
    main: html`<article class="prose">
      <h1>${toleranceTitle}</h1>
      <p class="lead">
        A test that compares two floats with a fixed tolerance passes a small error, fails correct
        code on large numbers, and says nothing of what it could have seen.
      </p>
      <p>
        Commute has no tolerance. A residual is compared with a rounding bound that is computed from
        the same evaluation, so the verdict does not depend on the scale of the numbers. A residual
        above its bound refutes, once exact arithmetic has confirmed it at rounded inputs. Outputs
        that are all zero, or not numbers, decide nothing, and say so. The first inputs are
        structured, a single tap or a single pixel: there a fault in one weight is not hidden by the
        rounding of its neighbours. The column of random inputs only shows what is lost without
        them.
      </p>
      ${faultTable(measured)}
      <p>
        On the last rows a layer is correct, and every refutation is a false alarm: there a check is
        one random input, for the other checkers one call.
      </p>
      <h2>What was measured</h2>
      <p>
        The layers differ, as each checker takes its own; the faults are the same. Each layer of
        Commute is a claim in its language, checked by its float models; its convolution is compared
        with the definition where translations cannot see the fault.
      </p>
      ${layersOf(measured)}
      <p class="quiet">
        ${measured.date}, ${measured.machine}, Node ${measured.node}, ${measured.device};
        ${peers.length === 0 ? "no other checker was on the machine" : peers.join(", ")};
        ${count(measured.checks)} checks of correct layers. Again:
        <code>npm run bench -- sensitivity</code>.
      </p>
    </article>`,
    footer: html`<p>Measured, not evaluated when the page is built.</p>`,
  });
}
