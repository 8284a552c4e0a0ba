import { DomainError } from "../errors.ts";

/** Real values at [row, column, channel], row-major, on a grid that is read as a torus. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
  /** A bound of the error of each value; absent where they are exact. */
  readonly err?: Float64Array;
}

/** The sizes of a picture. */
export type PictureShape = Pick<Picture, "height" | "width" | "channels">;

/** Any function of pictures: the code of a layer, or a whole network. */
export type PictureLayer = (f: Picture) => Picture | Promise<Picture>;

/** The picture with these values, in the order [row, column, channel]. */
export function picture(shape: PictureShape, values: ArrayLike<number>): Picture {
  const { height, width, channels } = shape;
  const count = height * width * channels;
  if (values.length !== count) throw new DomainError("picture", `${count} values`, values.length);
  return { height, width, channels, values: Float64Array.from(values) };
}

/** 1 at one entry, else 0. */
export function unitPicture(shape: PictureShape, entry: number): Picture {
  const values = new Float64Array(shape.height * shape.width * shape.channels);
  values[entry] = 1;
  return picture(shape, values);
}

/** The entries that are not 0: `1 at (0, 2), −3 at (1, 1) channel 1`; `0` if there is none. */
export function showPicture(f: Picture): string {
  const entries = [...f.values].flatMap((value, i) =>
    value === 0 ? [] : [`${value} at ${showEntry(f, i)}`],
  );
  return entries.length === 0 ? "0" : entries.join(", ");
}

/** Row, column and, where there are several, the channel of an entry. */
export function showEntry(f: PictureShape, entry: number): string {
  const pixel = Math.floor(entry / f.channels);
  const place = `(${Math.floor(pixel / f.width)}, ${pixel % f.width})`;
  return f.channels === 1 ? place : `${place} channel ${entry % f.channels}`;
}
