import type { ClaimRecord, TheoremRecord } from "../../src/record/schema.ts";

export const claim: ClaimRecord = {
  id: "a/one/x",
  states: "x = x",
  shape: "equation",
  hypotheses: [],
  expects: "holds",
  outcome: "holds",
  passes: true,
  rests: [],
  evidence: [{ kind: "proved", model: "free", outcome: "holds", scope: "every x", ms: 1 }],
  corroboration: [],
  nearMisses: [{ id: "sign", why: "a sign", killed: true, by: [] }],
  figures: [],
  ms: 1,
};

export const record: TheoremRecord = {
  format: 1,
  theorem: "a/one",
  talk: ["2.3"],
  inputsHash: "default of now",
  commit: "unknown",
  node: "v20.20.0",
  effort: "default",
  seed: "1",
  claims: [claim],
};
