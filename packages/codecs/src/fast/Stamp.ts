/**
 * The base of a class whose private fields are put onto an object that exists already: its constructor gives back what
 * it is given. They come and go with the object; nobody but that class sees them, and no copy and no JSON has them.
 * Reading one costs what reading a field costs, where a `WeakMap` costs 8 % of reading a delta of 4 KB.
 */
export class Stamp {
  constructor(target: object) {
    return target;
  }

  /** Puts the fields of a class onto a target that has none of them yet. */
  static onto<T extends object, V>(this: new (target: T, value: V) => object, target: T, value: V): T {
    return new this(target, value) as T;
  }
}
