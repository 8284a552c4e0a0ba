// npm run test:gpu: the claims with float samples on an NVIDIA card. Fails unless a real card computed.
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { described, portraitOf } from "../../../src/cli/portraits.ts";
import { openDevice, presentDevices } from "../../../src/numeric/device.ts";
import { claimsOn } from "./claims.ts";

const asked = spawnSync(
  "nvidia-smi",
  ["--query-gpu=name,driver_version,compute_cap,memory.total", "--format=csv,noheader"],
  { encoding: "utf8" },
);
const cards = asked.status === 0 ? asked.stdout.trim() : "";

if (cards === "" && !existsSync("/dev/nvidia0")) {
  console.log("SKIPPED: no NVIDIA card on this machine. NOTHING was run on a GPU.");
} else {
  console.log(`card: ${cards === "" ? "/dev/nvidia0, without nvidia-smi" : cards}`);
  const cuda = (await presentDevices()).find(({ name }) => name === "cuda");
  if (cuda?.available !== true) {
    console.log(`FAILED: there is a card, and no cuda device: ${cuda?.why ?? ""}`);
    console.log("commute devices --setup cuda builds it.");
    process.exitCode = 1;
  } else {
    const device = await openDevice({ name: "cuda" });
    console.log(cuda.why);
    console.log(`NVIDIA_TF32_OVERRIDE=${process.env.NVIDIA_TF32_OVERRIDE ?? "(unset)"}`);
    for (const line of described(await portraitOf(device))) console.log(`  ${line}`);
    const seen = await claimsOn("cuda", "default");
    for (const { id, outcome, worst, ms, labels } of seen)
      console.log(
        `${id}: ${outcome}, worst ratio ${worst.toPrecision(3)}, ${ms.toFixed(0)} ms, ${labels.join()}`,
      );
    const wrong = seen.filter(
      ({ passes, labels }) =>
        !passes || labels.length === 0 || !labels.every((l) => l.startsWith("cuda, GPU")),
    );
    console.log(`${seen.length - wrong.length} passed on the card, ${wrong.length} failed`);
    if (wrong.length > 0 || seen.length === 0) process.exitCode = 1;
  }
}
