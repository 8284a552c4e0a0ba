import { describe, expect, it } from "vitest";
import { DomainError, FrameworkError } from "../../src/errors.ts";
import { gridLayers, groupFunctions } from "../../src/sums/signature.ts";
import { evaluate, NotInterpreted } from "../../src/term/evaluate.ts";
import { recorder } from "../../src/term/record.ts";
import { printTerm, reachable, termStore, unknownName } from "../../src/term/term.ts";
import type { Term, TermStore } from "../../src/term/term.ts";
import { rebuild } from "../../src/term/transform.ts";

interface Recording {
  readonly store: TermStore;
  readonly X: ReturnType<typeof recorder<typeof groupFunctions>>;
  readonly g: Term<"G">;
  readonly r: Term<"R">;
  readonly f: (x: Term<"G">) => Term<"R">;
}

function recording(): Recording {
  const store = termStore();
  return {
    store,
    X: recorder(groupFunctions, store),
    g: store.term("G", "unknown", ["g", ""], []),
    r: store.term("R", "unknown", ["r", ""], []),
    f: (x) => store.term("R", "apply", ["f"], [x]),
  };
}

describe("recorder", () => {
  it("makes equal terms one object, and unequal ones two", () => {
    const { X, g, r, store, f } = recording();
    expect(X.op(g, X.inv(g))).toBe(X.op(g, X.inv(g)));
    expect(X.op(g, X.inv(g))).not.toBe(X.op(X.inv(g), g));
    expect(X.scale("1/2", r)).not.toBe(X.scale(2, r));
    expect(X.scale("1/2", r)).not.toBe(X.scale("1/3", r));
    expect(X.sum((h) => f(h))).toBe(X.sum((k) => f(k)));
    expect(X.add(r, r)).not.toBe(X.mul(r, r));
    const before = store.size();
    X.op(g, X.inv(g));
    expect(store.size()).toBe(before);
  });
  it("keeps unknowns of one name and two sorts apart", () => {
    const store = termStore();
    expect(store.term("G", "unknown", ["x", ""], [])).not.toBe(
      store.term("R", "unknown", ["x", ""], []),
    );
  });
  it("keeps literal lists apart that print alike", () => {
    const store = termStore();
    const [joined, split] = [
      store.term("R", "unknown", ["a,b", ""], []),
      store.term("R", "unknown", ["a", "b,"], []),
    ];
    expect(joined).not.toBe(split);
    expect(store.term("R", "unknown", ["x", 1], [])).toBe(store.term("R", "unknown", ["x", 1], []));
  });
  // What the types refuse is refused again at run time: a spec may be JavaScript.
  const loose = () => {
    const { X, g, r, f } = recording();
    return { g, r, f, X: X as unknown as Record<string, (...xs: unknown[]) => Term> };
  };
  it.each<[string, (l: ReturnType<typeof loose>) => unknown, string]>([
    [
      "a number for a group element",
      ({ X, g, r }) => X.op(g, r),
      "functions on a group.op, argument 2: expected a term of sort G, got R",
    ],
    [
      "a group element in a sum of numbers",
      ({ X, g, r }) => X.add(r, g),
      "argument 2: expected a term of sort R, got G",
    ],
    [
      "a group element first in a sum",
      ({ X, g }) => X.add(g),
      "argument 1: expected a term of sort R, got G",
    ],
    ["too few arguments", ({ X, g }) => X.op(g), "op: expected 2 arguments, got 1"],
    ["too many arguments", ({ X, g }) => X.inv(g, g), "inv: expected 1 arguments, got 2"],
    [
      "three arguments of a difference",
      ({ X, r }) => X.sub(r, r, r),
      "sub: expected 2 arguments, got 3",
    ],
    ["an empty sum", ({ X }) => X.add(), "add: expected many arguments, got 0"],
    ["a plain number", ({ X, r }) => X.add(r, 2), "argument 2: expected a term, got number"],
    ["undefined", ({ X, r }) => X.add(r, undefined), "expected a term, got undefined"],
    [
      "a term for a binder",
      ({ X, r }) => X.sum(r),
      "sum: expected a function of terms, got object",
    ],
    [
      "a binder whose body has another sort",
      ({ X }) => X.sum((h: Term) => h),
      "expected a term of sort R, got G",
    ],
    [
      "a binder that returns nothing",
      ({ X }) => X.sum(() => undefined),
      "expected a term, got undefined",
    ],
    [
      "a literal that is not finite",
      ({ X, r }) => X.scale(Infinity, r),
      "scale: expected a finite number, got Infinity",
    ],
    [
      "a term for a literal",
      ({ X, r }) => X.scale(r, r),
      "expected a literal number or name, got object",
    ],
  ])("refuses %s", (_, run, message) => {
    expect(() => run(loose())).toThrow(DomainError);
    expect(() => run(loose())).toThrow(message);
  });
  it("reads a bigint literal as its digits", () => {
    const { X, r } = recording();
    expect(X.scale(10n ** 20n, r).literals).toEqual(["100000000000000000000"]);
  });
  it("a binder that throws leaves the level as it was", () => {
    const { X, f } = recording();
    expect(() =>
      X.sum(() => {
        throw new Error("in the body");
      }),
    ).toThrow("in the body");
    expect(X.sum((h) => f(h)).depth).toBe(0);
  });
  it("counts the depth of what is not closed", () => {
    const { X, f, g } = recording();
    let inner: Term | undefined;
    const outer = X.sum((h) => {
      const body = X.sum((k) => (inner = f(X.op(h, k))));
      expect(body.depth).toBe(1);
      return body;
    });
    expect(inner?.depth).toBe(2);
    expect(outer.depth).toBe(0);
    expect(f(g).depth).toBe(0);
  });
});

interface Carriers {
  readonly [sort: string]: number;
  readonly G: number;
  readonly K: number;
  readonly R: number;
}

/** Functions on Z/n with f(x) = x + 1, as plain numbers. */
const onCyclic = (n: number, calls = { add: 0 }) =>
  ({
    op: (a: number, b: number) => (a + b) % n,
    inv: (a: number) => (n - a) % n,
    e: () => 0,
    sum: (body: (h: number) => number) =>
      Array.from({ length: n }, (_, h) => body(h)).reduce((a, b) => a + b, 0),
    sumChannels: (body: (k: number) => number) => body(0) + body(1),
    add: {
      R: (...xs: number[]) => {
        calls.add++;
        return xs.reduce((a, b) => a + b, 0);
      },
    },
    sub: { R: (a: number, b: number) => a - b },
    neg: { R: (a: number) => -a },
    scale: { R: (by: number | string, a: number) => Number(by) * a },
    mul: { R: (...xs: number[]) => xs.reduce((a, b) => a * b, 1) },
    zero: () => 0,
  }) as const;
const at = (values: Record<string, number>) => ({
  unknown: (t: Term) => values[unknownName(t)],
  apply: (_: string, [x]: readonly number[]) => x + 1,
});
const run = (n: number, roots: readonly Term[], calls = { add: 0 }): number[] =>
  evaluate<typeof groupFunctions, Carriers>(
    groupFunctions,
    onCyclic(n, calls),
    at({ g: 1, r: 7 }),
    roots,
  );

describe("evaluate", () => {
  it("sums over two nested binders with both variables", () => {
    const { X, f } = recording();
    // Σ_h Σ_k (h+1)(h+k+1) on Z/3: rows h = 0, 1, 2.
    const term = X.sum((h) => X.sum((k) => X.mul(f(h), f(X.op(h, k)))));
    expect(run(3, [term])).toEqual([(1 + 2 + 3) * 6]);
    // A factor that depends on the order of binders: Σ_h Σ_k (h+1)·(k+1)·(h−k mod 3 + 1).
    const mixed = X.sum((h) => X.sum((k) => X.mul(f(h), f(k), f(X.op(h, X.inv(k))))));
    let expected = 0;
    for (let h = 0; h < 3; h++)
      for (let k = 0; k < 3; k++) expected += (h + 1) * (k + 1) * (((h - k + 3) % 3) + 1);
    expect(run(3, [mixed])).toEqual([expected]);
  });
  it("forgets what depends on a variable when it changes, and keeps what does not", () => {
    const { X, f, g, r } = recording();
    const calls = { add: 0 };
    // f(h) + f(h) occurs under the inner binder but depends on the outer variable alone.
    const term = X.sum((h) => {
      const outer = X.add(f(h), f(h));
      return X.sum((k) => X.mul(outer, f(k), X.add(r, f(g))));
    });
    expect(run(4, [term], calls)).toEqual([2 * 10 * 10 * (7 + 2)]);
    expect(calls.add).toBe(4 + 1);
  });
  it("keeps the two bindings of one level apart in sibling binders", () => {
    const { X, f } = recording();
    const left = X.sum((h) => f(X.inv(h)));
    const right = X.sum((h) => X.mul(f(X.inv(h)), f(h)));
    expect(run(3, [X.sub(right, left)])).toEqual([1 * 1 + 3 * 2 + 2 * 3 - 6]);
  });
  it("restores the memo of deeper levels: a closure called inside another's body", () => {
    // layer(kind, f, psi, x) calls two closures of one level in turn, nested as the model likes.
    const store = termStore();
    const L = recorder(gridLayers, store);
    const f = (x: Term<"G">): Term<"R"> => store.term("R", "apply", ["f"], [x]);
    const x = store.term("G", "unknown", ["g", ""], []);
    const term = L.layer(
      "any",
      (y) => f(y),
      (y) => L.mul(f(y), f(y)),
      x,
    );
    // The bound variable y is one term, h[0], in both closures: interleaved calls must not share it.
    const value = evaluate<typeof gridLayers, Carriers>(
      gridLayers,
      {
        ...onCyclic(3),
        layer: (_, signal, filter) =>
          [0, 1, 2].reduce(
            (sum, y) => sum + signal(y, 0) * filter(2 - y, 0) * signal(y, 0) * filter(y, 1),
            0,
          ),
      },
      at({ g: 0 }),
      [term],
    );
    const s = (y: number): number => y + 1;
    const expected = [0, 1, 2].reduce((sum, y) => sum + s(y) * s(2 - y) ** 2 * s(y) * s(y) ** 2, 0);
    expect(value).toEqual([expected]);
  });
  it("a closure kept after its binder still sees the variables around it", () => {
    const { X, f } = recording();
    const term = X.sum((h) => X.sum((k) => f(X.op(h, k))));
    // The model calls the inner body for all k first and folds from the right.
    const lazy = {
      ...onCyclic(3),
      sum: (body: (h: number) => number) => [2, 1, 0].map((h) => body(h)).reduce((a, b) => a + b),
    };
    expect(evaluate<typeof groupFunctions, Carriers>(groupFunctions, lazy, at({}), [term])).toEqual(
      [18],
    );
  });
  it("throws FrameworkError for a bound variable that escapes its binder", () => {
    const { X, f } = recording();
    let escaped: Term<"R"> | undefined;
    X.sum((h) => (escaped = f(h)));
    expect(() => run(3, [escaped as Term])).toThrow(FrameworkError);
    expect(() => run(3, [X.add(escaped as Term<"R">, f(X.e()))])).toThrow("closed terms");
  });
  it("a variable that escapes into a binder of the same level is that binder's, by its level", () => {
    const { X, f } = recording();
    let escaped: Term<"G"> | undefined;
    X.sum((h) => f((escaped = h)));
    const captured = X.sum(() => f(escaped as Term<"G">));
    expect(captured).toBe(X.sum((h) => f(h)));
  });
  it("throws NotInterpreted, naming the operation a model lacks", () => {
    const { X, f } = recording();
    const { inv: _, ...without } = onCyclic(3);
    const term = X.sum((h) => f(X.inv(h)));
    const evaluated = (): unknown =>
      evaluate<typeof groupFunctions, Carriers>(groupFunctions, without, at({}), [term]);
    expect(evaluated).toThrow(NotInterpreted);
    expect(evaluated).toThrow("the model does not interpret inv");
  });
  it("a model that throws under a binder leaves no binding behind", () => {
    const { X, f } = recording();
    const term = X.sum((h) => f(h));
    let fails = true;
    const moody = {
      ...onCyclic(3),
      sum: (body: (h: number) => number) => {
        if (fails) {
          fails = false;
          body(0);
          throw new Error("once");
        }
        return body(0);
      },
    };
    const value = (): number[] =>
      evaluate<typeof groupFunctions, Carriers>(groupFunctions, moody, at({}), [term]);
    expect(value).toThrow("once");
    expect(value()).toEqual([1]);
  });
});

describe("rebuild, reachable, printTerm", () => {
  it("rebuild with no rule returns the same terms", () => {
    const { X, f, store, g } = recording();
    const term = X.sum((h) => X.mul(f(h), f(X.op(g, h))));
    expect(rebuild(store, [term], () => undefined)).toEqual([term]);
    expect(rebuild(store, [term], () => undefined)[0]).toBe(term);
  });
  it("rebuild replaces every occurrence, bottom-up", () => {
    const { X, store, r } = recording();
    const doubled = rebuild(store, [X.add(r, X.mul(r, r))], (t) =>
      t === r ? X.add(r, r) : undefined,
    );
    expect(doubled[0]).toBe(X.add(X.add(r, r), X.mul(X.add(r, r), X.add(r, r))));
  });
  it("reachable lists children before parents, each once", () => {
    const { X, r } = recording();
    const square = X.mul(r, r);
    expect(reachable([X.add(square, square), r])).toEqual([r, square, X.add(square, square)]);
  });
  it("printTerm prints prefix form", () => {
    const { X, f, g, r } = recording();
    expect(
      printTerm(
        X.scale(
          "1/2",
          X.sum((h) => X.mul(r, f(X.op(h, g)))),
        ),
      ),
    ).toBe("scale[1/2](sum(x0 -> mul(r, f(op(x0, g)))))");
  });
});
