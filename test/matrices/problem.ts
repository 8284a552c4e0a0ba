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

/** A problem in general matrices A, B and unitary U, V, from its two sides. */
export function problemOf(
  sides: (
    X: Fields,
    u: { readonly A: M; readonly B: M; readonly U: M; readonly V: M },
  ) => readonly [Term, Term],
  variant?: string,
): Problem {
  const store = termStore();
  const unknown = (name: string): M => store.term("M", "unknown", [name, ""], []);
  const u = { A: unknown("A"), B: unknown("B"), U: unknown("U"), V: unknown("V") };
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
    unknowns: Object.keys(u).map((name) => ({
      name,
      sort: "M",
      count: undefined,
      property: name === "U" || name === "V" ? "unitary" : undefined,
    })),
    hypotheses: ["unitary"],
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
