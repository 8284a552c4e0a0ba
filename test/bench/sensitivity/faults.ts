import type { Equation } from "../../../src/claim/equation.ts";
import type { Finding, Model } from "../../../src/claim/model.ts";
import type { Problem } from "../../../src/claim/problem.ts";
import { deviceLayers, floatMatrices, so3Induced } from "../../../src/index.ts";
import {
  circular,
  layerIsDefinition,
} from "../../../specs/convolution/translation-equivariance.spec.ts";
import {
  asked,
  deepNetwork,
  epsilonName,
  exponents,
  fineExponents,
  groupConvolution,
  million,
  millionth,
  rotationLayer,
  zeroLayer,
} from "./claims.ts";
import {
  everyOutput,
  halfInside,
  lateByOne,
  onThinSet,
  oneWeight,
  transposedFilter,
} from "./faultyDevice.ts";
import type { Product } from "./faultyDevice.ts";
import { inDoubles } from "./inDoubles.ts";

/** What a checker of layers should say. */
export type Expected = "refuted" | "undecided" | "accepted" | "reported";

/** One claim put to a check of its own. */
export interface OwnCase {
  readonly layer: string;
  readonly verdict: (structured: boolean, seed: string) => Finding["outcome"];
}

/** One claim put to one model, perhaps on a device with a faulty product. */
export interface Case {
  readonly layer: string;
  readonly model: (structured: boolean) => Model;
  readonly problem: Problem;
  readonly product?: Product;
}

export interface Fault {
  /** As the peers call it too. */
  readonly id: string;
  readonly says: string;
  readonly expected: Expected;
  readonly cases: readonly (Case | OwnCase)[];
}

/** 3×3 taps on four channels: a fan-in of 36. */
const grid = (structured: boolean): Model =>
  deviceLayers({ sides: [4], channels: 4, structured }) as Model;
const inMatrices = (structured: boolean): Model =>
  floatMatrices({ sizes: [1, 2, 3], structured }) as Model;
const onSphere = (structured: boolean): Model => so3Induced([1], { structured }) as Model;

const layerNames = {
  convolution: "3×3 convolution, float32",
  group: "group convolution, float32",
  rotation: "linear layer on SO(3), float32",
} as const;

/** A layer of the device against its definition. */
const defined = (product: Product): Case => ({
  layer: layerNames.convolution,
  model: grid,
  problem: asked(layerIsDefinition),
  product,
});
/** A layer of the device against translations. */
const translated = (product: Product): Case => ({ ...defined(product), problem: asked(circular) });
const group = (variant?: string): Case => ({
  layer: layerNames.group,
  model: inMatrices,
  problem: asked(groupConvolution, variant),
});
const rotation = (variant?: string): Case => ({
  layer: layerNames.rotation,
  model: onSphere,
  problem: asked(rotationLayer, variant),
});
/** The weight that is changed: some tap in the middle. */
const weight = 17;

const epsilon = (k: number): Fault => ({
  id: epsilonName(k),
  says: `ε = 10^-${k} in one weight`,
  expected: k <= 5 ? "refuted" : "reported",
  cases: [
    defined(oneWeight(weight, 1 + 10 ** -k)),
    group(epsilonName(k)),
    rotation(epsilonName(k)),
  ],
});

const epsilonInDoubles = (k: number): Fault => ({
  id: `${epsilonName(k)}-float64`,
  says: `ε = 10^-${k} in one weight, float64`,
  expected: k <= 12 ? "refuted" : "reported",
  cases: [
    {
      layer: "group convolution, float64",
      verdict: (structured, seed) =>
        inDoubles(asked(groupConvolution, epsilonName(k)), structured, seed),
    },
  ],
});

const both = (variant: string): Case[] => [group(variant), rotation(variant)];

export const faults: readonly Fault[] = [
  ...exponents.map(epsilon),
  ...fineExponents.map(epsilonInDoubles),
  {
    id: "parity-sign",
    says: "the sign of one weight",
    expected: "refuted",
    cases: [defined(oneWeight(weight, -1)), ...both("parity-sign")],
  },
  {
    id: "transposed",
    says: "transposed rotation, transposed filter",
    expected: "refuted",
    cases: [defined(transposedFilter), ...both("transposed")],
  },
  {
    id: "product-order",
    says: "wrong product order",
    expected: "refuted",
    cases: both("product-order"),
  },
  {
    id: "conjugate",
    says: "a missing conjugate",
    expected: "refuted",
    cases: [group("conjugate")],
  },
  {
    id: "off-by-one",
    says: "off by one",
    expected: "refuted",
    cases: [translated(lateByOne), ...both("off-by-one")],
  },
  {
    id: "half-inside",
    says: "half precision inside",
    expected: "refuted",
    cases: [defined(halfInside)],
  },
  {
    id: "broken-small",
    says: "one weight 10 % off, outputs × 10^-6",
    expected: "refuted",
    cases: both("broken-small"),
  },
  {
    id: "broken-large",
    says: "one weight 10 % off, outputs × 10^6",
    expected: "refuted",
    cases: both("broken-large"),
  },
  {
    id: "nan",
    says: "every output NaN",
    expected: "undecided",
    cases: [
      translated(everyOutput(NaN)),
      { ...group(), product: everyOutput(NaN) },
      { ...rotation(), product: everyOutput(NaN) },
    ],
  },
  {
    id: "zero-layer",
    says: "every output zero",
    expected: "undecided",
    cases: [translated(everyOutput(0)), { ...group(), problem: asked(zeroLayer) }],
  },
  {
    id: "rescaled",
    says: "no fault: all weights × 1.7; one tap × 11 under translations",
    expected: "accepted",
    cases: [translated(oneWeight(weight, 11)), ...both("rescaled")],
  },
];

/** A fault where the first number that meets the filter exceeds its 10⁻³ quantile. */
export const thinSet: Case = defined(onThinSet);

/** Correct layers, whose refutation is a false alarm. Each is run until its share of samples is drawn. */
export interface Correct {
  readonly says: string;
  readonly layer: string;
  readonly model: Model;
  readonly claim: Problem;
}

const many = floatMatrices({ sizes: [1, 2, 3], samples: { default: 2048 } }) as Model;
const measured = (claim: Equation, variant?: string): Problem => ({
  ...claim.problems(variant)[0],
  // The claim itself, whose samples are as many as the model is told.
  variant: undefined,
});
const matrixCase = (says: string, claim: Problem): Correct => ({
  says,
  layer: layerNames.group,
  model: many,
  claim,
});
const rotationCase = (says: string, variant?: string): Correct => ({
  says,
  layer: layerNames.rotation,
  model: onSphere(true),
  claim: asked(rotationLayer, variant),
});

export const correctLayers: readonly Correct[] = [
  matrixCase("correct", measured(groupConvolution)),
  matrixCase("correct, × 10^-6", measured(groupConvolution, "small")),
  matrixCase("correct, × 10^6", measured(groupConvolution, "large")),
  matrixCase("correct, depth 16", measured(deepNetwork(1))),
  matrixCase("correct, depth 16, inputs × 10^-6", measured(deepNetwork(millionth))),
  matrixCase("correct, depth 16, inputs × 10^6", measured(deepNetwork(million))),
  rotationCase("correct"),
  rotationCase("correct, × 10^-6", "small"),
  rotationCase("correct, × 10^6", "large"),
  {
    says: "correct",
    layer: layerNames.convolution,
    model: grid(true),
    claim: asked(layerIsDefinition),
  },
];
