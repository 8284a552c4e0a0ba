import { fuse } from "../../../src/fused/kernel.ts";
import type { FusedKernel } from "../../../src/fused/kernel.ts";
import { matrices } from "../../../src/matrices/signature.ts";
import { stream, streamKey } from "../../../src/numeric/random.ts";
import { haarUnitary } from "../../../src/numeric/unitary.ts";
import type { LaneName } from "../../../src/program/wasmModule.ts";
import { recorder } from "../../../src/term/record.ts";
import { termStore } from "../../../src/term/term.ts";
import type { Term } from "../../../src/term/term.ts";

const store = termStore();
const X = recorder(matrices, store);
const [g, W] = ["g", "W"].map((name) => store.term("M", "unknown", [name, ""], []));
const sides: readonly [Term, Term] = [X.tr(X.mul(g, W, X.adjoint(g))), X.tr(W)];

/** tr gWg⁻¹ = tr W at n×n matrices: a few hundred samples, again and again. */
export function loaded(n: number, lane: LaneName, capacity: number): FusedKernel {
  const unitary = (name: string): boolean => name === "g";
  const options = {
    size: n,
    lane,
    capacity,
    unitary,
    defect: lane === "f32" ? 2 ** -20 : 2 ** -49,
  };
  const kernel = fuse([sides[0]], [sides[1]], options);
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  const distinct = Math.min(capacity, 200);
  for (const name of kernel.unknowns) {
    const s = stream("figures", name);
    const drawn = Array.from({ length: distinct }, () =>
      unitary(name)
        ? haarUnitary(s, n)
        : {
            re: Float64Array.from({ length: n * n }, () => s.normal()),
            im: Float64Array.from({ length: n * n }, () => s.normal()),
          },
    );
    const [re, im] = [0, 1].map(() => new Float64Array(capacity * n * n));
    for (let k = 0; k < capacity; k++) {
      re.set(drawn[k % distinct].re, k * n * n);
      im.set(drawn[k % distinct].im, k * n * n);
    }
    kernel.load(name, re, im);
  }
  return kernel;
}

/** The same at Haar elements of SU(3) that are drawn as they are checked. */
export function drawn(lane: LaneName, capacity: number): FusedKernel {
  const key = streamKey("figures", "drawn");
  const kernel = fuse([sides[0]], [sides[1]], { size: 3, lane, capacity, drawn: key });
  if (kernel.kind === "refused") throw new Error(kernel.reason);
  return kernel;
}

/** @throws {Error} if a sample is outside its bound or decides nothing */
export function passes(found: {
  readonly worst: number;
  readonly nan: number;
  readonly infinite: number;
  readonly oversized: number;
  readonly unfit: number;
}): void {
  const open = found.nan + found.infinite + found.oversized + found.unfit;
  if (!(found.worst <= 1) || open > 0)
    throw new Error(`figures: worst ${found.worst}, open ${open}`);
}
