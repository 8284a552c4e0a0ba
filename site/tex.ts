import katex, { type TrustContext } from "katex";
import { InputError } from "../src/errors.ts";
import { raw, type Html } from "./html.ts";

/** Left to itself KaTeX prints a link or an attribute as red text; here it fails the build. */
function untrusted({ command }: TrustContext): boolean {
  throw new Error(`${command} is not trusted`);
}

/**
 * A formula as HTML for the eye and MathML for the ear. Untrusted: no links, images or attributes.
 *
 * @param where the file (and claim) that a fault is reported under
 * @throws {InputError} on anything KaTeX refuses or warns of, naming file and formula
 */
export function tex(formula: string, where: string, display = false): Html {
  try {
    return raw(
      katex.renderToString(formula, {
        displayMode: display,
        output: "htmlAndMathml",
        throwOnError: true,
        strict: "error",
        trust: untrusted,
        maxSize: 20,
        maxExpand: 1000,
      }),
    );
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new InputError(where, "a formula that KaTeX reads", `"${formula}"`, says);
  }
}

/** A display formula in a box of its own, which scrolls where the formula is wider than the screen. */
export function displayTex(formula: string, where: string): Html {
  const { markup } = tex(formula, where, true);
  return raw(`<div class="formula" tabindex="0" role="group" aria-label="formula">${markup}</div>`);
}
