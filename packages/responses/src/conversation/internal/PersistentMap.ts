interface Leaf<V> {
  readonly hash: number;
  /** Usually one pair; more when keys share all 32 bits of their hash. */
  readonly pairs: readonly (readonly [key: string, value: V])[];
}

interface Branch<V> {
  /** Bit n is set when there is a child for the digit n. */
  readonly bits: number;
  readonly children: readonly Node<V>[];
}

type Node<V> = Leaf<V> | Branch<V>;

const isLeaf = <V>(node: Node<V>): node is Leaf<V> => 'pairs' in node;

/** FNV-1a over UTF-16 code units. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash;
};

const bitAt = (hash: number, shift: number): number => 1 << ((hash >>> shift) & 31);

const rank = (bits: number, bit: number): number => {
  let rest = bits & (bit - 1);
  let count = 0;
  for (; rest !== 0; count++) rest &= rest - 1;
  return count;
};

const insertAt = <T>(list: readonly T[], at: number, value: T): T[] => [
  ...list.slice(0, at),
  value,
  ...list.slice(at),
];

const replaceAt = <T>(list: readonly T[], at: number, value: T): T[] => {
  const copy = list.slice();
  copy[at] = value;
  return copy;
};

const removeAt = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);

const find = <V>(root: Node<V>, hash: number, key: string): V | undefined => {
  let node: Node<V> | undefined = root;
  for (let shift = 0; node && !isLeaf(node); shift += 5) {
    const bit = bitAt(hash, shift);
    node = node.bits & bit ? node.children[rank(node.bits, bit)] : undefined;
  }
  if (node) for (const [k, value] of node.pairs) if (k === key) return value;
  return undefined;
};

const setInLeaf = <V>(leaf: Leaf<V>, key: string, value: V): Leaf<V> => ({
  hash: leaf.hash,
  pairs: [...leaf.pairs.filter(([k]) => k !== key), [key, value]],
});

const insert = <V>(node: Node<V>, shift: number, hash: number, key: string, value: V): Node<V> => {
  if (isLeaf(node)) {
    if (node.hash === hash) return setInLeaf(node, key, value);
    return insert({ bits: bitAt(node.hash, shift), children: [node] }, shift, hash, key, value);
  }
  const bit = bitAt(hash, shift);
  const at = rank(node.bits, bit);
  const child = node.bits & bit ? node.children[at] : undefined;
  if (!child)
    return { bits: node.bits | bit, children: insertAt(node.children, at, { hash, pairs: [[key, value]] }) };
  return {
    bits: node.bits,
    children: replaceAt(node.children, at, insert(child, shift + 5, hash, key, value)),
  };
};

const remove = <V>(node: Node<V>, shift: number, hash: number, key: string): Node<V> | undefined => {
  if (isLeaf(node)) {
    const pairs = node.pairs.filter(([k]) => k !== key);
    return pairs.length === 0 ? undefined : { hash: node.hash, pairs };
  }
  const bit = bitAt(hash, shift);
  const at = rank(node.bits, bit);
  const child = node.children[at];
  const rest = child && remove(child, shift + 5, hash, key);
  if (rest) return { bits: node.bits, children: replaceAt(node.children, at, rest) };
  return node.bits === bit ? undefined : { bits: node.bits & ~bit, children: removeAt(node.children, at) };
};

/**
 * A map by string that never changes: `set`, `update` and `delete` give a new map that shares all but one path with the old
 * one, so they cost the same (a few nodes of 32) at any size. A hash array mapped trie (Bagwell, Ideal Hash Trees, 2001).
 */
export class PersistentMap<V> {
  readonly size: number;
  readonly #root: Node<V> | undefined;

  constructor(root: Node<V> | undefined, size: number) {
    this.#root = root;
    this.size = size;
  }

  get(key: string): V | undefined {
    return this.#root && find(this.#root, hashOf(key), key);
  }

  set(key: string, value: V): PersistentMap<V> {
    const root = this.#root;
    const hash = hashOf(key);
    if (!root) return new PersistentMap({ hash, pairs: [[key, value]] }, 1);
    const size = find(root, hash, key) === undefined ? this.size + 1 : this.size;
    return new PersistentMap(insert(root, 0, hash, key, value), size);
  }

  /** Puts what `change` makes of a value in its place; the same map when there is none, or it stays the same. */
  update(key: string, change: (value: V) => V): PersistentMap<V> {
    const root = this.#root;
    const hash = hashOf(key);
    const before = root && find(root, hash, key);
    if (!root || before === undefined) return this;
    const after = change(before);
    return after === before ? this : new PersistentMap(insert(root, 0, hash, key, after), this.size);
  }

  delete(key: string): PersistentMap<V> {
    const root = this.#root;
    const hash = hashOf(key);
    if (!root || find(root, hash, key) === undefined) return this;
    return new PersistentMap(remove(root, 0, hash, key), this.size - 1);
  }
}

/** A map without entries. Values must not be `undefined`. */
export const emptyMap = <V>(): PersistentMap<V> => new PersistentMap<V>(undefined, 0);
