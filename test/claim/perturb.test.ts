import { describe, expect, it } from "vitest";
import * as chern from "../../specs/gauge/chern-number.spec.ts";
import * as conjugation from "../../specs/gauge/conjugation-invariance.spec.ts";
import * as induced from "../../specs/homogeneous/induced-representation.spec.ts";
import * as layers from "../../specs/convolution/translation-equivariance.spec.ts";
import * as geact from "../../specs/gauge/geact-layer.spec.ts";
import { isClaim, type Work } from "../../src/claim/claim.ts";
import { isEquation, type Equation } from "../../src/claim/equation.ts";
import { openDevice } from "../../src/numeric/device.ts";

const device = openDevice({ name: "cpu" });
const work: Work = { effort: "quick", seed: "1", device: () => device };

const all = [chern, conjugation, geact, induced, layers]
  .flatMap((spec) => Object.values(spec).flat())
  .filter(isClaim);
function equationNamed(id: string): Equation {
  const claim = all.find((one) => one.id === id);
  if (claim === undefined || !isEquation(claim)) throw new Error(`no equation ${id}`);
  return claim;
}

describe("perturb", () => {
  it.each([
    "gauge/conjugation-invariance/determinant-is-invariant",
    "gauge/geact-layer/both-signs-recover-the-trace",
    "gauge/chern-number/two-plaquettes-cancel-off-the-exceptional-set",
    "homogeneous/induced-representation/section-is-well-defined",
    "convolution/translation-equivariance/layer-equals-the-definition",
  ])("of %s refutes at twice the printed power, and not far below it", async (id) => {
    const claim = equationNamed(id);
    const able = claim.asked.find((model) => model.perturb !== undefined);
    const model = able?.name ?? "";
    const { evidence } = await claim.check({ ...work, only: { model, nearMiss: "none" } });
    const ingredients = evidence[0].power?.ingredients ?? [];
    expect(ingredients.length).toBeGreaterThan(0);
    for (const { name, epsilon } of ingredients.slice(0, 2)) {
      const at = (times: number) =>
        claim.perturb(work, model, { ingredient: name, epsilon: times * epsilon });
      expect(await at(2), name).toBeGreaterThan(1);
      expect(await at(2 ** -6), name).toBeLessThanOrEqual(1);
    }
  });

  it("refuses a model without power and an ingredient that there is not, naming those there are", async () => {
    const claim = equationNamed("gauge/conjugation-invariance/determinant-is-invariant");
    const by = { ingredient: "X", epsilon: 1 };
    const [exact] = claim.asked;
    await expect(claim.perturb(work, exact.name, by)).rejects.toThrow(
      /a model with power: float32/,
    );
    const able = claim.asked.find((model) => model.perturb !== undefined)?.name ?? "";
    await expect(claim.perturb(work, able, by)).rejects.toThrow(/an ingredient: .*Omega.*got X/);
  });
});
