import {
  dial,
  equation,
  freeMatrixModel,
  givenField,
  instantonField,
  leftSizes,
  leftValues,
  many,
  matrixFields,
  pointed,
  rational,
  rationals,
  sampledMatrices,
  showRational,
  value,
} from "commute";
import type { Figure, Operations, Series, Term, Work } from "commute";

type Fields = Operations<typeof matrixFields>;
type M = Term<"M">;
type S = Term<"S">;

const commutator = (X: Fields, a: M, b: M): M => X.sub(X.mul(a, b), X.mul(b, a));
const curvature = (X: Fields, A: readonly M[], mu: number, nu: number): M =>
  X.add(X.sub(X.d(mu, A[nu]), X.d(nu, A[mu])), commutator(X, A[mu], A[nu]));

/** The three pairs (F_μν, F̃_μν) of R⁴ that ⋆ exchanges. */
const pairs = [
  [0, 1, 2, 3],
  [0, 2, 3, 1],
  [0, 3, 1, 2],
] as const;
const directions = [0, 1, 2, 3] as const;
const configurations = [{ d: 4 }] as const;

const selfDual = instantonField({ star: 1 });
const antiSelfDual = instantonField({ star: -1 });

const potential = () => ({ A: many("M", 4) });
const parts = (X: Fields, { A }: { readonly A: readonly M[] }, star: number) => ({
  /** ⋆F = star · F. */
  star,
  potential: A,
  square: (a: M, b: M): M => commutator(X, a, b),
});
type Parts = ReturnType<typeof parts>;
const field = (X: Fields, p: Parts, mu: number, nu: number): M =>
  X.add(
    X.sub(X.d(mu, p.potential[nu]), X.d(nu, p.potential[mu])),
    p.square(p.potential[mu], p.potential[nu]),
  );

const dual = (id: string, states: string, model: typeof selfDual, star: 1 | -1) =>
  equation({
    id,
    states,
    over: matrixFields,
    configurations,
    unknowns: potential,
    parts: (X, u) => parts(X, u, star),
    left: (X, _, p) => pairs.map(([a, b]) => field(X, p, a, b)),
    right: (X, _, p) => pairs.map(([, , a, b]) => X.scale(p.star, field(X, p, a, b))),
    models: [givenField(model)],
    nearMisses: (X, { A }) => ({
      "other-orientation": {
        why: String.raw`the other sign of $\star$: the anti-instanton's equation`,
        change: { star: -star },
      },
      "other-sign-of-potential": {
        why: String.raw`$-A$ in place of $A$, the sign of another convention for $D$`,
        change: { potential: A.map((a) => X.neg(a)) },
      },
      "curvature-without-square": {
        why: String.raw`$dA$ in place of $dA+A\wedge A$`,
        change: { square: (): M => X.zero() },
      },
      "half-the-potential": {
        why: String.raw`$\tfrac12A$`,
        change: { potential: A.map((a) => X.scale("1/2", a)) },
      },
    }),
  });

export const instanton = dual(
  "yang-mills/instanton/instanton-is-self-dual",
  String.raw`A=\frac{\operatorname{Im}(x\,d\bar x)}{|x|^2+\rho^2}:\qquad\star F=F`,
  selfDual,
  1,
);

export const antiInstanton = dual(
  "yang-mills/instanton/anti-instanton-is-anti-self-dual",
  String.raw`A=\frac{\operatorname{Im}(\bar x\,dx)}{|x|^2+\rho^2}:\qquad\star F=-F`,
  antiSelfDual,
  -1,
);

/** D_μF_μν for each ν. */
const equationsOfMotion = (X: Fields, A: readonly M[], bracket: boolean): M[] =>
  directions.map((nu) =>
    X.add(
      X.zero(),
      ...directions
        .filter((mu) => mu !== nu)
        .map((mu) => {
          const F = curvature(X, A, mu, nu);
          return bracket ? X.add(X.d(mu, F), commutator(X, A[mu], F)) : X.d(mu, F);
        }),
    ),
  );

export const solves = equation({
  id: "yang-mills/instanton/instanton-solves-yang-mills",
  states: String.raw`D_\mu F_{\mu\nu}=0\quad\text{for every }\rho`,
  over: matrixFields,
  configurations,
  unknowns: potential,
  parts: () => ({ covariant: true }),
  left: (X, { A }, p) => equationsOfMotion(X, A, p.covariant),
  right: (X) => directions.map(() => X.zero()),
  models: [givenField(selfDual), givenField(antiSelfDual)],
  nearMisses: () => ({
    "plain-divergence": {
      why: String.raw`the slide's $d\star F=0$`,
      change: { covariant: false },
    },
  }),
});

const withPoint = () => ({ A: many("M", 4), x: many("S", 4), rho: "S" }) as const;

/** −½ Tr F_μνF_μν = −Σ_{μ<ν} Tr F_μν². */
const density = (X: Fields, A: readonly M[]): S =>
  X.neg(
    X.add(
      ...pairs
        .flatMap(([a, b, c, e]) => [curvature(X, A, a, b), curvature(X, A, c, e)])
        .map((F) => X.tr(X.mul(F, F))),
    ),
  );

export const actionDensity = equation({
  id: "yang-mills/instanton/action-density",
  states: String.raw`-\tfrac12\operatorname{Tr}F_{\mu\nu}F_{\mu\nu}=\frac{48\rho^4}{(|x|^2+\rho^2)^4}`,
  over: matrixFields,
  configurations,
  unknowns: withPoint,
  parts: () => ({ height: 48, size: 4, decay: 4 }),
  left: (X, { A, x, rho }, p) => {
    const s = X.add(...x.map((y) => X.mul(y, y)), X.mul(rho, rho));
    return X.mul(...Array.from({ length: p.decay }, () => s), density(X, A));
  },
  right: (X, { rho }, p) => X.scale(p.height, X.mul(...Array.from({ length: p.size }, () => rho))),
  models: [givenField(selfDual), givenField(antiSelfDual)],
  nearMisses: () => ({
    "rho-squared": {
      why: String.raw`$48\rho^2$ in place of $48\rho^4$: the wrong dimension, and not seen at $\rho=1$`,
      change: { size: 2 },
    },
    "twice-the-height": {
      why: String.raw`$96\rho^4$: generators with $\operatorname{Tr}t_at_b=-\delta_{ab}$`,
      change: { height: 96 },
    },
    "slower-decay": { why: String.raw`$(|x|^2+\rho^2)^{-3}$`, change: { decay: 3 } },
  }),
});

export const bound = equation({
  id: "yang-mills/instanton/action-is-a-square-plus-a-topological-term",
  states: String.raw`-\operatorname{Tr}F\wedge\star F=-\tfrac12\operatorname{Tr}(F-\star F)\wedge\star(F-\star F)-\operatorname{Tr}F\wedge F`,
  over: matrixFields,
  configurations,
  unknowns: potential,
  parts: () => ({ twice: 2, sign: 1 }),
  left: (X, { A }) => density(X, A),
  right: (X, { A }, p) => {
    const terms = pairs.flatMap(([a, b, c, e]) => {
      const [F, G] = [curvature(X, A, a, b), curvature(X, A, c, e)];
      const difference = X.sub(F, X.scale(p.sign, G));
      return [X.tr(X.mul(difference, difference)), X.scale(p.twice, X.tr(X.mul(F, G)))];
    });
    return X.neg(X.add(...terms));
  },
  models: [freeMatrixModel(), sampledMatrices({ sizes: [2, 3] })],
  nearMisses: () => ({
    "topological-term-once": {
      why: String.raw`half the topological term`,
      change: { twice: 1 },
    },
    "one-sign": {
      why: String.raw`$F+\star F$ beside $-\operatorname{Tr}F\wedge F$: one sign of two`,
      change: { sign: -1 },
    },
  }),
  rests: [{ lemma: String.raw`$\operatorname{Tr}$ is invariant under cyclic permutations` }],
});

const Q = rationals;

/** ∫ of 48 m²/(r² + m)⁴ over the ball |x|² ≤ r², by π²: 8 − 8m²(3r² + m)/(r² + m)³, m = ρ². */
const ballAction = (rho: string, radius: string): string => {
  const square = (q: string) => Q.mul(fraction(q), fraction(q));
  const m = square(rho);
  if (radius === "∞") return "8";
  const t = square(radius);
  const s = Q.add(t, m);
  const outside = Q.mul(
    Q.mul(rational(8), Q.mul(m, m)),
    Q.mul(Q.add(Q.mul(rational(3), t), m), Q.inv(Q.mul(s, Q.mul(s, s)))),
  );
  return showRational(Q.add(rational(8), Q.neg(outside)));
};

function fraction(text: string) {
  const [n, d = "1"] = text.split("/");
  return rational(BigInt(n), BigInt(d));
}

/** Tr(A_i∂_jA_k + ⅔A_iA_jA_k) ε^{ijk}: the component of the Chern–Simons form along dx¹dx²dx³. */
const chernSimons = (X: Fields, A: readonly M[], cubic: string): S => {
  const cycles = [
    [1, 2, 3],
    [2, 3, 1],
    [3, 1, 2],
  ] as const;
  return X.add(
    ...cycles.flatMap(([i, j, k]) => [
      X.tr(X.mul(A[i], X.sub(X.d(j, A[k]), X.d(k, A[j])))),
      X.scale(cubic as `${bigint}/${bigint}`, X.tr(X.mul(A[i], commutator(X, A[j], A[k])))),
    ]),
  );
};

const recorded = (of: (X: Fields, A: readonly M[]) => Term) =>
  equation({
    id: "yang-mills/instanton/recorded",
    states: "recorded to be evaluated, not claimed",
    over: matrixFields,
    configurations,
    unknowns: potential,
    left: (X, { A }) => of(X, A),
    right: (X) => X.zero(),
    models: [],
  }).problems()[0];

/** ∫ Tr F∧F over the ball, by π², from the Chern–Simons form at one point of its boundary. */
const flux = (model: typeof selfDual, rho: string, radius: string, cubic = "2/3") => {
  const r = fraction(radius);
  const problem = recorded((X, A) => chernSimons(X, A, cubic));
  const [[{ re }]] = leftValues(model, problem, [[radius, "0", "0", "0"]], { rho });
  return Q.mul(rational(2), Q.mul(Q.mul(r, Q.mul(r, r)), re));
};

const balls = [
  { rho: "1", radius: "1" },
  { rho: "1/2", radius: "1" },
  { rho: "2", radius: "3" },
  { rho: "1", radius: "1000" },
  { rho: "7/3", radius: "1000" },
] as const;

export const action = value({
  id: "yang-mills/instanton/action-in-a-ball",
  states: String.raw`\int_{|x|\le R}\bigl(-\operatorname{Tr}F\wedge\star F\bigr)=8\pi^2-\frac{8\pi^2\rho^4(3R^2+\rho^2)}{(R^2+\rho^2)^3}\ \longrightarrow\ 8\pi^2`,
  kind: "proved",
  engine: "the Chern–Simons form on the sphere |x| = R, from the potential over Q, by π²",
  cases: balls,
  parts: () => ({ cubic: "2/3", model: selfDual, sign: -1 }),
  compute: ({ rho, radius }, p) =>
    showRational(Q.mul(rational(p.sign), flux(p.model, rho, radius, p.cubic))),
  routes: {
    "the antiderivative of the density 48ρ⁴/(r² + ρ²)⁴ · 2π²r³": ({ rho, radius }) =>
      ballAction(rho, radius),
  },
  nearMisses: () => ({
    "cubic-term-one-third": {
      why: String.raw`$\tfrac13A^3$ in place of $\tfrac23A^3$ in the Chern–Simons form`,
      change: { cubic: "1/3" },
    },
    "anti-instanton": {
      why: String.raw`the field with $\star F=-F$: the sign of $\int\operatorname{Tr}F\wedge F$ is the other one`,
      change: { model: antiSelfDual },
    },
  }),
  rests: [
    { claim: "yang-mills/instanton/instanton-is-self-dual" },
    { claim: "yang-mills/instanton/action-density" },
    {
      lemma:
        "a rotation of R⁴ changes the instanton by a constant gauge transformation, so the Chern–Simons form has one value on a sphere (Atiyah 1979, section 2)",
    },
  ],
  figures: (work) => [shells(work)],
});

/** −⅓ Tr θ³ along dx¹dx²dx³ at the point 1 of the 3-sphere, θ = −(x dx̄): what A tends to at infinity. */
const winding = (sections: number): string => {
  if (sections === 1) return "0";
  // The limit R → ∞ of the flux: the Chern–Simons form of the flat potential A = Im(x dx̄)/|x|².
  return showRational(Q.neg(flux(instantonField({ star: 1, size: rational(0) }), "0", "1")));
};

export const noGlobalForm = value({
  id: "yang-mills/instanton/connection-is-a-global-form",
  states: String.raw`A\in\Omega^1(S^4;\mathfrak{su}(2))\ \Longrightarrow\ -\frac1{\pi^2}\int_{S^4}\operatorname{Tr}F\wedge F=-\frac1{\pi^2}\int_{S^4}d\,\mathrm{CS}=0`,
  kind: "proved",
  engine: "the boundary terms of Stokes' theorem: none for one form on a closed manifold",
  cases: [{ rho: "1" }, { rho: "3" }] as const,
  parts: () => ({ sections: 1 }),
  compute: (_, p) => winding(p.sections),
  routes: {
    "the action of the instanton on R⁴, S⁴ without a point": ({ rho }) => ballAction(rho, "∞"),
  },
  expects: "fails",
  control: () => ({ sections: 2 }),
  rests: [{ claim: "yang-mills/instanton/action-in-a-ball" }],
});

/** 2π²r⁴ · density against log₂ r, in units of π²: equal areas under shifted curves. */
function shells(work: Work): Figure {
  const values = ["1/4", "3/8", "1/2", "3/4", "1", "3/2", "2", "3", "4"];
  const size = dial(work, { name: "rho", label: String.raw`$\rho$`, values }, "1");
  const chosen = String(pointed(size));
  const exponents = [...Array(45).keys()].map((k) => k / 4 - 5.5);
  const problem = recorded((X, A) => density(X, A));
  const sizes = ["1/4", "4", chosen];
  const series = sizes.flatMap((rho, place): Series[] => {
    const name = place < 2 ? String.raw`$\rho=${rho}$` : String.raw`$\rho$ as chosen`;
    const radii = exponents.map((e) => `${Math.round(1024 * 2 ** e)}/1024`);
    const densities = leftSizes(
      selfDual,
      problem,
      radii.map((r) => ["0", r, "0", "0"]),
      { rho },
    );
    const at = radii.map((r) => Number(r.split("/")[0]) / 1024);
    const m = (Number(rho.split("/")[0]) / Number(rho.split("/")[1] ?? 1)) ** 2;
    return [
      {
        name: `${name}, from the potential`,
        mark: "points",
        x: at.map(Math.log2),
        y: at.map((r, k) => 2 * Math.LN2 * r ** 4 * densities[k]),
      },
      {
        name: String.raw`$96\ln2\,\rho^4r^4/(r^2+\rho^2)^4$, ${name}`,
        mark: "line",
        x: at.map(Math.log2),
        y: at.map((r) => (96 * Math.LN2 * m ** 2 * r ** 4) / (r * r + m) ** 4),
      },
    ];
  });
  // Steps of a quarter octave: the trapezoidal sum of a bell that is cut off where it is small.
  const area = series[4].y.reduce((sum: number, y) => sum + Number(y) / 4, 0);
  return {
    id: "shells",
    caption: String.raw`Action of the instanton per octave of the radius, in units of $\pi^2/g^2$, for a small, a large and one more size $\rho$. Changing $\rho$ only shifts the curve: the area is 8 for each, $S=8\pi^2/g^2$.`,
    dials: [size],
    reading: `At ρ = ${chosen} the points add up to ${area.toFixed(2)}; the whole area is 8.`,
    description: "Three bell-shaped curves of the same shape, shifted against each other.",
    axes: { x: "log₂ r", y: "action per octave / π²" },
    series,
  };
}
