/** A growing table of nodes (op, left, right) without repetition. */
export interface NodeTable {
  /** The node's number: the known one, or the next. */
  readonly node: (op: number, left: number, right: number) => number;
  readonly op: (node: number) => number;
  readonly left: (node: number) => number;
  readonly right: (node: number) => number;
  readonly view: () => {
    readonly ops: Uint8Array;
    readonly left: Int32Array;
    readonly right: Int32Array;
  };
}

/**
 * Open addressing with linear probing over typed arrays, at most half full. Cost: O(1) a node, no
 * allocation but the doublings.
 */
export function nodeTable(): NodeTable {
  let capacity = 1 << 10;
  let ops = new Uint8Array(capacity);
  let left = new Int32Array(capacity);
  let right = new Int32Array(capacity);
  /** 1 + the node, 0 where free. */
  let slots = new Int32Array(2 * capacity);
  let size = 0;

  const slotOf = (op: number, a: number, b: number): number => {
    let hash =
      Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 7, 0x85ebca6b) ^ Math.imul(op, 0x27d4eb2f);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (let k = slots[slot]; k !== 0; k = slots[slot]) {
      if (left[k - 1] === a && right[k - 1] === b && ops[k - 1] === op) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const grow = (): void => {
    capacity *= 2;
    const longer = <A extends Uint8Array | Int32Array>(to: A, from: A): A => {
      to.set(from);
      return to;
    };
    ops = longer(new Uint8Array(capacity), ops);
    left = longer(new Int32Array(capacity), left);
    right = longer(new Int32Array(capacity), right);
    slots = new Int32Array(2 * capacity);
    for (let k = 0; k < size; k++) slots[slotOf(ops[k], left[k], right[k])] = k + 1;
  };
  return {
    node: (op, a, b) => {
      let slot = slotOf(op, a, b);
      if (slots[slot] !== 0) return slots[slot] - 1;
      if (size === capacity) {
        grow();
        slot = slotOf(op, a, b);
      }
      ops[size] = op;
      left[size] = a;
      right[size] = b;
      slots[slot] = size + 1;
      return size++;
    },
    op: (k) => ops[k],
    left: (k) => left[k],
    right: (k) => right[k],
    view: () => ({
      ops: ops.subarray(0, size),
      left: left.subarray(0, size),
      right: right.subarray(0, size),
    }),
  };
}
