import { DomainError } from "../errors.ts";
import { motions, moved, type Motion, type Motions } from "./motions.ts";
import type { Picture, PictureLayer, PictureShape } from "./picture.ts";

/** The layer with its calls counted, and none of them made twice for a picture with one entry 1. */
export interface Asking {
  readonly at: (f: Picture) => Promise<Picture>;
  readonly atMoved: (g: Motion, f: Picture) => Promise<Picture>;
  readonly calls: () => number;
  /** All motions of the output's torus; of a layer that was asked before. */
  readonly outputMotions: () => Motions;
}

/** @throws {DomainError} on a picture of another size, and where the sizes of the output vary */
export function asking(layer: PictureLayer, G: Motions, shape: PictureShape): Asking {
  const known = new Map<string, Picture>();
  let calls = 0;
  let size: PictureShape | undefined;
  let outputMotions: Motions | undefined;
  const at = async (f: Picture): Promise<Picture> => {
    const key = unitKey(f);
    const before = key === undefined ? undefined : known.get(key);
    if (before !== undefined) return before;
    calls++;
    const y = await layer(f);
    size ??= y;
    const count = y.height * y.width * y.channels;
    if (!sameShape(size, y) || y.values.length !== count)
      throw new DomainError("equivariance", `outputs ${sizes(size)}`, sizes(y));
    if (key !== undefined) known.set(key, y);
    return y;
  };
  return {
    at,
    atMoved: (g, f) => at(moved(G, g, { ...shape, values: f.values })),
    calls: () => calls,
    outputMotions: () => {
      const { height, width } = size ?? shape;
      return (outputMotions ??= motions(height, width, "D4"));
    },
  };
}

/** Names a picture with at most one entry other than 0. */
function unitKey({ values }: Picture): string | undefined {
  const first = values.findIndex((v) => v !== 0);
  if (first < 0) return "0";
  for (let i = first + 1; i < values.length; i++) if (values[i] !== 0) return undefined;
  return `${values[first]} at ${first}`;
}

function sameShape(a: PictureShape, b: PictureShape): boolean {
  return a.height === b.height && a.width === b.width && a.channels === b.channels;
}

function sizes({ height, width, channels }: PictureShape): string {
  return `${height} x ${width} x ${channels}`;
}
