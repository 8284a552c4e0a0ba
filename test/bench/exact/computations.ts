import { jInvariant } from "../../../src/algebra/modularExpansions.ts";
import { coefficientOf } from "../../../src/algebra/qSeries.ts";
import { programBuilder } from "../../../src/program/builder.ts";
import { digitProduct } from "../../../src/polynomial/digitProduct.ts";
import { normalForms } from "../../../src/polynomial/normalForm.ts";
import { radixPacking } from "../../../src/polynomial/packing.ts";

/** How a peer computes the same: its script prints `=> ` and the text that `says` is. */
interface Script {
  readonly extension: string;
  readonly command: (file: string) => readonly string[];
  readonly script: string;
  /** What starts and ends only. */
  readonly empty: string;
}

/** A computation of the bench, whose result is compared as a text. */
export interface Computation {
  readonly name: string;
  readonly says: () => string;
  readonly peers: Readonly<Record<string, Script>>;
}

const python = process.env.COMMUTE_PYTHON ?? "python3";
const gp = { extension: "gp", command: (f: string) => ["gp", "-q", "-f", f], empty: "quit\n" };

/** p(p + 1) for p = (1 + x + y + z + t)^n, expanded. */
function fateman(n: number): string {
  const B = programBuilder();
  const base = ["x", "y", "z", "t"].map(B.variable).reduce(B.add, B.constant(1));
  const p = B.power(base, n);
  const packing = radixPacking([2 * n, 2 * n, 2 * n, 2 * n]);
  if (packing === undefined) throw new Error("the keys do not fit");
  const { roots } = normalForms(B.program([p, B.add(p, B.constant(1))]), packing, 0, 1e9);
  const [A, C] = roots.map((f) => f.numerator);
  const product = digitProduct(A, C, packing.range);
  const at = product.keys.indexOf(n);
  return `${product.keys.length} terms, x^${n}: ${product.coefficient(at)}`;
}

const text = "(1+x+y+z+t)^20";

export const computations: readonly Computation[] = [
  {
    name: "Fateman p(p+1), p = (1+x+y+z+t)^20",
    says: () => fateman(20),
    peers: {
      "python-flint": {
        extension: "py",
        command: (f) => [python, f],
        empty: "from flint import fmpz_mpoly_ctx, Ordering\n",
        script: `from flint import fmpz_mpoly_ctx, Ordering
K=fmpz_mpoly_ctx.get(["x","y","z","t"],Ordering.lex)
x,y,z,t=K.gens()
p=${text.replace("^", "**")}
q=p*(p+1)
print("=> %d terms, x^20: %d"%(len(q),q[20,0,0,0]))
`,
      },
      Singular: {
        extension: "sing",
        command: (f) => ["Singular", "-q", "--no-rc", f],
        empty: "ring R=0,(x,y,z,t),dp;\nquit;\n",
        script: `ring R=0,(x,y,z,t),dp;
poly p=${text};
poly q=p*(p+1);
print("=> "+string(size(q))+" terms, x^20: "+string(coeffs(subst(q,y,0,z,0,t,0),x)[21,1]));
quit;
`,
      },
      "giac normal": {
        extension: "giac",
        command: (f) => ["bash", "-c", 'giac < "$0"', f],
        empty: "0;\n",
        script: `p:=normal(${text}):;
q:=normal(p*(p+1)):;
"=> "+string(nops(q))+" terms, x^20: "+string(coeff(subst(q,[y,z,t],[0,0,0]),x,20));
`,
      },
      PARI: {
        ...gp,
        script: `default(parisizemax,4000000000);
p=${text};
q=p*(p+1);
c(f)=if(type(f)=="t_POL",sum(i=0,poldegree(f),c(polcoef(f,i))),f!=0);
print("=> ",c(q)," terms, x^20: ",polcoef(subst(subst(subst(q,y,0),z,0),t,0),20));
quit
`,
      },
    },
  },
  {
    name: "j-function to q^1000",
    says: () => `c(1000) = ${coefficientOf(jInvariant(1001), 1000)}`,
    peers: {
      PARI: {
        ...gp,
        script: 'print("=> c(1000) = ",polcoef(ellj(x+O(x^1003)),1000));\nquit\n',
      },
    },
  },
];
