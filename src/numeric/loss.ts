import type { Kernels } from "./kernels.ts";

/** What backends say when they are gone or full, and will not come back. */
const gone =
  /\bOOM\b|out of memory|resource ?exhausted|\blost\b|destroyed|memory access out of bounds|CUDA_ERROR|failed to allocate/i;

/** Kernels that tell of a loss: a fault of the caller's arrays is passed on and is none. */
export function watched(kernels: Kernels, lose: (why: string) => void): Kernels {
  const told = (error: unknown): unknown => {
    const line = String(error).split("\n")[0].slice(0, 200);
    if (gone.test(line)) lose(line);
    return error;
  };
  const watch = <A extends readonly unknown[], R>(
    kernel: (...args: A) => R,
  ): ((...args: A) => R) => {
    return (...args) => {
      try {
        const result = kernel(...args);
        if (result instanceof Promise) result.catch(told);
        return result;
      } catch (error) {
        told(error);
        throw error;
      }
    };
  };
  const entries = Object.entries(kernels) as [string, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    entries.map(([name, kernel]) => [name, watch(kernel)]),
  ) as unknown as Kernels;
}
