/**
 * From terms of the signature `matrices` to macro nodes: each node is a whole matrix or scalar, computed by
 * one function of the kernel. Transposes, conjugates and signs are ways to read a node, and cost nothing.
 * Products of many factors are associated as balanced trees, which keeps their bounds low, and the trace
 * of a product is an inner product; both are the same in exact arithmetic.
 */
import { parseRational, rational, showRational } from "../algebra/rational.ts";
import type { Rational } from "../algebra/rational.ts";
import { unknownName } from "../term/term.ts";
import type { Term } from "../term/term.ts";

/** A node as it is read: ± x, xᵀ, x̄ or x†. */
export interface View {
  readonly node: number;
  readonly transposed: boolean;
  readonly conjugated: boolean;
  readonly negative: boolean;
}

/** An input: the numbers themselves, near a unitary matrix, or known but for an error of each entry. */
export type Given = "exact" | "unitary" | "inexact";

/** A node is n×n; scalars are 1×1. */
export type Node =
  | { readonly op: "leaf"; readonly n: number; readonly name: string; readonly given: Given }
  | { readonly op: "one" | "zero"; readonly n: number }
  | { readonly op: "product"; readonly n: number; readonly left: View; readonly right: View }
  /** tr(left · right). */
  | { readonly op: "inner"; readonly n: 1; readonly left: View; readonly right: View }
  | { readonly op: "trace"; readonly n: 1; readonly of: View }
  | { readonly op: "determinant"; readonly n: 1; readonly of: View }
  | { readonly op: "sum"; readonly n: number; readonly left: View; readonly right: View }
  | { readonly op: "scale"; readonly n: number; readonly by: Rational; readonly of: View }
  | LayerNode;

/** Nodes of layers of networks, whose bounds are in `layers.ts`. */
export type LayerNode =
  /** All entries are one. */
  | { readonly op: "ones"; readonly n: number }
  /** Entry by entry; the left one is n×n, or a number that meets every entry. */
  | { readonly op: "entrywise"; readonly n: number; readonly left: View; readonly right: View }
  | { readonly op: "corner"; readonly n: 1; readonly of: View }
  /** A function of each entry; `q` is what it is at least, for `atLeast`. */
  | {
      readonly op: "pointwise";
      readonly n: number;
      readonly name: Pointwise;
      readonly of: View;
      readonly q: Rational;
    };
export type Pointwise = "relu" | "reluEntries" | "abs" | "reciprocal" | "atLeast";

export const isOfLayer = (node: Node): node is LayerNode =>
  ["ones", "entrywise", "corner", "pointwise"].includes(node.op);

/** Straight-line: a node reads earlier ones only. */
export interface Plan {
  readonly size: number;
  readonly nodes: readonly Node[];
  /** Left and right side of each component. */
  readonly components: readonly (readonly [View, View])[];
}

/** Why a graph has no kernel: the caller interprets it instead. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: string;
}

export const LARGEST_SIZE = 8;
export const LARGEST_DETERMINANT = 6;
/** Nodes of a kernel: beyond, its scratch memory leaves the cache. */
export const MOST_NODES = 4096;

/** Rational factors and their inverses are at most this, well inside the range of float32. */
const RANGE = 2n ** 60n;

const refused = (reason: string): Refused => ({ kind: "refused", reason });

/** What a term may not be, found while planning; caught by `plan`, never thrown to a caller. */
class Unplannable extends Error {}

/**
 * The plan of left = right over `size`×`size` matrices, component by component. Shared terms are one node.
 *
 * @param unitary which unknowns are unitary matrices
 * @param inexact which are given with an error, by their full names
 */
export function plan(
  left: readonly Term[],
  right: readonly Term[],
  size: number,
  unitary: (name: string) => boolean,
  inexact: (name: string) => boolean = () => false,
): Plan | Refused {
  if (!(Number.isSafeInteger(size) && size >= 1 && size <= LARGEST_SIZE))
    return refused(`matrices of size ${size}, kernels hold 1 to ${LARGEST_SIZE}`);
  const nodes = nodeStore();
  const given = (term: Term): Given =>
    inexact(unknownName(term))
      ? "inexact"
      : unitary(String(term.literals[0]))
        ? "unitary"
        : "exact";
  const views = new Map<Term, View>();
  const viewOf = (term: Term): View => {
    const known = views.get(term);
    if (known !== undefined) return known;
    const made = read(term, size, nodes, viewOf, given);
    views.set(term, made);
    return made;
  };
  try {
    const components = left.map((l, k): readonly [View, View] => [viewOf(l), viewOf(right[k])]);
    if (nodes.all.length > MOST_NODES)
      return refused(`${nodes.all.length} nodes, kernels hold ${MOST_NODES}`);
    return { size, nodes: nodes.all, components };
  } catch (error) {
    if (error instanceof Unplannable) return refused(error.message);
    throw error;
  }
}

interface NodeStore {
  readonly all: Node[];
  /** The node, or the equal one there is. */
  readonly add: (node: Node) => View;
}

function nodeStore(): NodeStore {
  const all: Node[] = [];
  const known = new Map<string, number>();
  return {
    all,
    add: (node) => {
      const key = keyOf(node);
      const at = known.get(key) ?? all.push(node) - 1;
      known.set(key, at);
      return { node: at, transposed: false, conjugated: false, negative: false };
    },
  };
}

/** Equal for equal nodes alone: only names have letters of their own, and come last. */
function keyOf(node: Node): string {
  const view = (x: View): string =>
    `${x.node}${x.transposed ? "t" : ""}${x.conjugated ? "c" : ""}${x.negative ? "-" : ""}`;
  const start = `${node.op} ${node.n}`;
  switch (node.op) {
    case "leaf":
      return `${start} ${node.given} ${node.name}`;
    case "one":
    case "zero":
    case "ones":
      return start;
    case "product":
    case "inner":
    case "sum":
    case "entrywise":
      return `${start} ${view(node.left)} ${view(node.right)}`;
    case "trace":
    case "determinant":
    case "corner":
      return `${start} ${view(node.of)}`;
    case "pointwise":
      return `${start} ${view(node.of)} ${node.name} ${node.q.n} ${node.q.d}`;
    case "scale":
      return `${start} ${view(node.of)} ${node.by.n} ${node.by.d}`;
  }
}

const negated = (x: View): View => ({ ...x, negative: !x.negative });
const conjugate = (x: View): View => ({ ...x, conjugated: !x.conjugated });
const transpose = (x: View): View => ({ ...x, transposed: !x.transposed });

function read(
  term: Term,
  size: number,
  nodes: NodeStore,
  viewOf: (term: Term) => View,
  given: (term: Term) => Given,
): View {
  const n = term.sort === "M" ? size : 1;
  const args = (): View[] => term.args.map(viewOf);
  switch (term.op) {
    case "unknown":
      if (term.sort !== "M") throw new Unplannable(`an unknown of sort ${term.sort}`);
      return nodes.add({ op: "leaf", n, name: unknownName(term), given: given(term) });
    case "one":
      return nodes.add({ op: "one", n });
    case "zero":
    case "zeroScalar":
      return nodes.add({ op: "zero", n });
    case "neg":
      return negated(args()[0]);
    case "transpose":
      return transpose(args()[0]);
    case "conjugate":
      return conjugate(args()[0]);
    case "adjoint":
      return conjugate(transpose(args()[0]));
    case "add":
      return sum(nodes, n, args());
    case "sub": {
      const [a, b] = args();
      return sum(nodes, n, [a, negated(b)]);
    }
    case "mul":
      return product(nodes, n, args());
    case "scale":
      return scale(nodes, n, parseRational(String(term.literals[0])), args()[0]);
    case "tr":
      return trace(nodes, size, term.args[0], viewOf);
    case "det": {
      if (size > LARGEST_DETERMINANT)
        throw new Unplannable(`a determinant ${size}×${size}, kernels hold ${LARGEST_DETERMINANT}`);
      const of = { ...args()[0], transposed: false };
      const flips = of.negative && size % 2 === 1;
      const value = nodes.add({
        op: "determinant",
        n: 1,
        of: { ...of, negative: false, conjugated: false },
      });
      return { ...value, conjugated: of.conjugated, negative: flips };
    }
    case "times":
    case "hadamard": {
      const [a, b] = args();
      return pair(nodes, "entrywise", n, [a, b]);
    }
    case "corner": {
      const of = args()[0];
      const value = nodes.add({ op: "corner", n: 1, of: plain(of) });
      return { ...value, conjugated: of.conjugated, negative: of.negative };
    }
    case "meanEntry": {
      const sizes = { ...pointwise(nodes, size, "abs", args()[0]), transposed: false };
      const total = pair(nodes, "inner", size, [sizes, nodes.add({ op: "ones", n: size })]);
      return scale(nodes, 1, rational(1, size * size), total);
    }
    case "relu":
    case "reluEntries":
    case "abs":
    case "reciprocal":
      return pointwise(nodes, n, term.op, args()[0]);
    case "atLeast": {
      const q = parseRational(String(term.literals[0]));
      return pointwise(nodes, n, term.op, args()[0], q);
    }
    default:
      throw new Unplannable(`the operation ${term.op}`);
  }
}

/** A function of each entry: what it commutes with moves to the result, what it does not see is dropped. */
function pointwise(
  nodes: NodeStore,
  n: number,
  name: Pointwise,
  of: View,
  q: Rational = rational(0),
): View {
  const made = (seen: Partial<View>): View =>
    nodes.add({ op: "pointwise", n, name, of: { ...plain(of), ...seen }, q });
  const { transposed, conjugated, negative } = of;
  switch (name) {
    case "abs":
      return { ...made({}), transposed };
    case "reciprocal":
      return { ...made({}), transposed, conjugated, negative };
    case "relu":
    case "atLeast":
      return { ...made({ negative }), transposed };
    case "reluEntries":
      return { ...made({ conjugated, negative }), transposed };
  }
}

const isOne = (nodes: NodeStore, x: View): boolean => nodes.all[x.node].op === "one";
const isZero = (nodes: NodeStore, x: View): boolean => nodes.all[x.node].op === "zero";

/** Balanced; a + b with a read as it is: its flags move to the result. */
function sum(nodes: NodeStore, n: number, all: readonly View[]): View {
  const terms = all.filter((x) => !isZero(nodes, x));
  if (terms.length === 0) return nodes.add({ op: "zero", n });
  if (terms.length === 1) return terms[0];
  const half = terms.length >> 1;
  const [a, b] = [sum(nodes, n, terms.slice(0, half)), sum(nodes, n, terms.slice(half))];
  const right = {
    node: b.node,
    transposed: a.transposed !== b.transposed,
    conjugated: a.conjugated !== b.conjugated,
    negative: a.negative !== b.negative,
  };
  const { node } = nodes.add({ op: "sum", n, left: plain(a), right });
  return { ...a, node };
}

const plain = (x: View): View => ({
  node: x.node,
  transposed: false,
  conjugated: false,
  negative: false,
});

/** Balanced; the sign and the left factor's conjugation move to the result. */
function product(nodes: NodeStore, n: number, all: readonly View[]): View {
  if (all.some((x) => isZero(nodes, x))) return nodes.add({ op: "zero", n });
  const factors = all.filter((x) => !isOne(nodes, x) || x.negative);
  if (factors.length === 0) return nodes.add({ op: "one", n });
  if (factors.length === 1) return factors[0];
  const half = (factors.length + 1) >> 1;
  return pair(nodes, "product", n, [
    product(nodes, n, factors.slice(0, half)),
    product(nodes, n, factors.slice(half)),
  ]);
}

function pair(
  nodes: NodeStore,
  op: "product" | "inner" | "entrywise",
  n: number,
  [a, b]: readonly [View, View],
): View {
  const left = { ...a, conjugated: false, negative: false };
  const right = { ...b, conjugated: a.conjugated !== b.conjugated, negative: false };
  const { node } =
    op === "inner" ? nodes.add({ op, n: 1, left, right }) : nodes.add({ op, n, left, right });
  return {
    node,
    transposed: false,
    conjugated: a.conjugated,
    negative: a.negative !== b.negative,
  };
}

function scale(nodes: NodeStore, n: number, by: Rational, of: View): View {
  if (by.n === 0n) return nodes.add({ op: "zero", n });
  if (by.d === 1n && (by.n === 1n || by.n === -1n)) return by.n === 1n ? of : negated(of);
  const [low, high] = [1n, RANGE].map((x) => (by.n < 0n ? -by.n : by.n) * x);
  if (high < by.d || low > RANGE * by.d) throw new Unplannable(`the factor ${showRational(by)}`);
  const size = by.n < 0n ? { n: -by.n, d: by.d } : by;
  const { node } = nodes.add({ op: "scale", n, by: size, of: plain(of) });
  return { ...of, node, negative: of.negative !== by.n < 0n };
}

/** The trace of a product of two or more factors never forms the product. */
function trace(nodes: NodeStore, size: number, of: Term, viewOf: (term: Term) => View): View {
  if (of.op === "mul") {
    const factors = of.args.map(viewOf).filter((x) => !isOne(nodes, x) || x.negative);
    if (factors.length >= 2 && !factors.some((x) => isZero(nodes, x))) {
      const half = (factors.length + 1) >> 1;
      return pair(nodes, "inner", size, [
        product(nodes, size, factors.slice(0, half)),
        product(nodes, size, factors.slice(half)),
      ]);
    }
  }
  const x = viewOf(of);
  if (isZero(nodes, x)) return nodes.add({ op: "zero", n: 1 });
  const { node } = nodes.add({ op: "trace", n: 1, of: plain(x) });
  return { node, transposed: false, conjugated: x.conjugated, negative: x.negative };
}
