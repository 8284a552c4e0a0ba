import type { Model } from "../claim/model.ts";
import type { Effort } from "../record/schema.ts";
import { freeLayerModel } from "./freeLayers.ts";
import { floatMatrices } from "./sampledFloat.ts";
import type { MatrixLayers } from "./signature.ts";

/** Layers on batches of N×N complex matrices in float32 on the device: `floatMatrices`, and its twin. */
export function floatLayers(options: {
  readonly sizes: readonly number[];
  readonly samples?: Partial<Record<Effort, number>>;
}): Model<MatrixLayers> {
  const { name, kind, interprets, canDrop, check, perturb } = floatMatrices(options);
  const measured = perturb === undefined ? {} : { perturb };
  return { name, kind, interprets, canDrop, check, ...measured, twin: freeLayerModel() };
}
