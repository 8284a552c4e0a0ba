import type { Work } from "../claim/claim.ts";
import type { Device, DeviceName, DeviceOptions } from "../numeric/device.ts";

export type OpenDevice = (options: DeviceOptions) => Device | Promise<Device>;

/** The module of devices; one that cannot tell a name beforehand opens the device for it. */
export interface DeviceModule {
  readonly openDevice: OpenDevice;
  readonly firstDevice?: (options: DeviceOptions) => Promise<DeviceName>;
}

/** The float device, opened once and only if a claim asks for it. */
export interface Devices {
  readonly open: Work["device"];
  readonly name: () => Promise<DeviceName>;
  /** Whether the device was lost; if so, the next one down the ladder is open in its place. */
  readonly replaced: () => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/** At most one sign of life in so many milliseconds. */
const pulseMs = 1000;

/** What a run is told of its device. */
export interface Listener {
  /** Whether what it holds has to be given back before its thread ends: so while it opens, at the least. */
  readonly holds: (fragile: boolean) => void;
  /**
   * It has answered: a claim that asks a slow device for many arrays says nothing in between, and is
   * none the less at work.
   */
  readonly answered: () => void;
}

/** The device of a run, by the module that opens devices. */
export function lazyDevice(
  module: (() => Promise<DeviceModule>) | undefined,
  tell: Listener,
): Devices {
  let opened: Promise<Device> | undefined;
  const open = async (options: DeviceOptions): Promise<Device> => {
    if (module === undefined) throw new Error("there is no src/numeric/device.ts");
    const { openDevice } = await module();
    tell.holds(true);
    const device = await openDevice(options);
    tell.holds(device.name === "webgpu");
    return audible(device, tell.answered);
  };
  const first = async (): Promise<DeviceName | undefined> => {
    const { firstDevice } = (await module?.()) ?? {};
    if (firstDevice === undefined) return undefined;
    tell.holds(true);
    const name = await firstDevice({});
    tell.holds(name === "webgpu");
    return name;
  };
  let named: ReturnType<typeof first> | undefined;
  return {
    open: () => (opened ??= open({})),
    name: async () => {
      const name = opened === undefined ? await (named ??= first()) : undefined;
      return name ?? (await (opened ??= open({}))).name;
    },
    replaced: async () => {
      const device = await opened?.catch(() => undefined);
      const lost = device?.lost();
      if (device === undefined || lost === undefined) return undefined;
      opened = open({ instead: { of: device.name, lost } });
      // Without another one the claim keeps what it has.
      return opened.then(
        (next) => `${device.name} was lost: ${lost}; again on ${next.name}`,
        () => undefined,
      );
    },
    close: async () => (await opened?.catch(() => undefined))?.close(),
  };
}

function audible(device: Device, answered: () => void): Device {
  let last = Date.now();
  const { kernels } = device;
  return {
    ...device,
    kernels: {
      ...kernels,
      read: async (x) => {
        const data = await kernels.read(x);
        if (Date.now() - last >= pulseMs) {
          last = Date.now();
          answered();
        }
        return data;
      },
    },
  };
}
