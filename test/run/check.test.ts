import { expect, it } from "vitest";
import type { ClaimRecord } from "../../src/record/schema.ts";
import { checkClaims, type Checked, type RunEvent } from "../../src/run/check.ts";
import type { DescribedClaim, Errand, Reply } from "../../src/run/messages.ts";
import type { Ending } from "../../src/run/thread.ts";
import { claim } from "../record/fixture.ts";

const names = ["x", "y", "z"].map((name) => `a/one/${name}`);
const recordOf = (id: string): ClaimRecord => ({ ...claim, id });
const described = (id: string): DescribedClaim => ({
  ...recordOf(id),
  nearMisses: ["sign"],
  models: ["free"],
  lint: [],
});
const started = (id: string): Reply => ({ type: "started", id });
const finished = (id: string): Reply => ({ type: "finished", id, record: recordOf(id) });
const sound = (id: string): Reply[] => [started(id), finished(id)];
const silent: Ending = { type: "silent", seconds: 2 };
const done: Ending = { type: "done" };

/** What one worker says before it ends. */
type Life = readonly [replies: readonly Reply[], ending: Ending];

/** Checks the three claims by workers that lead these lives, and notes what each was asked. */
async function checked(
  lives: readonly Life[],
  claims: readonly DescribedClaim[] = names.map(described),
  errand: Errand = { effort: "quick", seed: "1" },
): Promise<{ result: Checked; asked: (readonly string[])[]; events: RunEvent[] }> {
  const asked: (readonly string[])[] = [];
  const events: RunEvent[] = [];
  const task = { theorem: "a/one", spec: "specs/a/one.spec.ts", bundle: "one.mjs", claims };
  const result = await checkClaims(task, {
    errand,
    onEvent: (event) => events.push(event),
    thread: (requests, onReply) => {
      const [replies, ending] = lives[asked.length];
      asked.push(requests.flatMap((r) => (r.type === "run" ? r.ids : [])));
      replies.forEach((reply) => onReply(reply, 0));
      return Promise.resolve(ending);
    },
  });
  expect(asked.length).toBe(lives.length);
  return { result, asked, events };
}
const said = ({ claims }: Checked): unknown[] =>
  claims.map(({ outcome, passes, reason }) => (passes ? outcome : [outcome, reason]));

it("checkClaims asks one worker for all claims and keeps their order", async () => {
  const progress: Reply = { type: "progress", id: names[1], message: "free" };
  const replies = [...sound(names[1]), progress, ...sound(names[0]), ...sound(names[2])];
  const { result, asked, events } = await checked([[replies, done]]);
  expect(asked).toEqual([names]);
  expect(result).toEqual({ claims: names.map(recordOf) });
  expect(events.map(({ type }) => type).join(" ")).toBe(
    "started finished progress started finished started finished",
  );
  expect(events[2]).toEqual({ type: "progress", claim: names[1], message: "free" });
});

it("checkClaims gives up the claim at which a worker is lost, and goes on with a fresh one", async () => {
  const { result, asked } = await checked([
    [[...sound(names[0]), started(names[1])], silent],
    [sound(names[2]), done],
  ]);
  expect(asked).toEqual([names, [names[2]]]);
  expect(said(result)).toEqual([
    "holds",
    ["undecided", "stopped after 2 s without a sign of life"],
    "holds",
  ]);
});

it("checkClaims gives up what is left where a worker ends without a claim begun, or is interrupted", async () => {
  const died: Ending = { type: "died", message: "out of memory" };
  const lost = await checked([[[], died]]);
  expect(said(lost.result)).toEqual(names.map(() => ["undecided", "its worker died: out of memory"])); // prettier-ignore
  const early = await checked([[sound(names[0]), done], [[], done]]); // prettier-ignore
  expect(said(early.result)).toEqual([
    "holds",
    ["undecided", "the worker never came to it"],
    ["undecided", "the worker never came to it"],
  ]);
  const stopped = await checked([[sound(names[0]), { type: "interrupted" }]]);
  const cut = ["undecided", "interrupted before it was decided"];
  expect(said(stopped.result)).toEqual(["holds", cut, cut]);
});

it("checkClaims takes a claim that throws for undecided, and a broken framework for an error", async () => {
  const threw = (framework: boolean): Reply => ({
    type: "threw",
    id: names[0],
    message: "RangeError: no group Q7",
    framework,
  });
  const of = (framework: boolean) =>
    checked([[[threw(framework), ...sound(names[1]), ...sound(names[2])], done]]);
  const reason = "specs/a/one.spec.ts, a/one/x: threw while evaluating: RangeError: no group Q7";
  const [own, broken] = [(await of(false)).result, (await of(true)).result];
  expect(said(own)).toEqual([["undecided", reason], "holds", "holds"]);
  expect(own.framework).toBeUndefined();
  expect(said(broken)).toEqual(said(own));
  expect(broken.framework).toBe("specs/a/one.spec.ts, a/one/x: RangeError: no group Q7");
});

it("checkClaims of a spec that does not load, or a claim that cannot be recorded, is undecided", async () => {
  const unloadable = await checked([[[{ type: "unloadable", message: "no group" }], done]]);
  expect(said(unloadable.result)).toEqual(
    names.map(() => ["undecided", "specs/a/one.spec.ts: threw while loading: no group"]),
  );
  const [x, y, z] = names.map(described);
  const thrown = { ...x, threw: "TypeError: no such unknown" };
  const one = await checked([[[...sound(names[1]), ...sound(names[2])], done]], [thrown, y, z]);
  expect(one.asked).toEqual([[names[1], names[2]]]);
  expect(said(one.result)[0]).toEqual([
    "undecided",
    "specs/a/one.spec.ts, a/one/x: threw while recording: TypeError: no such unknown",
  ]);
});

it("checkClaims believes a part of a claim only where a part was asked for", async () => {
  const partly: Reply[] = [
    { type: "finished", id: names[0], record: { ...claim, nearMisses: [] } },
  ];
  const of = async (only?: Errand["only"]): Promise<boolean> => {
    const errand = { effort: "quick", seed: "1", ...(only === undefined ? {} : { only }) } as const;
    return (await checked([[partly, done]], [described(names[0])], errand)).result.claims[0].passes;
  };
  expect(await of({ model: "free" })).toBe(true);
  expect(await of()).toBe(false);
});
