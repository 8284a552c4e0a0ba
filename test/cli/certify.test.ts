import { expect, it } from "vitest";
import { commute, repository } from "../run/project.ts";

it.concurrent("commute certify prints one script, with nothing beside it", async () => {
  const id = "gauge/conjugation-invariance/determinant-is-multiplicative";
  const { code, stdout, stderr } = await commute(repository, ["certify", id, "--emit", "singular"]);
  expect(code).toBe(0);
  expect(stderr).toContain(`${id}: 3 questions`);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.at(-1)).toBe("quit;");
  expect(lines.filter((line) => line.startsWith("if ("))).toHaveLength(3);
  expect(lines.filter((line) => line.includes("expected"))).toEqual([
    "// claim, 2x2 matrices: expected true",
    "// near miss sum, 2x2 matrices: expected false",
    "// near miss square, 2x2 matrices: expected false",
  ]);
});

it.concurrent("commute certify --replay answers in process where no z3 is installed", async () => {
  const id = "gauge/conjugation-invariance/determinant-is-multiplicative";
  const args = ["certify", id, "--emit", "smt", "--replay"];
  // No command is found there: node itself is started by its full path.
  const { code, stdout } = await commute(repository, args, undefined, { PATH: "/nowhere" });
  expect([code, stdout.trimEnd().split("\n")]).toEqual([
    0,
    [
      `${id}: 3 questions`,
      "  z3 in process: agrees",
      "certificates: 1 agree, 0 disagree, 0 without an answer, 0 of engines not installed",
    ],
  ]);
});

it.concurrent(
  "commute certify says where there is no commutative form, and knows its ids",
  async () => {
    const none = await commute(repository, ["certify", "gauge/chern-number/gauge-invariant"]);
    expect([none.code, none.stdout]).toEqual([
      0,
      "gauge/chern-number/gauge-invariant: no commutative form: terms over links of a lattice are no polynomials\n",
    ]);
    const unknown = await commute(repository, ["certify", "gauge/chern-number/gauge-invarant"]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("Nearest: gauge/chern-number/gauge-invariant");
  },
);
