import { expect, it } from "vitest";
import { deviceNames } from "../../src/numeric/device.ts";
import { commute, repository } from "../run/project.ts";

it("devices lists the ladder, what is here and why the others are not", async () => {
  const { code, stdout } = await commute(repository, ["devices", "--json"]);
  expect(code).toBe(0);
  const found = JSON.parse(stdout) as {
    name: string;
    available: boolean;
    why: string;
    version: string;
  }[];
  expect(found.map(({ name }) => name)).toEqual([...deviceNames]);
  for (const { name, available, why, version } of found) {
    expect(why).not.toBe("");
    expect(version !== "").toBe(available);
    if (name === "wasm" || name === "cpu") expect(available).toBe(true);
  }
});

it("devices --setup of a nonsense name lists the choices", async () => {
  const { code, stderr } = await commute(repository, ["devices", "--setup", "abacus"]);
  expect(code).toBe(2);
  expect(stderr).toContain("native, cuda, webgpu");
});

it("a nonsense COMMUTE_DEVICE lists the choices before anything is verified", async () => {
  const env = { COMMUTE_DEVICE: "nonsense" };
  const { code, stdout, stderr } = await commute(repository, ["verify", "gauge"], undefined, env);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("expected one of cuda, webgpu, native, wasm, cpu, got nonsense");
});
