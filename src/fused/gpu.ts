/** Compute passes of a kernel on WebGPU: its buffers, the reduction, and what is read back. */
import { DomainError } from "../errors.ts";

/** What is used of a `GPUDevice`. */
export interface Gpu {
  readonly limits: { readonly maxStorageBufferBindingSize: number };
  readonly queue: {
    readonly writeBuffer: (buffer: GpuBuffer, offset: number, data: ArrayBufferView) => void;
    readonly submit: (commands: readonly unknown[]) => void;
  };
  readonly createBuffer: (of: { readonly size: number; readonly usage: number }) => GpuBuffer;
  readonly createShaderModule: (of: { readonly code: string }) => {
    readonly getCompilationInfo: () => Promise<{ readonly messages: readonly Message[] }>;
  };
  readonly createBindGroupLayout: (of: object) => object;
  readonly createPipelineLayout: (of: object) => object;
  readonly createBindGroup: (of: object) => object;
  readonly createComputePipelineAsync: (of: object) => Promise<object>;
  readonly createCommandEncoder: () => Encoder;
}

interface Message {
  readonly type: string;
  readonly message: string;
  readonly lineNum: number;
}

interface GpuBuffer {
  readonly mapAsync: (mode: number) => Promise<void>;
  readonly getMappedRange: () => ArrayBuffer;
  readonly unmap: () => void;
  readonly destroy: () => void;
}

interface Encoder {
  readonly beginComputePass: () => {
    readonly setPipeline: (pipeline: object) => void;
    readonly setBindGroup: (index: number, group: object) => void;
    readonly dispatchWorkgroups: (x: number) => void;
    readonly end: () => void;
  };
  readonly copyBufferToBuffer: (
    from: GpuBuffer,
    at: number,
    to: GpuBuffer,
    offset: number,
    size: number,
  ) => void;
  readonly finish: () => unknown;
}

export interface GpuProgram {
  /** All inputs, a row after another. */
  readonly write: (data: Float32Array) => void;
  readonly check: (
    samples: number,
    limit: number,
  ) => Promise<{ readonly squared: number; readonly sample: number; readonly oversized: number }>;
  /** The scratch memory after one sample. */
  readonly at: (sample: number) => Promise<Float32Array>;
  readonly close: () => void;
}

// Source: W3C, WebGPU, 5.1.2 and 5.2: GPUBufferUsage, GPUMapMode, GPUShaderStage.
const usage = { read: 1, from: 4, to: 8, uniform: 64, storage: 128 } as const;
const READ = 1;
const COMPUTE = 4;

/** Threads of a workgroup, and workgroups: each thread passes over every 4096th sample. */
const WIDTH = 64;
const GROUPS = 64;

/** `code` has `sample(s)`, `constants()`, `m`, `ratio`, `largest` and reads `data` and `settings`. */
export async function gpuProgram(
  gpu: Gpu,
  code: string,
  {
    rows,
    capacity,
    numbers,
  }: { readonly rows: number; readonly capacity: number; readonly numbers: number },
): Promise<GpuProgram> {
  const bytes = 4 * (rows + 1) * capacity;
  const most = gpu.limits.maxStorageBufferBindingSize;
  if (bytes > most)
    throw new DomainError(
      "gpuProgram",
      `inputs of up to ${most} bytes`,
      bytes,
      "Check fewer at a time",
    );
  const module = gpu.createShaderModule({
    code: `${bindings(rows, numbers)}\n${code}\n${entries}`,
  });
  const faults = (await module.getCompilationInfo()).messages.filter(
    ({ type }) => type === "error",
  );
  if (faults.length > 0)
    throw new Error(`gpuProgram: line ${faults[0].lineNum}: ${faults[0].message}`);
  const buffer = (size: number, kind: number): GpuBuffer =>
    gpu.createBuffer({ size: Math.max(16, size), usage: kind });
  const resultBytes = 4 * 3 * (GROUPS + 1);
  const memoryBytes = 4 * numbers;
  const data = buffer(bytes, usage.storage | usage.to);
  const settings = buffer(16, usage.uniform | usage.to);
  const results = buffer(resultBytes, usage.storage | usage.from);
  const memory = buffer(memoryBytes, usage.storage | usage.from);
  const kinds = ["read-only-storage", "uniform", "storage", "storage"];
  const layout = gpu.createBindGroupLayout({
    entries: kinds.map((type, binding) => ({ binding, visibility: COMPUTE, buffer: { type } })),
  });
  const group = gpu.createBindGroup({
    layout,
    entries: [data, settings, results, memory].map((b, binding) => ({
      binding,
      resource: { buffer: b },
    })),
  });
  const pipelineLayout = gpu.createPipelineLayout({ bindGroupLayouts: [layout] });
  const pipeline = (entryPoint: string): Promise<object> =>
    gpu.createComputePipelineAsync({ layout: pipelineLayout, compute: { module, entryPoint } });
  const every = await pipeline("every");
  const finish = await pipeline("finish");
  const one = await pipeline("one");

  const run = async (
    steps: readonly (readonly [object, number])[],
    from: GpuBuffer,
    offset: number,
    size: number,
  ): Promise<ArrayBuffer> => {
    const encoder = gpu.createCommandEncoder();
    const compute = encoder.beginComputePass();
    compute.setBindGroup(0, group);
    for (const [step, groups] of steps) {
      compute.setPipeline(step);
      compute.dispatchWorkgroups(groups);
    }
    compute.end();
    const staging = buffer(size, usage.read | usage.to);
    encoder.copyBufferToBuffer(from, offset, staging, 0, size);
    gpu.queue.submit([encoder.finish()]);
    await staging.mapAsync(READ);
    const copy = staging.getMappedRange().slice(0);
    staging.unmap();
    staging.destroy();
    return copy;
  };
  const set = (count: number, limit: number): void => {
    const words = new ArrayBuffer(16);
    new Uint32Array(words).set([count, capacity, GROUPS]);
    new Float32Array(words)[3] = Math.min(limit, 2 ** 100);
    gpu.queue.writeBuffer(settings, 0, new Uint8Array(words));
  };
  return {
    write: (all) => gpu.queue.writeBuffer(data, 0, all),
    check: async (samples, limit) => {
      set(samples, limit);
      const last = 12 * GROUPS;
      const found = await run(
        [
          [every, GROUPS],
          [finish, 1],
        ],
        results,
        last,
        12,
      );
      const [, sample, oversized] = new Uint32Array(found);
      return { squared: new Float32Array(found)[0], sample, oversized };
    },
    at: async (sample) => {
      set(sample, 1);
      return new Float32Array(await run([[one, 1]], memory, 0, memoryBytes));
    },
    close: () => {
      for (const b of [data, settings, results, memory]) b.destroy();
    },
  };
}

const bindings = (rows: number, numbers: number): string => `
struct Settings {count: u32, capacity: u32, groups: u32, limit: f32}
struct Found {ratio: f32, at: u32, oversized: u32}
@group(0) @binding(0) var<storage, read> data: array<f32>;
@group(0) @binding(1) var<uniform> settings: Settings;
@group(0) @binding(2) var<storage, read_write> results: array<Found>;
@group(0) @binding(3) var<storage, read_write> memory: array<f32>;
const rows = ${rows}u;
const numbers = ${numbers}u;`;

const entries = `
var<workgroup> shared_found: array<Found, ${WIDTH}>;

fn worse(a: Found, b: Found) -> Found {
  var found = a;
  if (b.ratio > a.ratio || (b.ratio == a.ratio && b.at < a.at)) {found.ratio = b.ratio; found.at = b.at;}
  found.oversized = a.oversized + b.oversized;
  return found;
}

// The workgroup's, at its first thread.
fn reduced(own: Found, thread: u32) -> Found {
  shared_found[thread] = own;
  workgroupBarrier();
  for (var half = ${WIDTH / 2}u; half > 0u; half /= 2u) {
    if (thread < half) {shared_found[thread] = worse(shared_found[thread], shared_found[thread + half]);}
    workgroupBarrier();
  }
  return shared_found[0];
}

@compute @workgroup_size(${WIDTH})
fn every(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u) {
  constants();
  var own = Found(0.0f, 0u, 0u);
  for (var s = id.x; s < settings.count; s += ${WIDTH}u*settings.groups) {
    if (data[rows*settings.capacity + s] == 0.0f) {continue;}
    sample(s);
    own = worse(own, Found(ratio, s, select(0u, 1u, largest > settings.limit)));
  }
  let found = reduced(own, thread);
  if (thread == 0u) {results[group.x] = found;}
}

@compute @workgroup_size(${WIDTH})
fn finish(@builtin(local_invocation_index) thread: u32) {
  var own = Found(0.0f, 0u, 0u);
  for (var k = thread; k < settings.groups; k += ${WIDTH}u) {own = worse(own, results[k]);}
  let found = reduced(own, thread);
  if (thread == 0u) {results[settings.groups] = found;}
}

@compute @workgroup_size(1)
fn one() {
  constants();
  sample(settings.count);
  for (var k = 0u; k < numbers; k++) {memory[k] = m[k];}
}`;
