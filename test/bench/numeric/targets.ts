/** What issue 5, section 5 asks of a row: at least so many times the rate of a peer. */
const targets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "tr gWg^-1 = tr W, 3x3, inputs ready, f64": { "numba c128": 1 },
  "tr gWg^-1 = tr W, 3x3, inputs ready, f32": { "numba c128": 2.5 },
  "tr gWg^-1 = tr W, Haar SU(3) drawn, f64": { NumPy: 3 },
  "tr gWg^-1 = tr W, Haar SU(3) drawn, f32": { NumPy: 3 },
  "plaquette covariance, U(3), f64": { "numba c128": 1 },
  "plaquette covariance, U(3), f32": { "numba c128": 2 },
  "group convolution equivariance, S4, f64": { "NumPy f64": 3 },
  "group convolution equivariance, S4, f32": { "NumPy f32": 3 },
  "group convolution equivariance, Z_12, f64": { "NumPy f64": 3 },
  "group convolution equivariance, Z_12, f32": { "NumPy f32": 3 },
  "lattice Chern number 24x24, U(3), ready, f64": { "PyTorch c128": 1 },
  "Wilson action gradient, 4^4 SU(3), wasm, f64": { "PyTorch c128": 0.5 },
  "Wilson action gradient, 4^4 SU(3), wasm, f32": { "PyTorch c64": 0.5 },
  "a unit test of tr gWg^-1 = tr W, from its terms to the verdict, 10^4 draws, f64": {
    hypothesis: 100,
  },
  "one point at a time, tr gWg^-1 = tr W, inputs ready, f64": { hypothesis: 100 },
  "lattice Chern number 24x24, U(3), drawn, f64": { NumPy: 4 },
};

/** The target in words, and whether the rates meet it; a peer that is missing meets nothing. */
export function judged(
  name: string,
  ours: number,
  peers: readonly { readonly name: string; readonly value: number }[],
): { readonly target: string; readonly met: boolean } {
  const all = Object.entries(targets[name] ?? {}).map(([peer, times]) => {
    const value = peers.find((p) => p.name === peer)?.value;
    return {
      text: `>= ${times}x ${peer}`,
      met: value !== undefined && ours >= times * value,
    };
  });
  return {
    target: all.map(({ text }) => text).join(", ") || "none",
    met: all.every(({ met }) => met),
  };
}
