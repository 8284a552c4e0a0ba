import type { ModelWork } from "../../src/claim/model.ts";
import type { Problem } from "../../src/claim/problem.ts";
import { matrixFields } from "../../src/matrices/signature.ts";
import type { Device } from "../../src/numeric/device.ts";
import { openDevice } from "../../src/numeric/device.ts";
import { stream } from "../../src/numeric/random.ts";
import { recorder } from "../../src/term/record.ts";
import type { Operations } from "../../src/term/record.ts";
import { termStore } from "../../src/term/term.ts";
import type { Term } from "../../src/term/term.ts";

export type Fields = Operations<typeof matrixFields>;
export type M = Term<"M">;

const properties = { A: "", B: "", U: "unitary", V: "unitary", H: "hermitian", K: "antihermitian" };

/** The unknowns of a problem, by name. */
export type Unknowns = Readonly<Record<keyof typeof properties, M>>;

/** A problem in general matrices A, B, unitary U, V, Hermitian H and antihermitian K, from its two sides. */
export function problemOf(
  sides: (X: Fields, u: Unknowns) => readonly [Term, Term],
  variant?: string,
): Problem {
  const store = termStore();
  const unknown = (name: string): M => store.term("M", "unknown", [name, ""], []);
  const u = Object.fromEntries(
    Object.keys(properties).map((name) => [name, unknown(name)]),
  ) as Unknowns;
  const [left, right] = sides(recorder(matrixFields, store), u);
  return {
    claim: "test/matrices/problem",
    variant,
    signature: matrixFields,
    configuration: {},
    store,
    left: [left],
    right: [right],
    given: [],
    unknowns: Object.entries(properties).map(([name, property]) => ({
      name,
      sort: "M",
      count: undefined,
      property: property === "" ? undefined : property,
    })),
    hypotheses: ["unitary", "hermitian", "antihermitian"],
    dropped: [],
  };
}

let device: Promise<Device> | undefined;

/** Work at the least effort, from a fixed seed. */
export function workWith(
  open: () => Promise<Device> = () => (device ??= openDevice({ name: "wasm" })),
): ModelWork {
  return {
    effort: "quick",
    seed: "20240601",
    device: open,
    first: false,
    stream: (...labels) => stream("20240601", "test", ...labels),
  };
}
