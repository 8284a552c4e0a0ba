import type { Work } from "../../../src/claim/claim.ts";
import type { Equation } from "../../../src/claim/equation.ts";
import { runModel, appliesTo } from "../../../src/claim/runModel.ts";
import { openDevice } from "../../../src/numeric/device.ts";
import { equations } from "../../claim/agreement.ts";
import type { Row } from "../bench.ts";
import { median } from "./process.ts";

const kinds = {
  proved: "in free models, exactly",
  "sampled-exact": "over prime fields at 2^-100",
} as const;

/**
 * What the whole suite takes: every equation of `specs`, all configurations, in its models of one kind, at
 * default effort; first in a fresh process, then the median of 5.
 *
 * @throws {Error} if a model does not say what the claim does
 */
export async function suiteTotals(): Promise<readonly Row[]> {
  const claims = await equations();
  const rows: Row[] = [];
  for (const kind of ["proved", "sampled-exact"] as const) {
    const times: number[] = [];
    let asked = 0;
    for (let k = 0; k < 6; k++) {
      const begun = process.cpuUsage();
      asked = 0;
      for (const claim of claims) asked += await decided(claim, kind);
      const { user, system } = process.cpuUsage(begun);
      times.push((user + system) / 1000);
    }
    rows.push({
      name: `the suite: ${asked} of ${claims.length} equations ${kinds[kind]}`,
      unit: "ms CPU",
      ours: median(times.slice(1)),
      oursCold: times[0],
      peers: [],
      target: "none",
      met: true,
    });
  }
  return rows;
}

const work: Work = { effort: "default", seed: "bench", device: () => openDevice() };

/** 1 if a model of the kind says what the claim does, 0 if it has none. */
async function decided(claim: Equation, kind: keyof typeof kinds): Promise<number> {
  const problems = claim.problems();
  const models = claim.asked.filter((m) => m.kind === kind && appliesTo(m, problems));
  for (const model of models) {
    const { outcome } = await runModel(model, problems, false, work);
    if (outcome !== claim.expects) throw new Error(`${claim.id}, ${model.name}: ${outcome}`);
  }
  return models.length === 0 ? 0 : 1;
}
