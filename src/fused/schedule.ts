/** From a plan to calls of macros on addresses: what is computed for one tile, in which order, and where. */
import { FrameworkError } from "../errors.ts";
import { factor, kappaOf } from "./bounds.ts";
import type { Bound } from "./bounds.ts";
import { minorCount } from "./determinant.ts";
import { emitter } from "./emitter.ts";
import type { Emitter, Place, TileProgram } from "./emitter.ts";
import { numberOf } from "./layers.ts";
import type { LayerMacros } from "./layers.ts";
import { ENTRY, VECTOR } from "./macros.ts";
import type { Macros, Reading } from "./macros.ts";
import type { Plan, View } from "./plan.ts";
import { kappa } from "./precision.ts";
import type { Precision } from "./precision.ts";
import type { Side } from "./residual.ts";

/** Where a side's bound is; nowhere if it is exact. */
export interface BoundPlace {
  readonly kind: "array" | "scalar";
  readonly place: Place;
}

/** With where to find the sides of each component. */
export interface Schedule<F> extends TileProgram<F> {
  readonly components: readonly {
    readonly n: number;
    readonly sides: readonly {
      readonly view: View;
      readonly value: Place;
      readonly bound: BoundPlace | undefined;
    }[];
  }[];
}

/** What a schedule calls: functions of one kind of code. */
export interface Operations<F> extends Macros<F> {
  /** (minors, a). */
  readonly minors: (n: number) => F;
  /** (out, minors, raised, modulus [, error]). */
  readonly minorBounds: (n: number, exact: boolean) => F;
  /** (tile, left, right [, left's bound] [, right's bound]). */
  readonly residual: (n: number, left: Side, right: Side) => F;
  /** Without them a plan has no nodes of layers. */
  readonly layers?: LayerMacros<F>;
}

/** Places of the unknowns, in order, where they are not given. */
export type Draws<F> = (emit: Emitter<F>, count: number) => (k: number) => Place;

export function schedule<F>(
  plan: Plan,
  bounds: readonly Bound[],
  p: Precision,
  m: Operations<F>,
  bounded: boolean,
  draws?: Draws<F>,
  known?: Map<string, F>,
): Schedule<F> {
  const emit = emitter<F>(known);
  const { allocate, call, constant } = emit;
  const layers = (): LayerMacros<F> => {
    if (m.layers === undefined) throw new FrameworkError("this kind of code knows no layers");
    return m.layers;
  };
  /** Computed once a tile, when first wanted. */
  const memo = <K>(make: (key: K) => Place): ((key: K) => Place) => {
    const known = new Map<string, Place>();
    return (key) => {
      const name = JSON.stringify(key);
      const place = known.get(name) ?? make(key);
      known.set(name, place);
      return place;
    };
  };
  const values: Place[] = [];
  const squared = (node: number): number => plan.nodes[node].n ** 2;
  const isExact = (node: number): boolean => bounds[node].kind === "exact";

  const norm = memo((node: number) => {
    const { n } = plan.nodes[node];
    const out = allocate(VECTOR);
    call(`norm ${n}`, () => m.norm(n), out, values[node]);
    return out;
  });
  /** c·F of a normal bound, `count` times. */
  const spread = memo(([node, count]: readonly [number, number]) => {
    const bound = bounds[node];
    if (bound.kind !== "normal") return running[node];
    const c = p.up(bound.error * (1 + 4 * p.u));
    if (bound.base < 0) return constant(Array<number>(count).fill(c));
    const out = allocate(VECTOR * count);
    call(`spread ${count} ${c}`, () => m.spread(count, c), out, norm(bound.base));
    return out;
  });
  /** The running bounds, by node. */
  const running: Place[] = [];
  const errors = (node: number): Place => spread([node, squared(node)]);
  const modulus = memo((node: number) => {
    const { n } = plan.nodes[node];
    const out = allocate(VECTOR * n * n);
    call(`modulus ${n}`, () => m.modulus(n), out, values[node]);
    return out;
  });
  const raised = memo((node: number) => {
    if (isExact(node)) return modulus(node);
    const { n } = plan.nodes[node];
    const out = allocate(VECTOR * n * n);
    call(`raised ${n}`, () => m.raised(n), out, modulus(node), errors(node));
    return out;
  });
  const rounding = memo(([node, kappa]: readonly [number, number]) => {
    const { n } = plan.nodes[node];
    const exact = isExact(node);
    const out = allocate(VECTOR * n * n);
    const from = [modulus(node), ...(exact ? [] : [errors(node)])];
    call(`rounding ${n} ${kappa} ${exact}`, () => m.rounding(n, kappa, exact), out, ...from);
    return out;
  });
  const flags = (x: Reading): string =>
    [x.transposed, x.conjugated, x.negative].map((on) => (on ? "1" : "0")).join("");
  const inexact = (...nodes: readonly number[]): Place[] =>
    nodes.filter((node) => !isExact(node)).map(errors);

  const leafCount = plan.nodes.filter(({ op }) => op === "leaf").length;
  const drawnAt = draws?.(emit, leafCount);
  let drawnLeaves = 0;
  plan.nodes.forEach((node, at) => {
    const { n } = node;
    const out =
      node.op !== "leaf"
        ? allocate(ENTRY * n * n)
        : drawnAt === undefined
          ? emit.leaf(node.name, n * n, 2)
          : drawnAt(drawnLeaves++);
    values.push(out);
    // Allocated only where a rule below writes it.
    const boundPlace = (): Place => (running[at] = allocate(VECTOR * n * n));
    const isRunning = bounded && bounds[at].kind === "running";
    switch (node.op) {
      case "leaf":
        if (node.given === "inexact") running[at] = emit.leafErrors(node.name);
        break;
      case "one":
      case "zero":
      case "ones":
        if (node.op === "ones")
          for (let k = 0; k < n * n; k++) emit.set(out.address + ENTRY * k, 1);
        if (node.op === "one")
          for (let k = 0; k < n; k++) emit.set(out.address + ENTRY * k * (n + 1), 1);
        break;
      case "product":
      case "inner": {
        const { op, left: a, right: b } = node;
        const of = plan.nodes[a.node].n;
        const name = `${op} ${of} ${flags(a)} ${flags(b)}`;
        call(name, () => m[op](of, a, b), out, values[a.node], values[b.node]);
        if (!isRunning) break;
        const exact = isExact(a.node);
        const more = exact ? [] : [errors(a.node), modulus(b.node)];
        const from = [raised(a.node), rounding([b.node, kappaOf(p, op, of)]), ...more];
        const bound = op === "product" ? m.productBound : m.innerBound;
        call(`bound ${name} ${exact}`, () => bound(of, a, b, exact), boundPlace(), ...from);
        break;
      }
      case "trace": {
        const { node: x } = node.of;
        const of = plan.nodes[x].n;
        call(`trace ${of}`, () => m.trace(of), out, values[x]);
        const exact = isExact(x);
        const make = (): F => m.traceBound(of, exact);
        if (isRunning)
          call(`trace bound ${of} ${exact}`, make, boundPlace(), values[x], ...inexact(x));
        break;
      }
      case "sum": {
        const { left: a, right: b } = node;
        const name = `sum ${n} ${flags(a)} ${flags(b)}`;
        call(name, () => m.sum(n, a, b), out, values[a.node], values[b.node]);
        if (!isRunning) break;
        const from = [a, b].filter((x) => !isExact(x.node));
        const make = (): F => m.sumBound(n, from);
        const key = `bound ${name} ${from.length} ${isExact(a.node)}`;
        call(key, make, boundPlace(), modulus(at), ...from.map((x) => errors(x.node)));
        break;
      }
      case "scale": {
        const { value, relative } = factor(p, node.by);
        const x = node.of.node;
        call(`scale ${n} ${value}`, () => m.scale(n, value), out, values[x]);
        if (!isRunning) break;
        const exact = isExact(x);
        const make = (): F => m.scaleBound(n, value, relative, exact);
        const key = `scale bound ${n} ${value} ${relative} ${exact}`;
        call(key, make, boundPlace(), modulus(x), ...inexact(x));
        break;
      }
      case "determinant": {
        const x = node.of.node;
        const of = plan.nodes[x].n;
        const count = minorCount(of);
        const region = allocate(ENTRY * count);
        call(`minors ${of}`, () => m.minors(of), region, values[x]);
        values[at] = { address: region.address + ENTRY * (count - 1), relative: false };
        if (!isRunning) break;
        const exact = isExact(x);
        const make = (): F => m.minorBounds(of, exact);
        const bound = allocate(2 * VECTOR * count);
        const operands = [raised(x), modulus(x), ...inexact(x)];
        call(`minor bounds ${of} ${exact}`, make, bound, region, ...operands);
        running[at] = { address: bound.address + VECTOR * (count - 1), relative: false };
        break;
      }
      case "corner":
        values[at] = values[node.of.node];
        if (isRunning) running[at] = errors(node.of.node);
        break;
      case "entrywise": {
        const { left: a, right: b } = node;
        const alone = plan.nodes[a.node].n < n;
        const name = `entrywise ${n} ${alone} ${flags(a)} ${flags(b)}`;
        const make = (): F => layers().entrywise(n, alone, a, b);
        call(name, make, out, values[a.node], values[b.node]);
        if (!isRunning) break;
        const exact = isExact(a.node);
        const more = exact ? [] : [errors(a.node), modulus(b.node)];
        const from = [raised(a.node), rounding([b.node, kappa(p, 0)]), ...more];
        const bound = (): F => layers().entrywiseBound(n, alone, a, b, exact);
        call(`bound ${name} ${exact}`, bound, boundPlace(), ...from);
        break;
      }
      case "pointwise": {
        const x = node.of.node;
        const { value: q, error } = numberOf(p, node.q);
        const make = (): F => layers().pointwise(n, node.name, node.of, q);
        call(`${node.name} ${n} ${flags(node.of)} ${q}`, make, out, values[x]);
        if (!isRunning) break;
        const exact = isExact(x);
        if (node.name === "abs") {
          const bound = (): F => layers().absBound(n, exact);
          call(`abs bound ${n} ${exact}`, bound, boundPlace(), modulus(x), ...inexact(x));
        } else if (node.name === "reciprocal") {
          const from = plan.nodes[x];
          const isClamped = from.op === "pointwise" && from.name === "atLeast";
          const least = isClamped ? Number(from.q.n) / Number(from.q.d) : 0;
          const bound = (): F => layers().reciprocalBound(exact, least);
          const operands = [values[x], modulus(at), ...inexact(x)];
          call(`reciprocal bound ${exact} ${least}`, bound, boundPlace(), ...operands);
        } else if (exact) running[at] = constant(Array<number>(n * n).fill(error));
        else if (error === 0) running[at] = errors(x);
        else {
          const bound = (): F => layers().raisedBy(n, error);
          call(`raised ${n} by ${error}`, bound, boundPlace(), errors(x));
        }
        break;
      }
    }
  });

  const components = plan.components.map(([left, right]) => {
    const { n } = plan.nodes[left.node];
    const sides = [left, right].map((view) => {
      const bound = bounds[view.node];
      const kind = bound.kind === "normal" ? "scalar" : "array";
      const place =
        bound.kind === "exact" || !bounded
          ? undefined
          : ({ kind, place: spread([view.node, 1]) } as const);
      return { view, value: values[view.node], bound: place };
    });
    const shapes = sides.map(({ view, bound }): Side => ({ view, bound: bound?.kind ?? "exact" }));
    const key = `residual ${n} ${shapes.map((s) => `${flags(s.view)}${s.bound}`).join(" ")}`;
    const make = (): F => m.residual(n, shapes[0], shapes[1]);
    const places = sides.flatMap(({ bound }) => (bound === undefined ? [] : [bound.place]));
    call(
      key,
      make,
      { address: 0, relative: true },
      values[left.node],
      values[right.node],
      ...places,
    );
    return { n, sides };
  });
  return { ...emit.done(), components };
}
