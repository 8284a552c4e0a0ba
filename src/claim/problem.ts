import { InputError } from "../errors.ts";
import type { FunctionSort, Signature, SortOf } from "../term/signature.ts";
import type { Term, TermStore } from "../term/term.ts";
import type { Recorded } from "../term/record.ts";

/** Several unknowns of one sort, `A[0] … A[count−1]`. */
export interface Many<S extends string = string> {
  readonly many: S;
  readonly count: number;
  readonly property?: string;
}

/** One unknown with a property, such as a unitary matrix; the property is a hypothesis by that name. */
export interface Having<S extends string = string> {
  readonly one: S;
  readonly property: string;
}

export type UnknownOf = SortOf | Many | Having;
export type UnknownsOf = Readonly<Record<string, UnknownOf>>;

/** `count` unknowns of a sort: `many("M", d)` is A[0], …, A[d−1]. */
export function many<const S extends string>(sort: S, count: number, property?: string): Many<S> {
  return property === undefined ? { many: sort, count } : { many: sort, count, property };
}

/** An unknown with a property: `having("M", "unitary")`. */
export function having<const S extends string>(sort: S, property: string): Having<S> {
  return { one: sort, property };
}

/** What a formula receives for each declared unknown. */
export type RecordedUnknowns<U extends UnknownsOf> = {
  readonly [K in keyof U]: U[K] extends Many<infer S>
    ? readonly Term<S>[]
    : U[K] extends Having<infer S>
      ? Term<S>
      : U[K] extends SortOf
        ? Recorded<U[K]>
        : never;
};

/** One unknown as models see it. */
export interface UnknownDeclaration {
  readonly name: string;
  readonly sort: SortOf;
  /** `undefined` for a single unknown. */
  readonly count: number | undefined;
  readonly property: string | undefined;
}

/** The sizes and signs a claim is listed for: `{ d: 4, metric: "Lorentz" }`. */
export type Configuration = Readonly<Record<string, number | string | readonly number[]>>;

/** A side condition: left = right for all values of the unknowns that occur only here. */
export interface Given {
  readonly hypothesis: string;
  readonly left: Term;
  readonly right: Term;
}

/** A claim or near miss, recorded at one configuration: what a model is asked. */
export interface Problem {
  readonly claim: string;
  /** `undefined` for the claim itself. */
  readonly variant: string | undefined;
  readonly signature: Signature;
  readonly configuration: Configuration;
  readonly store: TermStore;
  readonly left: readonly Term[];
  readonly right: readonly Term[];
  /** Side conditions in force, each by the name of its hypothesis. */
  readonly given: readonly Given[];
  readonly unknowns: readonly UnknownDeclaration[];
  /** Names of the hypotheses in force, and of those a near miss dropped. */
  readonly hypotheses: readonly string[];
  readonly dropped: readonly string[];
}

/** The unknowns of a formula as terms of the store, and as models see them. */
export function declareUnknowns<U extends UnknownsOf>(
  store: TermStore,
  signature: Signature,
  where: string,
  unknowns: U,
): { readonly recorded: RecordedUnknowns<U>; readonly declarations: UnknownDeclaration[] } {
  const recorded: Record<string, unknown> = {};
  const declarations: UnknownDeclaration[] = [];
  const known = (sort: string): string => {
    if (!signature.sorts.includes(sort))
      throw new InputError(
        `${where}, unknowns`,
        `a sort of ${signature.name}: ${signature.sorts.join(", ")}`,
        sort,
      );
    return sort;
  };
  for (const [name, of] of Object.entries(unknowns)) {
    if (typeof of === "string") {
      recorded[name] = store.term(known(of), "unknown", [name, ""], []);
      declarations.push({ name, sort: of, count: undefined, property: undefined });
    } else if ("many" in of) {
      recorded[name] = Array.from({ length: of.count }, (_, i) =>
        store.term(known(of.many), "unknown", [name, i], []),
      );
      declarations.push({ name, sort: of.many, count: of.count, property: of.property });
    } else if ("one" in of) {
      recorded[name] = store.term(known(of.one), "unknown", [name, ""], []);
      declarations.push({ name, sort: of.one, count: undefined, property: of.property });
    } else {
      const sort: FunctionSort = of;
      sort.from.forEach(known);
      recorded[name] = (...xs: Term[]) => store.term(known(sort.to), "apply", [name], xs);
      declarations.push({ name, sort, count: undefined, property: undefined });
    }
  }
  return { recorded: recorded as RecordedUnknowns<U>, declarations };
}

/** Several configurations in words, those that differ in their first entry together: `d = 2, 3`. */
export function describeAll(configurations: readonly Configuration[]): string {
  const groups = new Map<string, { key: string; rest: string; values: string[] }>();
  for (const c of configurations) {
    const [first, ...others] = Object.entries(c);
    if (first === undefined) continue;
    const rest = describe(Object.fromEntries(others));
    const group = groups.get(rest) ?? { key: first[0], rest, values: [] };
    group.values.push(describe({ "": first[1] }).replace(" = ", ""));
    groups.set(rest, group);
  }
  return [...groups.values()]
    .map(
      ({ key, rest, values }) =>
        `${key} = ${[...new Set(values)].join(", ")}${rest === "" ? "" : `, ${rest}`}`,
    )
    .join("; ");
}

/** A configuration in words: `d = 4, metric = Lorentz`; empty for the only one of a claim. */
export function describe(configuration: Configuration): string {
  return Object.entries(configuration)
    .map(([key, value]) => `${key} = ${Array.isArray(value) ? value.join("×") : String(value)}`)
    .join(", ");
}
