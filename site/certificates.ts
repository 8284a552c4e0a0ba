import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { certificates } from "../src/emit/certificates.ts";
import { dialects } from "../src/emit/dialects.ts";
import { html, join as joined, type Html } from "./html.ts";
import type { LoadedClaims } from "./library.ts";
import { count, plural } from "./numbers.ts";
import { nameOf } from "./verdict.ts";
import { command as commandLine } from "./witness.ts";

/** The scripts of a claim, by which other engines check it, or why there are none. */
export interface Published {
  /** Why there is no script: `no commutative form: …`. */
  readonly none?: string;
  readonly about: string;
  /** How many near misses and corrections the scripts answer beside the claim. */
  readonly variants: number;
  /** What is claimed of the formula itself. */
  readonly expects: boolean;
  readonly scripts: readonly Script[];
}

export interface Script {
  readonly engine: string;
  /** Relative to the root of the site. */
  readonly path: string;
  /** How it is run, once it is downloaded. */
  readonly command: string;
  readonly text: string;
}

/** By claim. A claim of which the library knows nothing but its record has none. */
export type Certificates = ReadonlyMap<string, Published>;

/** Writes the scripts of every claim of the library, in memory: a pure function of the specs. */
export function certificatesOf(claims: LoadedClaims): Certificates {
  const found = new Map<string, Published>();
  for (const claim of claims.values()) {
    if (claim.shape === "quoted") continue;
    const certificate = certificates(claim);
    if (typeof certificate === "string") {
      found.set(claim.id, {
        none: certificate,
        about: "",
        variants: 0,
        expects: true,
        scripts: [],
      });
      continue;
    }
    const { questions } = certificate;
    const scripts = Object.values(dialects).map(({ engine, extension, command, script }) => ({
      engine,
      path: `certificates/${claim.id}.${extension}`,
      command: command(`${nameOf(claim.id)}.${extension}`)
        .map(quoted)
        .join(" "),
      text: script(questions),
    }));
    const [{ about, expects }] = questions;
    found.set(claim.id, { about, expects, variants: questions.length - 1, scripts });
  }
  return found;
}

export async function writeCertificates(out: string, certificates: Certificates): Promise<void> {
  for (const { scripts } of certificates.values())
    for (const { path, text } of scripts) {
      await mkdir(dirname(join(out, path)), { recursive: true });
      await writeFile(join(out, path), text);
    }
}

/** An argument as a shell takes it. */
const quoted = (argument: string): string =>
  /^[\w./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

/** The links to a claim's scripts, in the card of the claim. @param home the way to the site's root */
export function certificateRow(published: Published | undefined, home: string): Html {
  if (published === undefined) return html``;
  const { none, about, variants, expects, scripts } = published;
  const links = scripts.map(
    ({ engine, path, text }) =>
      html`<a href="${home}${path}" download>${engine}</a>
        <span class="note">${count(Math.ceil(text.length / 1024))} kB</span>`,
  );
  return html`<div class="certificates">
    <h4>Certificates</h4>
    ${
      none !== undefined
        ? html`<p class="note">${none[0].toUpperCase()}${none.slice(1)}.</p>`
        : html`<p>${joined(links, " · ")}</p>
            <p class="note">
              Scripts for other engines, for ${about}: each prints
              <code>${String(expects)}</code> (z3: <code>${expects ? "unsat" : "sat"}</code>) for
              the
              formula${variants > 0 && html`, and what is claimed of ${plural(variants, "variant")} of it`}.
            </p>
            <details>
              <summary>How to run them</summary>
              ${scripts.map(({ command }) => commandLine(command))}
            </details>`
    }
  </div>`;
}
