import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClaimRecord, Figure, TheoremRecord } from "../../src/record/schema.ts";
import { bundleAll } from "../../src/run/prepare.ts";
import { discover } from "../../src/theorem/discover.ts";

// A repository of three pages with invented verdicts: nothing here says anything about mathematics.

/** A claim that holds, proved, with one near miss killed; `over` changes what a test is about. */
export const claim = (id: string, over: Partial<ClaimRecord> = {}): ClaimRecord => ({
  id,
  states: "\\Psi(gh) = \\Psi(g)\\,\\Psi(h)",
  shape: "equation",
  hypotheses: [],
  expects: "holds",
  outcome: "holds",
  passes: true,
  rests: [],
  evidence: [
    {
      kind: "proved",
      model: "free group",
      outcome: "holds",
      scope: "every group",
      cancelled: 12,
      ms: 2,
    },
  ],
  corroboration: [],
  nearMisses: [
    {
      id: "printed",
      why: "$\\psi(gh)$ in place of $\\psi(g^{-1}h)$",
      killed: true,
      by: [{ kind: "exhausted", model: "S3", outcome: "fails", ms: 1 }],
    },
  ],
  figures: [],
  ms: 3,
  ...over,
});

export const figure = (id: string, over: Partial<Figure> = {}): Figure => ({
  id,
  caption: "The numbers $C(m)$ against $m$.",
  description: "A staircase.",
  axes: { x: "$m$", y: "$C(m)$" },
  series: [{ name: "$C$", mark: "line", x: [0, 1, 2], y: [-1, 1, 0] }],
  ...over,
});

export const record = (theorem: string, claims: ClaimRecord[]): TheoremRecord => ({
  format: 1,
  theorem,
  talk: ["8.4"],
  inputsHash: "0".repeat(64),
  commit: "f00dfeed".repeat(5),
  node: "v20.20.0",
  effort: "default",
  seed: "1",
  claims,
});

const page = (id: string, front: string, body: string): string =>
  `---\nid: ${id}\n${front}\n---\n${body}\n`;

const chern = "gauge/chern-number";
const words = "gauge/words";
const link = "gauge/link";

/** The spec of a fixture: claims that answer at once what the record says. */
const spec = (claims: readonly ClaimRecord[]): string =>
  `const claims = ${JSON.stringify(claims)};
export const all = claims.map((record) => ({
  id: record.id, states: record.states, shape: record.shape, expects: record.expects,
  nearMisses: [], models: [], rests: record.rests, lint: () => [],
  check: async (work) => { work.progress?.("one"); return record; },
}));\n`;

const theta = Array.from({ length: 17 }, (_, k) => k);

export const records: Record<string, TheoremRecord> = {
  [chern]: record(chern, [
    claim(`${chern}/integer-iff-det-one`, {
      states:
        "C_1=\\frac1{2\\pi}\\sum_k \\operatorname{Im}\\operatorname{Tr}\\log W_k\\in\\mathbb Z \\iff \\prod_k \\det W_k = 1",
      hypotheses: [{ id: "unitary", says: "every $W_k \\in U(M)$" }],
      rests: [
        { claim: `${words}/trace-is-invariant` },
        { lemma: "the spectral theorem (Horn, Johnson 2.5.6)" },
      ],
      evidence: [
        {
          kind: "sampled-float",
          model: "U(M) lattices",
          outcome: "holds",
          scope: "M = 1 … 5, up to 8×8",
          samples: 4096,
          device: "wasm, SIMD, tfjs 4.22.0",
          unitRoundoff: 5.96e-8,
          worstRatio: 0.0312,
          seed: "1",
          power: {
            epsilon: 0.000123,
            ingredients: [
              { name: "half", epsilon: 0.000123 },
              { name: "shift", epsilon: 0.00002 },
            ],
            invisible: ["unit"],
          },
          ms: 312,
        },
        {
          kind: "proved",
          model: "free abelian group",
          outcome: "holds",
          scope: "every lattice, every M",
          cancelled: 4,
          ms: 1.2,
        },
        {
          kind: "sampled-exact",
          model: "GF(p)[i]",
          outcome: "holds",
          scope: "M = 2, 3; 2×2",
          points: 12,
          degree: "96",
          normBound: "123456789012345678901234567890",
          primes: ["2305843009213693951", "2305843009213693921"],
          errorLog2: -143.2,
          ms: 20,
        },
      ],
      corroboration: [
        {
          engine: "mathjs",
          version: "15.2.0",
          says: "cannot",
          about: "no matrices of unknown size",
        },
        { engine: "nerdamer", version: "1.5.0", says: "disagree", about: "M = 1" },
      ],
      nearMisses: [
        {
          id: "prefactor",
          why: "$1/\\pi$ in place of $1/2\\pi$",
          killed: true,
          by: [
            {
              kind: "sampled-float",
              model: "U(M) lattices",
              outcome: "fails",
              worstRatio: 123456,
              ms: 3,
              witness: {
                says: "C = 2 where det is 1 and the sum is 1",
                values: { W: "[[1, 0], [0, -1]]", m: "3/2" },
                left: "2",
                right: "1",
                size: "smallest",
                confirmed: "exact",
                replay:
                  "npx commute replay gauge/chern-number/integer-iff-det-one --near-miss prefactor --seed 1 --index 7",
              },
            },
            { kind: "proved", model: "free abelian group", outcome: "holds", blind: true, ms: 1 },
          ],
        },
        {
          id: "haar",
          why: "independent Haar $W_k$",
          killed: true,
          by: [{ kind: "sampled-float", model: "U(M) lattices", outcome: "fails", ms: 3 }],
        },
      ],
      figures: [
        figure("phase-diagram", {
          series: [
            {
              name: "lattice $C_1$",
              mark: "points",
              x: [-3, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3],
              y: [0, 0, -1, -1, 1, 1, 0, 0],
            },
            { name: "$-\\deg \\hat d$", mark: "step", x: [-3, -2, 0, 2, 3], y: [0, -1, 1, 0, 0] },
          ],
        }),
        figure("flux", {
          caption: "Flux through each plaquette.",
          axes: { x: "$k_x$", y: "$k_y$" },
          series: ["m = −1", "m = 1"].map((panel, s) => ({
            name: "$F$",
            panel,
            mark: "cells" as const,
            x: theta.flatMap((a) => theta.map(() => a)),
            y: theta.flatMap(() => theta),
            value: theta.flatMap((a) =>
              theta.map(
                (b) => (s ? 1 : -0.4) * Math.exp(-((a - 8) ** 2 + (b - 8) ** 2) / 20) - 0.05,
              ),
            ),
          })),
        }),
        figure("histogram", {
          caption: "How often each $C_1$ occurs.",
          axes: { x: "$C_1$", y: "links" },
          series: [
            { name: "$\\mathbb Z/3$", mark: "bars", x: [-1, 0, 1], y: [972, 4617, 972] },
            { name: "Haar", mark: "bars", x: [-1, 0, 1], y: [1500, 3900, 1400] },
          ],
        }),
      ],
    }),
    claim(`${chern}/failing-claim`, {
      outcome: "fails",
      passes: false,
      reason: "the sides differ on S3",
      evidence: [
        {
          kind: "exhausted",
          model: "S3",
          outcome: "fails",
          scope: "all pairs",
          cases: 36,
          ms: 4,
          witness: {
            says: "ψ = δ_e: 1 against 0",
            values: { psi: "δ_(1 2)" },
            size: "smallest",
            confirmed: "exact",
          },
        },
      ],
    }),
    claim(`${chern}/undecided-claim`, {
      outcome: "undecided",
      passes: false,
      reason: "stopped after 10 s",
      evidence: [],
      nearMisses: [],
    }),
    claim(`${chern}/quoted-claim`, {
      shape: "quoted",
      expects: "quoted",
      outcome: "quoted",
      evidence: [],
      nearMisses: [],
    }),
  ]),
  [words]: record(words, [
    claim(`${words}/trace-is-invariant`, {
      states: "\\operatorname{Tr}(\\Omega W\\Omega^\\dagger)=\\operatorname{Tr} W",
      evidence: [
        {
          kind: "exhausted",
          model: "S4",
          outcome: "holds",
          scope: "every element of every class, all 24 elements",
          cases: 5760000,
          ms: 1204,
        },
      ],
    }),
    claim(`${words}/printed-transpose`, {
      states: "W_k\\sim\\Omega_k W_k\\Omega_k^{T}",
      expects: "fails",
      outcome: "fails",
      evidence: [
        {
          kind: "exhausted",
          model: "U(1) over Z/4",
          outcome: "fails",
          scope: "all pairs",
          cases: 16,
          ms: 1,
          witness: {
            says: "W = 1, Ω = i: trace 1 becomes −1",
            values: { W: "1", Omega: "i" },
            left: "-1",
            right: "1",
            size: "smallest",
            confirmed: "exact",
          },
        },
      ],
    }),
  ]),
};

export const pages: Record<string, string> = {
  [chern]: page(
    chern,
    `title: The Chern number is an integer\ntalk: ["11.5"]\nslide: '$C_1=\\frac1{2\\pi}\\sum_k \\operatorname{Im}\\operatorname{Tr}\\log W_k$, an integer'\nuses: [${words}]\nsources: ["Fukui, Hatsugai, Suzuki, *JPSJ* 74 (2005) 1674, eq. (8)–(9)"]`,
    `Let $W_k \\in U(M)$ sit on the plaquettes of a closed lattice, and take principal logarithms of the
eigenvalues, so that each of them adds an angle in $(-\\pi, \\pi]$. See [words](words.md).

$$
e^{2\\pi i C_1} = \\exp\\Bigl(i \\sum_k \\operatorname{Im} \\operatorname{Tr} \\log W_k\\Bigr) = \\prod_k \\det W_k .
$$

{{claim integer-iff-det-one}}

## Where it jumps

At an eigenvalue $-1$ the number jumps by one.

{{figure phase-diagram}}

| lattice | $C_1$ |
| --- | --- |
| 3×3 | 1 |
`,
  ),
  [words]: page(
    words,
    `title: Traces of words\ntalk: ["11.6"]\nslide: "(W_k)~(Ω_kW_kΩ_k^T), ∀(Ω_k)∈U(M)^{|Λ²|}"\nuses: [${link}]`,
    "Traces do not see a change of basis: $\\operatorname{Tr}(AB)=\\operatorname{Tr}(BA)$.",
  ),
  [link]: page(
    link,
    `title: A link\nkind: definition`,
    "A *link* is an oriented edge with a unitary matrix $U_\\mu(k)$ on it.",
  ),
};

/** Writes a record with the hash of its inputs as they are. */
export async function writeRecord(root: string, one: TheoremRecord, fresh = true): Promise<void> {
  const { theorems } = await discover(root);
  const [bundled] = await bundleAll(
    root,
    theorems.filter(({ id }) => id === one.theorem),
  );
  const inputsHash = fresh ? bundled.hash(one.effort) : one.inputsHash;
  await write(root, `.commute/records/${one.theorem}.json`, JSON.stringify({ ...one, inputsHash }));
}

export async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** A repository of its own in a new folder, with fresh records. */
export async function repository(root?: string): Promise<string> {
  const folder = root ?? (await mkdtemp(join(tmpdir(), "commute-site-")));
  await Promise.all(
    Object.entries(pages).map(([id, text]) => write(folder, `theorems/${id}.md`, text)),
  );
  for (const [id, { claims }] of Object.entries(records)) {
    await write(folder, `specs/${id}.spec.ts`, spec(claims));
  }
  await Promise.all(Object.values(records).map((one) => writeRecord(folder, one)));
  return folder;
}
