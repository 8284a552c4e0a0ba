import { z } from "zod";

/**
 * The record of a theorem: everything the site prints and nothing it has to compute. One JSON file a
 * theorem, `.commute/records/<chapter>/<slug>.json`. Large integers are strings of decimal digits.
 * The types of the claim language are inferred from these schemas (type-only imports: a browser
 * bundle carries no validator).
 */
export const recordFormat = 1;

/** The ladder of design.md I2, strongest first. `quoted` is not evidence and never green. */
export const evidenceKinds = [
  "proved",
  "exhausted",
  "certified",
  "sampled-exact",
  "sampled-float",
  "estimated",
] as const;

const outcome = z.enum(["holds", "fails", "undecided"]);
const integerString = z.string().regex(/^-?\d+$/);

const witness = z.strictObject({
  /** One line a human reads: what differs, and by how much. */
  says: z.string(),
  /** The values of the unknowns, printed. */
  values: z.record(z.string(), z.string()),
  /** Both sides at the witness, printed. */
  left: z.string().optional(),
  right: z.string().optional(),
  /** `smallest`: exhausted below it; `shrunk`: a local minimum; `found`: as drawn. */
  size: z.enum(["smallest", "shrunk", "found"]),
  /** How the witness was confirmed (design I6). */
  confirmed: z.enum(["exact", "enclosure"]),
  replay: z.string().optional(),
});

const power = z.strictObject({
  /** The largest ε̂ over visible ingredients: every perturbation c(1+2ε̂) was refuted. */
  epsilon: z.number(),
  ingredients: z.array(z.strictObject({ name: z.string(), epsilon: z.number() })),
  /** Ingredients whose perturbed residual vanishes identically. */
  invisible: z.array(z.string()),
});

const evidence = z.strictObject({
  kind: z.enum(evidenceKinds),
  model: z.string(),
  outcome,
  /** For which sizes, groups, lattices: in words. */
  scope: z.string(),
  /** Why undecided. */
  reason: z.string().optional(),
  samples: z.int().nonnegative().optional(),
  cases: z.int().nonnegative().optional(),
  points: z.int().nonnegative().optional(),
  seed: z.string().optional(),
  degree: integerString.optional(),
  normBound: integerString.optional(),
  primes: z.array(integerString).optional(),
  /** The error probability is at most 2^errorLog2. */
  errorLog2: z.number().optional(),
  device: z.string().optional(),
  unitRoundoff: z.number().optional(),
  /** Computed by a kernel compiled from the graph, node by node on the device, or each in part. */
  path: z.enum(["fused", "interpreted", "both"]).optional(),
  /** max over samples of |residual| / bound. */
  worstRatio: z.number().optional(),
  /** Median of bound / true error over values of the first batch. */
  tightness: z.number().positive().optional(),
  /** Samples that were computed again in float64, and their worst |residual| / bound there. */
  again: z
    .strictObject({ samples: z.int().positive(), worstRatio: z.number().nonnegative() })
    .optional(),
  power: power.optional(),
  enclosure: z.tuple([z.number(), z.number()]).optional(),
  /** Terms that cancelled: a proof that cancels nothing has looked at nothing. */
  cancelled: z.int().nonnegative().optional(),
  witness: witness.optional(),
  ms: z.number().nonnegative(),
});

const corroboration = z.strictObject({
  engine: z.string(),
  version: z.string(),
  says: z.enum(["agree", "disagree", "cannot"]),
  about: z.string(),
});

const nearMiss = z.strictObject({
  id: z.string(),
  why: z.string(),
  killed: z.boolean(),
  /** What each model made of it: refuted by a witness, or shown blind, or neither. */
  by: z.array(
    z.strictObject({
      kind: z.enum(evidenceKinds),
      model: z.string(),
      outcome,
      reason: z.string().optional(),
      witness: witness.optional(),
      worstRatio: z.number().optional(),
      /** The near miss is true on this model's scope, shown by an exact kind. */
      blind: z.literal(true).optional(),
      ms: z.number().nonnegative(),
    }),
  ),
});

const series = z.strictObject({
  name: z.string(),
  mark: z.enum(["line", "step", "points", "bars", "cells"]),
  x: z.array(z.union([z.number(), z.string()])),
  y: z.array(z.union([z.number(), z.string()])),
  /** Colour values, for `cells` and optionally `points`. */
  value: z.array(z.number()).optional(),
  /** Series of one panel are drawn in one frame; panels stand side by side. */
  panel: z.string().optional(),
});

/** What a reader may turn: a quantity that the figure was drawn for, and the others it can be drawn for. */
const dial = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
    /** Plain text with TeX. */
    label: z.string(),
    values: z.array(z.union([z.number(), z.string()])).min(2),
    /** The place among the values that the figure was drawn for. */
    at: z.int().nonnegative(),
  })
  .refine(({ values, at }) => at < values.length, "a place among the values");

const figure = z.strictObject({
  id: z.string(),
  /** Markdown with TeX. */
  caption: z.string(),
  /** For a reader who does not see the picture. */
  description: z.string(),
  axes: z.strictObject({ x: z.string(), y: z.string() }),
  series: z.array(series).min(1),
  /** Turned by the reader, in whose browser the spec computes the figure anew. */
  dials: z.array(dial).min(1).optional(),
  /** What there is to read off at this position of the dials, in plain text. */
  reading: z.string().optional(),
});

export const claimSchema = z.strictObject({
  id: z.string(),
  /** TeX of what is claimed. */
  states: z.string(),
  shape: z.enum(["equation", "predicate", "value", "estimate", "quoted"]),
  hypotheses: z.array(z.strictObject({ id: z.string(), says: z.string() })),
  /** `fails` marks a formula shown as printed, with its counterexample. */
  expects: z.enum(["holds", "fails", "quoted"]),
  outcome: z.enum(["holds", "fails", "undecided", "quoted"]),
  /** outcome as expected, every near miss killed, control held: what `npm test` asks of a claim. */
  passes: z.boolean(),
  reason: z.string().optional(),
  /** Ids of claims, or cited lemmas with their source. */
  rests: z.array(z.strictObject({ claim: z.string().optional(), lemma: z.string().optional() })),
  evidence: z.array(evidence),
  corroboration: z.array(corroboration),
  nearMisses: z.array(nearMiss),
  figures: z.array(figure),
  ms: z.number().nonnegative(),
});

export const recordSchema = z.strictObject({
  format: z.literal(recordFormat),
  theorem: z.string(),
  talk: z.array(z.string()),
  inputsHash: z.string(),
  commit: z.string(),
  node: z.string(),
  effort: z.enum(["quick", "default", "deep"]),
  seed: z.string(),
  claims: z.array(claimSchema),
});

export type EvidenceKind = (typeof evidenceKinds)[number];
export type Outcome = z.infer<typeof outcome>;
/** A counterexample: the values of the unknowns, both sides there, and how it was confirmed. */
export type Witness = z.infer<typeof witness>;
export type Power = z.infer<typeof power>;
export type Evidence = z.infer<typeof evidence>;
export type Corroboration = z.infer<typeof corroboration>;
export type NearMissRecord = z.infer<typeof nearMiss>;
/** One series of a figure: its marks, coordinates and colours. */
export type Series = z.infer<typeof series>;
/** What a reader may turn in a figure: its name, its values, and where it stands. */
export type Dial = z.infer<typeof dial>;
/** A picture as data: caption, description, axes and series; the site draws it. */
export type Figure = z.infer<typeof figure>;
export type ClaimRecord = z.infer<typeof claimSchema>;
export type TheoremRecord = z.infer<typeof recordSchema>;
export type Effort = TheoremRecord["effort"];
