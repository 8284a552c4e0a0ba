import { DomainError } from "../errors.ts";
import type { Dial } from "../record/schema.ts";
import type { Work } from "./claim.ts";

/**
 * A quantity of a figure that a reader may turn, standing where the reader has it and else at `first`:
 * `dial(work, { name: "m", label: "$m$", values: [-1, 0, 1] }, 1)`.
 *
 * @throws {DomainError} if `first` is none of the values
 */
export function dial(
  work: Pick<Work, "turned">,
  { name, label, values }: Omit<Dial, "at">,
  first: number | string,
): Dial {
  const home = values.indexOf(first);
  if (home < 0) throw new DomainError(`dial ${name}`, `one of ${values.join(", ")}`, first);
  const at = work.turned?.[name] ?? home;
  if (!Number.isInteger(at) || at < 0 || at >= values.length)
    throw new DomainError(`dial ${name}`, `a place below ${values.length}`, at);
  return { name, label, values, at };
}

/** What a dial points at. */
export const pointed = ({ values, at }: Dial): number | string => values[at];
