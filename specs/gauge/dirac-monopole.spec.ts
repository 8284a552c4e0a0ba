import { bandNumber, complexMatrix, deciding, predicate, value } from "commute";
import type { ComplexMatrix, Decision, Figure } from "commute";

type Point = readonly [number, number, number];
interface Solid {
  readonly vertices: readonly Point[];
  /** Counterclockwise from outside. */
  readonly faces: readonly (readonly number[])[];
}

const octahedron: Solid = {
  vertices: [
    [1, 0, 0],
    [0, 1, 0],
    [-1, 0, 0],
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ],
  faces: [0, 1, 2, 3].flatMap((k) => [
    [k, (k + 1) % 4, 4],
    [(k + 1) % 4, k, 5],
  ]),
};

const tetrahedron: Solid = {
  vertices: [
    [1, 1, 1],
    [1, -1, -1],
    [-1, 1, -1],
    [-1, -1, 1],
  ],
  faces: [
    [0, 1, 2],
    [0, 2, 3],
    [0, 3, 1],
    [3, 2, 1],
  ],
};

/** Every triangle in four, the new vertices in the middle of the edges: on the rays that matter. */
const refined = ({ vertices, faces }: Solid): Solid => {
  const points = [...vertices];
  const middles = new Map<string, number>();
  const middle = (a: number, b: number): number => {
    const key = a < b ? `${a},${b}` : `${b},${a}`;
    const known = middles.get(key);
    if (known !== undefined) return known;
    middles.set(key, points.length);
    points.push([0, 1, 2].map((i) => points[a][i] + points[b][i]) as unknown as Point);
    return points.length - 1;
  };
  const smaller = faces.flatMap(([a, b, c]) => {
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
    return [
      [a, ab, ca],
      [ab, b, bc],
      [ca, bc, c],
      [ab, bc, ca],
    ];
  });
  return { vertices: points, faces: smaller };
};

const solids = { tetrahedron, octahedron, "octahedron refined": refined(octahedron) } as const;
type Name = keyof typeof solids;

/** n·S in the spin-s representation, 2s = spin: S_z diagonal, S_+ with √(s(s+1) − m(m+1)). */
const spinAlong = ([x, y, z]: Point, spin: number): ComplexMatrix => {
  const s = spin / 2;
  const raise = (column: number): number => {
    const m = s - column;
    return Math.sqrt(s * (s + 1) - m * (m + 1)) / 2;
  };
  return complexMatrix(spin + 1, (i, j) => {
    if (i === j) return [z * (s - i), 0];
    if (i === j - 1) return [raise(j) * x, -raise(j) * y];
    return i === j + 1 ? [raise(i) * x, raise(i) * y] : [0, 0];
  });
};

const numberOf = (
  { vertices, faces }: Solid,
  spin: number,
  filled: number,
): ReturnType<typeof bandNumber> =>
  bandNumber({ hamiltonians: vertices.map((v) => spinAlong(v, spin)), faces, filled });

export const monopole = value({
  id: "gauge/dirac-monopole/number-of-the-lower-bands-of-a-spin",
  states: String.raw`C(\text{the } r \text{ lowest bands of } n\cdot S)=-r\,(2s+1-r)\quad\text{on } S^2`,
  kind: "certified",
  engine: "fluxes of a closed polyhedron, a posteriori bounds",
  cases: [
    { solid: "tetrahedron", spin: 1, filled: 1 },
    { solid: "octahedron", spin: 1, filled: 1 },
    { solid: "octahedron refined", spin: 1, filled: 1 },
    { solid: "octahedron", spin: 2, filled: 1 },
    { solid: "octahedron refined", spin: 2, filled: 2 },
    { solid: "octahedron refined", spin: 3, filled: 1 },
    { solid: "octahedron refined", spin: 3, filled: 2 },
  ] as const,
  parts: () => ({
    solid: (name: Name): Solid => solids[name],
    number: (C: number): number => C,
  }),
  compute: ({ solid, spin, filled }, p) =>
    p.number(numberOf(p.solid(solid), spin, filled).number) + 0,
  routes: {
    "sum of 2m over the bands m = −s, −s + 1, …": ({ spin, filled }) =>
      Array.from({ length: filled }, (_, k) => 2 * k - spin).reduce((a, b) => a + b, 0),
    "−r(2s + 1 − r)": ({ spin, filled }) => -filled * (spin + 1 - filled),
  },
  nearMisses: () => ({
    inwards: {
      why: "the faces walked the other way round",
      change: {
        solid: (name: Name): Solid => ({
          ...solids[name],
          faces: solids[name].faces.map((f) => [...f].reverse()),
        }),
      },
    },
    "prefactor-1/pi": { why: "twice the number", change: { number: (C: number) => 2 * C } },
  }),
  rests: [
    {
      lemma:
        "the band with n·S = m has the Berry curvature −m vol for A = i⟨u|du⟩, +m vol in the orientation used here, whose integral over S² is 4πm (Berry, Proc. R. Soc. A 392 (1984) 45)",
    },
  ],
  figures: () => [fluxes()],
});

interface Surface {
  readonly faces: (faces: readonly (readonly number[])[]) => readonly (readonly number[])[];
}

/** arg ⟨u_a|u_b⟩⟨u_b|u_c⟩⟨u_c|u_a⟩ over the faces given, in turns, for the lower state of n·σ. */
const openFlux = ({ vertices }: Solid, faces: readonly (readonly number[])[]): number => {
  const state = ([x, y, z]: Point): readonly [number, number, number] => {
    const r = Math.hypot(x, y, z);
    // (z − r, x + iy), or at the south pole's antipode (x − iy, −z − r) up to a factor.
    return z <= 0 ? [z - r, x, y] : [x, -(z + r), -y];
  };
  const vector = (p: Point): readonly (readonly [number, number])[] => {
    const [a, b, c] = state(p);
    return p[2] <= 0
      ? [
          [a, 0],
          [b, c],
        ]
      : [
          [a, c],
          [b, 0],
        ];
  };
  const angle = (p: Point, q: Point): number => {
    const [u, v] = [vector(p), vector(q)];
    const re = u.reduce((sum, [a, b], i) => sum + a * v[i][0] + b * v[i][1], 0);
    const im = u.reduce((sum, [a, b], i) => sum + a * v[i][1] - b * v[i][0], 0);
    return Math.atan2(im, re) / (2 * Math.PI);
  };
  return faces.reduce((sum, face) => {
    const flux = face.reduce(
      (t, a, k) => t + angle(vertices[a], vertices[face[(k + 1) % face.length]]),
      0,
    );
    return sum + flux - Math.round(flux);
  }, 0);
};

export const closedSurface = predicate({
  id: "gauge/dirac-monopole/flux-through-a-closed-surface-is-an-integer",
  states: String.raw`\frac1{2\pi}\sum_{\text{faces}}\arg\prod_{\text{edges}}\langle u_a|u_b\rangle\in\mathbb Z\quad\text{for a closed polyhedron}`,
  parts: (): Surface => ({ faces: (faces) => faces }),
  models: [
    deciding({
      kind: "certified",
      name: "tetrahedron, octahedron and its refinement, doubles within 2^-40",
      scope: "spin ½, lower band",
      cases: () => Object.keys(solids) as Name[],
      decide: (name: Name, { faces }: Surface): Decision => {
        const flux = openFlux(solids[name], faces(solids[name].faces));
        const radius = 2 ** -40;
        const enclosure = [flux - radius, flux + radius] as const;
        if (Math.abs(flux - Math.round(flux)) <= radius) return { holds: true, enclosure };
        return {
          fails: {
            says: name,
            values: {},
            left: `${flux.toFixed(6)} turns`,
            right: "an integer",
          },
        };
      },
    }),
  ],
  nearMisses: () => ({
    "one-face-left-out": {
      why: "an open surface: one face left out",
      change: { faces: (faces: readonly (readonly number[])[]) => faces.slice(1) },
    },
    "one-face-turned": {
      why: "one face walked the other way round",
      change: {
        faces: (faces: readonly (readonly number[])[]) => [
          [...faces[0]].reverse(),
          ...faces.slice(1),
        ],
      },
    },
  }),
});

/** The flux through each face, for the polyhedra. */
function fluxes(): Figure {
  return {
    id: "fluxes",
    caption: String.raw`The flux of the lower band of a spin $\tfrac12$ through each face, in turns: half the solid angle of the face over $2\pi$. Fewer faces carry more each; the sum over the faces is $-1$ for all of them.`,
    description: "Four faces with a quarter each, eight with an eighth, thirty-two with less.",
    axes: { x: "face", y: "flux in turns" },
    series: (Object.keys(solids) as Name[]).map((name) => {
      const { flux } = numberOf(solids[name], 1, 1);
      return {
        name: `${name}: ${flux.length} faces`,
        mark: "bars" as const,
        x: flux.map((_, k) => k + 1),
        y: [...flux],
        panel: name,
      };
    }),
  };
}
