import { expect, it } from "vitest";
import { openDevice } from "../../src/numeric/device.ts";
import { watched } from "../../src/numeric/loss.ts";

it("watched tells of a backend that is gone or full, once, and passes every error on", async () => {
  const { kernels } = await openDevice({ name: "cpu" });
  const told: string[] = [];
  const full = "OOM when allocating tensor with shape[100000,3,3]";
  const gpu = watched(
    {
      ...kernels,
      matMul: () => {
        throw new Error(full);
      },
      read: () => Promise.reject(new Error("Device is lost")),
    },
    (why) => told.push(why),
  );
  const x = gpu.fill([1, 1], 2);
  expect(() => gpu.matMul(x, x)).toThrow(full);
  await expect(gpu.read(x)).rejects.toThrow("Device is lost");
  expect(told).toEqual([`Error: ${full}`, "Error: Device is lost"]);
});

it("watched takes a fault of the caller's arrays for none of the device", async () => {
  const { kernels, lost } = await openDevice({ name: "cpu" });
  const x = kernels.fill([2, 3], 1);
  expect(() => kernels.matMul(x, x)).toThrow();
  expect(lost()).toBeUndefined();
});

it("openDevice goes on below the device that was lost, and its label says so", async () => {
  const device = await openDevice({ instead: { of: "native", lost: "killed" } });
  expect(device.name).toBe("wasm");
  expect(device.label).toContain("since native was lost (killed)");
});
