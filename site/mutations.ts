import { z } from "zod";
import { sign } from "./badge.ts";
import { html, nothing, type Html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Measured } from "./measured.ts";
import { count, plural } from "./numbers.ts";

/** Where the page stands in the site, and what it is called. */
export const mutationsAddress = "if-the-code-were-wrong.html";
export const mutationsTitle = "If our own code were wrong";

const mutant = z.strictObject({
  /** Of file, text and change: the same mutant keeps its explanation. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  /** `a → b`, `negate a`, `insert return;`. */
  change: z.string(),
  killed: z.boolean(),
  /** The step that turned red, and the first thing it said; empty for a survivor. */
  by: z.string(),
  seconds: z.number().nonnegative(),
  /** Of a survivor, by hand: why no test can or need see it. Kept when the result is written anew. */
  why: z.string().optional(),
});
const result = z.strictObject({
  date: z.iso.date(),
  node: z.string(),
  machine: z.string(),
  seed: z.string(),
  /** How many mutants of how many files the draw was from. */
  of: z.int().positive(),
  files: z.int().positive(),
  mutants: z.array(mutant).min(1),
});

export type MutantResult = z.infer<typeof mutant>;
export type Mutations = z.infer<typeof result>;

/** What `npm run mutate` found. */
export const mutations: Measured<Mutations> = {
  file: "test/bench/results/mutants.json",
  form: result,
  again: "npm run mutate -- --count 100 --write",
};

const folderOf = (file: string): string => file.split("/").slice(0, 2).join("/");

/** By folder: how many were drawn, how many of these were seen. */
function folderTable({ mutants }: Mutations): Html {
  const folders = [...new Set(mutants.map(({ file }) => folderOf(file)))].sort();
  return html`<table class="stack">
    <caption>
      Mutants drawn in each folder, and how many of them the tests saw.
    </caption>
    <thead>
      <tr>
        <th scope="col">Folder</th>
        <th scope="col">Drawn</th>
        <th scope="col">Killed</th>
      </tr>
    </thead>
    <tbody>
      ${folders.map((folder) => {
        const own = mutants.filter(({ file }) => folderOf(file) === folder);
        const killed = own.filter((one) => one.killed).length;
        return html`<tr>
          <th scope="row"><code>${folder}</code></th>
          <td data-label="Drawn">${count(own.length)}</td>
          <td data-label="Killed">
            ${killed < own.length && sign("failing")} ${count(killed)} of ${count(own.length)}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

const place = ({ file, line, column }: MutantResult): string => `${file}:${line}:${column}`;

function survivors({ mutants }: Mutations): Html {
  const alive = mutants.filter(({ killed }) => !killed);
  if (alive.length === 0) return html`<p>None survived.</p>`;
  return html`<ul class="plain kills">
    ${alive.map(
      (one) =>
        html`<li>
          <p class="judgement">
            ${sign("failing")}
            <span><code>${one.change}</code> <span class="note">${place(one)}</span></span>
          </p>
          <p class="why">${one.why ?? "Not explained yet."}</p>
        </li>`,
    )}
  </ul>`;
}

const killedList = ({ mutants }: Mutations): Html =>
  html`<details>
    <summary>Every mutant that was seen, and what saw it</summary>
    <ul class="plain mutants">
      ${mutants
        .filter(({ killed }) => killed)
        .map(
          (one) =>
            html`<li>
              <code>${one.change}</code> <span class="note">${place(one)}: ${one.by}</span>
            </li>`,
        )}
    </ul>
  </details>`;

function found(measured: Mutations): Html {
  const { mutants, date, machine, node, seed } = measured;
  const killed = mutants.filter((one) => one.killed).length;
  return html`<p class="lead">
      ${count(killed)} of ${plural(mutants.length, "mutant")} were killed.
    </p>
    ${folderTable(measured)}
    <h2 id="survivors">The ones that nothing saw</h2>
    <p>Each is either a fault of the tests or no fault of the program: it says which.</p>
    ${survivors(measured)} ${killed > 0 && killedList(measured)}
    <p class="quiet">
      ${date}, ${machine}, Node ${node}; drawn with seed ${seed} from ${count(measured.of)}
      single-token mutants of ${count(measured.files)} files.
    </p>`;
}

/** The page, from the result alone; without one it says so. */
export function mutationsPage(measured: Mutations | undefined): string {
  return layout({
    title: `${mutationsTitle} · Commute`,
    description: "Faults put into Commute itself, and whether its tests and claims saw them.",
    home: "",
    trail: html` <span aria-hidden="true">/</span> ${mutationsTitle}`,
    main: html`<article class="prose">
      <h1>${mutationsTitle}</h1>
      <p>
        Near misses show that a claim's check can fail. That the checker itself is right is another
        question. So one token of it is changed at a time, in the path of the verdict and in the
        engines: another operator, a constant one larger, a negated condition, the other verdict, a
        procedure that returns before it begins. Then everything is run that
        <code>npm test</code> runs, and something has to turn red.
      </p>
      ${
        measured === undefined
          ? html`<p class="alarm"><strong>No run is recorded.</strong></p>`
          : found(measured)
      }
      <p class="quiet">Again: <code>${mutations.again}</code>.</p>
    </article>`,
    footer:
      measured === undefined
        ? nothing
        : html`<p>Measured, not evaluated when the page is built.</p>`,
  });
}
