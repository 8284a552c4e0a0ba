/**
 * Rules by which others decide that a layer of pictures is equivariant, as published, for comparison: each on
 * pictures of its own and with a tolerance. They are written here, not run from those packages.
 */
import { stream } from "../numeric/random.ts";
import { picture, type Picture, type PictureLayer } from "./picture.ts";

type Accepts = (layer: PictureLayer) => Promise<boolean>;
const side = 4;
const grid = { height: side, width: side, channels: 1 };

/** The picture moved up by a row. */
const oneUp = (f: Picture): Picture => ({
  ...f,
  values: f.values.map((_, i) => f.values[(i + side) % side ** 2]),
});
/** The greatest |Φ(L_t f) − L_t Φ(f)| − tolerance at one shift of one picture; a NaN is passed over, or rejected. */
const defect = async (
  layer: PictureLayer,
  f: Picture,
  slack: (b: number) => number,
  ofNaN: "passed over" | "rejected" = "rejected",
): Promise<number> => {
  const [y, z] = [oneUp(await layer(f)), await layer(oneUp(f))];
  return y.values.reduce((worst, b, i) => {
    const r = Math.abs(z.values[i] - b) - slack(b);
    if (Number.isNaN(r)) return ofNaN === "rejected" ? Infinity : worst;
    return Math.max(worst, r);
  }, -Infinity);
};

const drawn = (count: number): Picture[] =>
  Array.from({ length: count }, (_, i) => {
    const s = stream("1", "normal pictures").at(i);
    return picture(
      grid,
      Array.from({ length: side ** 2 }, () => s.normal()),
    );
  });

/** Whether a layer is accepted, and the rule in words. */
export interface ToleranceRule {
  readonly why: string;
  readonly accepts: Accepts;
}

/** The rules of e3nn, of numpy's allclose and of escnn, by name. */
export const toleranceRules: Readonly<Record<string, ToleranceRule>> = {
  "one-picture-absolute-tolerance": {
    why: "e3nn's rule: max |Φ(gf) − gΦ(f)| below 10⁻³ on one normal picture, NaN passed over",
    accepts: async (layer) => (await defect(layer, drawn(1)[0], () => 0, "passed over")) < 1e-3,
  },
  allclose: {
    why: "numpy.allclose on a hundred normal pictures: 10⁻⁸ + 10⁻⁵|b|",
    accepts: async (layer) => {
      for (const f of drawn(100))
        if ((await defect(layer, f, (b) => 1e-8 + 1e-5 * Math.abs(b))) > 0) return false;
      return true;
    },
  },
  "almost-constant-picture": {
    why: "escnn's rule for its planar convolutions: 0.1 + 0.1|b| on a picture that is almost constant",
    accepts: async (layer) => {
      const f = picture(
        grid,
        drawn(1)[0].values.map((v) => -0.4983 + 0.00084 * v),
      );
      return (await defect(layer, f, (b) => 0.1 + 0.1 * Math.abs(b))) <= 0;
    },
  },
};
