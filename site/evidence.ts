import {
  evidenceKinds,
  type ClaimRecord,
  type Evidence,
  type Power,
  type Witness,
} from "../src/record/schema.ts";
import { ladder, sign } from "./badge.ts";
import { html, join, type Html } from "./html.ts";
import { count, duration, integer, plural, powerOfTwo, real } from "./numbers.ts";
import { witnessBlock } from "./witness.ts";

/** What was counted and how sure it makes one: the right-hand column of the ladder. */
function figuresOf(evidence: Evidence): Html[] {
  const out: Html[] = [];
  const { samples, cases, points, cancelled, errorLog2, degree, normBound, primes } = evidence;
  if (cases !== undefined) out.push(html`${plural(cases, "case")}`);
  if (samples !== undefined) out.push(html`${plural(samples, "sample")}`);
  if (points !== undefined) out.push(html`${plural(points, "point")}`);
  if (cancelled !== undefined) out.push(html`${plural(cancelled, "term")} cancelled`);
  if (errorLog2 !== undefined) out.push(html`error probability ≤ ${powerOfTwo(errorLog2)}`);
  if (degree !== undefined) out.push(html`degree ≤ ${integer(degree)}`);
  if (normBound !== undefined) out.push(html`1-norm ≤ ${integer(normBound)}`);
  if (primes !== undefined && primes.length > 0) out.push(primesOf(primes));
  if (evidence.enclosure !== undefined) {
    out.push(html`value in [${evidence.enclosure[0]}, ${evidence.enclosure[1]}]`);
  }
  if (evidence.worstRatio !== undefined) {
    out.push(html`worst residual / bound ${real(evidence.worstRatio)}`);
  }
  if (evidence.tightness !== undefined) {
    out.push(html`bound / error ${real(evidence.tightness)} in the median`);
  }
  if (evidence.again !== undefined) {
    const { samples: rerun, worstRatio } = evidence.again;
    out.push(html`${plural(rerun, "sample")} again in float64: ${real(worstRatio)}`);
  }
  if (evidence.device !== undefined) out.push(html`on ${evidence.device}`);
  if (evidence.path !== undefined) out.push(html`${ways[evidence.path]}`);
  if (evidence.unitRoundoff !== undefined) {
    out.push(html`unit roundoff ${real(evidence.unitRoundoff)}`);
  }
  if (evidence.seed !== undefined) out.push(html`seed ${evidence.seed}`);
  out.push(html`${duration(evidence.ms)}`);
  return out;
}

const ways = {
  fused: "by a kernel compiled from the formula",
  interpreted: "node by node",
  both: "in part by a kernel compiled from the formula, in part node by node",
} as const;

const primesOf = (primes: readonly string[]): Html =>
  html`${primes.length === 1 ? "prime" : `${count(primes.length)} primes`}
  ${join(primes.slice(0, 3).map(integer), ", ")}${primes.length > 3 ? ", …" : ""}`;

/** How small a change of each ingredient would have been noticed. */
function powerOf(power: Power, model: string): Html {
  const ingredients = [...power.ingredients].sort((a, b) => b.epsilon - a.epsilon);
  return html`<details class="power" data-model="${model}">
    <summary>power ${real(power.epsilon)}</summary>
    <p class="note">
      Changing any one of these ingredients by twice the factor beside it was noticed.
    </p>
    <ul>
      ${ingredients.map(
        ({ name, epsilon }) =>
          html`<li data-ingredient="${name}" data-epsilon="${epsilon}">
            <code>${name}</code> ${real(epsilon)}
          </li>`,
      )}
      ${power.invisible.map(
        (name) =>
          html`<li>
            <code>${name}</code> <em>invisible: the residual does not depend on it</em>
          </li>`,
      )}
    </ul>
  </details>`;
}

function row(evidence: Evidence, claim: ClaimRecord, home: string): Html {
  const agrees = evidence.outcome === claim.outcome;
  const face =
    evidence.outcome === "undecided"
      ? "undecided"
      : evidence.outcome === "holds"
        ? "holds"
        : "refuted";
  return html`<tr>
    <th scope="row">
      <a href="${home}index.html#evidence-${evidence.kind}"
        >${ladder(evidence.kind)} ${evidence.kind}</a
      >
    </th>
    <td data-label="Model and scope">
      <span class="model">${evidence.model}</span> ${evidence.scope}
      ${evidence.reason !== undefined && html`<br /><em>${evidence.reason}</em>`}
    </td>
    <td data-label="Says" class="${agrees ? "says" : "says says-otherwise"}">
      ${sign(face)} ${evidence.outcome}
    </td>
    <td data-label="How sure" class="numbers">
      ${join(
        figuresOf(evidence).map((one) => html`<span>${one}</span>`),
        " · ",
      )}
      ${evidence.power !== undefined && powerOf(evidence.power, evidence.model)}
    </td>
  </tr>`;
}

/** Each counterexample once, with all the models it stands in. */
function witnessesOf(
  rows: readonly Evidence[],
): Map<string, { witness: Witness; models: string[] }> {
  const found = new Map<string, { witness: Witness; models: string[] }>();
  for (const { witness, model } of rows) {
    if (witness === undefined) continue;
    const key = JSON.stringify(witness);
    const models = [...(found.get(key)?.models ?? []), model];
    found.set(key, { witness, models });
  }
  return found;
}

/**
 * The evidence of a claim, strongest first, with its counterexamples below.
 *
 * @param home the way from this page to the site's root, "../"
 */
export function evidenceTable(claim: ClaimRecord, home: string): Html {
  if (claim.evidence.length === 0)
    return html`<p class="note">No evidence: nothing was checked.</p>`;
  const rows = [...claim.evidence].sort(
    (a, b) => evidenceKinds.indexOf(a.kind) - evidenceKinds.indexOf(b.kind),
  );
  const witnesses = [...witnessesOf(rows)].map(([, { witness, models }]) =>
    witnessBlock(witness, `Counterexample in ${models.join("; ")}`),
  );
  return html`<table class="stack evidence">
      <caption>
        Evidence, strongest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">Model and scope</th>
          <th scope="col">Says</th>
          <th scope="col">How sure</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((evidence) => row(evidence, claim, home))}
      </tbody>
    </table>
    ${witnesses}`;
}
