import { DomainError } from "../errors.ts";
import type { Program } from "../program/program.ts";

/** What a script asks an engine: is every root of the program identically 0, where it is defined? */
export interface Question {
  /** Printed before the answer: letters, digits and `-_()/=, .` only. */
  readonly name: string;
  /** The instance in words, for a comment. */
  readonly about: string;
  readonly program: Program;
  /** The answer that is claimed; scripts say it in a comment, engines never see it. */
  readonly expects: boolean;
}

/** One engine's language. */
export interface Dialect {
  readonly engine: string;
  /** Of script files, without the dot. */
  readonly extension: string;
  /** The command that runs a script file, and prints `name: true` or `name: false` for each question. */
  readonly command: (file: string) => readonly [string, ...string[]];
  /** Variables are v1, v2, …, named in comments. @throws {DomainError} on a name that could leave its quotation marks, or a question without roots */
  readonly script: (questions: readonly Question[]) => string;
}

/** Checks what every dialect takes for granted. @throws {DomainError} as `Dialect.script` says */
export function sound(questions: readonly Question[]): readonly Question[] {
  for (const { name, program } of questions) {
    if (!/^[\w\-()/=, .]+$/.test(name))
      throw new DomainError("emit", "a name of letters, digits and -_()/=, .", `"${name}"`);
    if (program.roots.length === 0) throw new DomainError("emit", "at least one root", 0);
  }
  return questions;
}

/** The answers a run printed, by question: lines `name: true`, or `name:` and then `unsat` or `sat`. */
export function answersIn(output: string): ReadonlyMap<string, boolean> {
  const answer = /^"?([\w\-()/=, .]+):"?\s*(true|false|unsat|sat)\s*$/gm;
  return new Map(
    [...output.matchAll(answer)].map(([, name, says]) => [
      name,
      says === "true" || says === "unsat",
    ]),
  );
}
