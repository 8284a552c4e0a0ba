import { describe, expect, it } from "vitest";
import { html } from "../../site/html.ts";
import { blockMarkdown, placeholders, textWithTex } from "../../site/markdown.ts";
import { displayTex, tex } from "../../site/tex.ts";

const where = "theorems/a/b.md";
const render = (source: string): string => blockMarkdown(source, { where }).markup;

describe("blockMarkdown", () => {
  it("sets $…$ and $$…$$ with MathML beside the HTML", () => {
    const out = render("Let $a_\\mu*b*c$ be\n\n$$\nx\n= y\n$$\n\nand $$z$$ inside.");
    expect(out.match(/<math/g)).toHaveLength(3);
    expect(out.match(/class="formula"/g)).toHaveLength(2);
    expect(out).not.toContain("<em>");
    expect(out).not.toMatch(/<p>(?:(?!<\/p>)[^])*<div/);
  });

  it("leaves \\$ a dollar sign, and code alone", () => {
    expect(render("costs \\$5 and `$x$`")).toBe("<p>costs $5 and <code>$x$</code></p>\n");
  });

  it("sets code in a box that a keyboard reaches, with nothing in it markup", () => {
    const fenced = '```ts\na < b && "c";\n```\n';
    const boxed = '<pre tabindex="0"><code>a &lt; b &amp;&amp; &quot;c&quot;;\n</code></pre>';
    expect(render(fenced).trim()).toBe(boxed);
    expect(render('    a < b && "c";\n').trim()).toBe(boxed);
  });

  it.each([
    ["an unclosed $", "a $x b", "a closing $"],
    ["an unclosed $$", "$$\nx", "a closing $$"],
    ["an unknown command", "$\\nosuch$", "\\nosuch"],
    ["a link of KaTeX", "$\\href{javascript:alert(1)}{x}$", "\\href"],
    ["a form KaTeX only warns of", "$é$", "é"],
  ])("throws InputError naming file and formula on %s", (_, source, names) => {
    expect(() => render(source)).toThrow(where);
    expect(() => render(source)).toThrow(names);
  });

  it("escapes raw HTML and refuses addresses that run scripts", () => {
    const out = render(
      '<script>alert(1)</script> <b onclick="x">b</b>\n\n[x](javascript:alert(1))',
    );
    expect(out).not.toMatch(/<script|<b |href/);
  });

  it("throws InputError on a picture and on a link to no page", () => {
    expect(() => render("![x](https://example.org/x.png)")).toThrow("a figure of the record");
    expect(() => render("[x](../a/nowhere.md)")).toThrow("../a/nowhere.md");
  });

  it("places what a line {{kind name}} names, and throws InputError naming what is unknown", () => {
    const place = (kind: string, name: string) =>
      name === "one" ? html`<hr title="${kind}" />` : undefined;
    const draw = (source: string): string => blockMarkdown(source, { where, place }).markup;
    expect(draw("before\n{{claim one}}\nafter")).toContain('<hr title="claim" />');
    expect(draw("a {{claim one}} inside")).toContain("{{claim one}}");
    expect(() => draw("{{figure two}}")).toThrow(/theorems\/a\/b\.md.*"two"/);
  });
});

it("placeholders lists names outside code only", () => {
  expect(placeholders("{{claim a}}\n\n```\n{{claim b}}\n```\n\n{{figure c}}", where)).toEqual([
    { kind: "claim", name: "a" },
    { kind: "figure", name: "c" },
  ]);
});

it("textWithTex reads nothing but $…$", () => {
  const out = textWithTex("<i>*a* $x$ [b](c)", where).markup;
  expect(out).toContain("&lt;i&gt;*a* ");
  expect(out).toContain("<math");
  expect(out).toContain(" [b](c)");
});

it("tex gives MathML and lets no attribute through", () => {
  expect(tex("x^2", where).markup).toContain("<math");
  expect(() => tex("\\htmlClass{a}{x}", where)).toThrow("\\htmlClass");
  expect(displayTex("x", where).markup).toContain("katex-display");
});
