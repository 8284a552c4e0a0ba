import { html, type Html } from "./html.ts";
import { checkTitle, layout } from "./layout.ts";

interface Example {
  readonly equation: string;
  readonly given?: string;
  readonly over?: "C";
  /** What it shows. */
  readonly why: string;
}

/** Each tells a reader something about what an answer means. */
const examples: readonly Example[] = [
  { equation: "sqrt(x^2) = x", why: "false at −1" },
  { equation: "sqrt(x^2) = x", given: "x >= 0", why: "true where x is not negative" },
  { equation: "log(x*y) = log(x) + log(y)", why: "true wherever both sides are defined" },
  { equation: "log(x*y) = log(x) + log(y)", over: "C", why: "false: the branches differ by 2πi" },
  {
    equation: String.raw`\sum_{k=1}^{n} k^3 = \left(\frac{n(n+1)}{2}\right)^2`,
    given: "n integer, n >= 1",
    why: "for every n at once",
  },
  { equation: "(x + y)^5 = x^5 + y^5", why: "a freshman's dream" },
  { equation: "exp(pi*sqrt(163)) = 262537412640768744", why: "equal to 12 digits after the point" },
  { equation: "sin(x) = x*(1 + 10^(-30))", why: "no tolerance passes this" },
];

function exampleItem({ equation, given, over, why }: Example): Html {
  return html`<li data-equation data-given="${given ?? ""}" data-over="${over ?? "R"}">
    <code>${equation}</code>
    <span class="note"
      >${given !== undefined && html`given ${given}; `}${over === "C" && "over the complex numbers; "}${why}</span
    >
  </li>`;
}

/** The page that decides the reader's own equation, in the reader's browser. */
export function checkPage(): string {
  return layout({
    title: `${checkTitle} · Commute`,
    description: "Type an equation: proved, refuted with a certified point, or undecided.",
    home: "",
    runs: true,
    scripts: ["check"],
    trail: html` <span aria-hidden="true">/</span> ${checkTitle}`,
    main: html`<header class="opening">
        <h1>${checkTitle}</h1>
        <p class="lead">
          Type an equation. It is proved, or refuted at a point where the enclosures of its sides
          are disjoint, or left undecided with what was tried; never guessed.
        </p>
      </header>
      <section class="checker" aria-label="Decide an equation">
        <p class="no-script">
          This needs a script. Without one: <code>npx commute check "left = right"</code>.
        </p>
      </section>
      <section class="prose">
        <h2 id="examples">Some to try</h2>
        <ul class="plain examples">
          ${examples.map(exampleItem)}
        </ul>
        <p>
          <code>=</code> means equal wherever both sides are defined; where only one is, the answer
          says that the domains differ. An equation that holds is changed, one sign, integer or
          factor at a time, and each change is decided too: the ones that fail show what the proof
          could have missed.
        </p>
      </section>`,
    footer: html`<p>
      The engine of <code>commute check</code>, in your browser; nothing is sent.
    </p>`,
  });
}
