/** An argument of the right type outside the mathematical domain: inverse of 0, modulus 1. */
export class DomainError extends Error {
  override readonly name: string = "DomainError";
  constructor(where: string, expected: string, got: number | bigint | string, hint?: string) {
    super(`${where}: expected ${expected}, got ${got}${hint === undefined ? "" : `. ${hint}`}`);
  }
}

/**
 * A fault in what an author wrote: a page, a spec, a record, a command line. `where` names the
 * file and the field. It is an error of the input, never a verdict on the mathematics.
 */
export class InputError extends DomainError {
  override readonly name: string = "InputError";
}

/**
 * Two kinds of evidence of the same scope contradict each other, or an invariant of the framework
 * is broken. Never an outcome: it stops the run.
 */
export class FrameworkError extends Error {
  override readonly name: string = "FrameworkError";
}
