import { describe, expect, it } from "vitest";
import type { Entry } from "../../site/library.ts";
import { searchFile } from "../../site/search/build.ts";
import { finder } from "../../site/search/find.ts";
import { termsOf } from "../../site/search/terms.ts";
import { claim, record } from "./fixture.ts";

function entry(id: string, title: string, body: string, names: Record<string, string>): Entry {
  const page = {
    id,
    title,
    talk: [],
    printed: [],
    corrected: [],
    uses: [],
    sources: [],
    file: "",
    body,
  };
  const claims = Object.entries(names).map(([name, states]) => claim(`${id}/${name}`, { states }));
  return { page, record: record(id, claims) };
}

const find = finder(
  searchFile([
    entry("gauge/words", "Traces under $\\Omega W\\Omega^\\dagger$", "Conjugation keeps them.", {
      "traces-are-invariant": "\\operatorname{Tr}(\\Omega W\\Omega^\\dagger)=\\operatorname{Tr}W",
      "printed-transpose": "\\operatorname{Tr}(\\Omega W\\Omega^T)=\\operatorname{Tr}W",
    }),
    entry("convolution/shift", "Convolution commutes with translations", "On every torus.", {
      equivariant: "[T_t f]\\star\\psi=T_t[f\\star\\psi]",
    }),
  ]),
);
const addresses = (question: string): string[] => find(question).map(({ address }) => address);

describe("termsOf", () => {
  it("reads TeX, Greek letters and ids as the same words", () => {
    expect(termsOf("\\Omega W^\\dagger")).toEqual(["omega", "w", "dagger"]);
    expect(termsOf("Ω W†")).toEqual(["omega", "w", "dagger"]);
    expect(termsOf("gauge/omega-w-dagger")).toEqual(["gauge", "omega", "w", "dagger"]);
    expect(termsOf("\\left(\\operatorname{Tr}\\right)")).toEqual(["tr"]);
  });
});

describe("finder", () => {
  it("finds by words of the prose, by their beginnings and where they are mistyped", () => {
    expect(addresses("torus")).toEqual(["convolution/shift.html"]);
    expect(addresses("conjug")[0]).toBe("gauge/words.html");
    expect(addresses("convolutoin")[0]).toBe("convolution/shift.html");
  });
  it("finds by ids and by pieces of TeX, however they are written", () => {
    expect(addresses("printed-transpose")[0]).toBe("gauge/words.html#printed-transpose");
    expect(addresses("gauge/words/traces-are-invariant")[0]).toBe(
      "gauge/words.html#traces-are-invariant",
    );
    expect(addresses("f\\star\\psi")).toEqual(addresses("f ⋆ ψ"));
    expect(addresses("f\\star\\psi")[0]).toBe("convolution/shift.html#equivariant");
  });
  it("asks that every term is met, and says nothing of what is not there", () => {
    expect(addresses("torus conjugation")).toEqual([]);
    expect(addresses("zzzz")).toEqual([]);
    expect(addresses("")).toEqual([]);
  });
  it("prints titles without TeX's signs", () => {
    expect(find("conjugation")[0].title).toBe("Traces under ΩWΩ†");
  });
  it("keeps to the number asked for, and tells verdict and id", () => {
    expect(find("w", 1)).toHaveLength(1);
    expect(find("printed-transpose")[0].says).toBe("holds, proved: gauge/words/printed-transpose");
  });
});
