import { expect, it } from '@jest/globals';
import { createSoundMemory } from './soundMemory.ts';

it('makes a sound once, as long as there is room for it', () => {
  const made: string[] = [];
  const memory = createSoundMemory(10);
  const recall = (name: string, length: number) =>
    memory.recall(name, () => {
      made.push(name);
      return new Int16Array(length).fill(1);
    });
  recall('a', 4);
  recall('b', 4);
  recall('a', 4);
  recall('c', 4);
  recall('b', 4);
  expect(recall('a', 4)).toEqual(Int16Array.of(1, 1, 1, 1));
  expect(made).toEqual(['a', 'b', 'c', 'a']);
  expect(recall('endless', 11)).toHaveLength(11);
  expect(recall('endless', 11)).toHaveLength(11);
  expect(made.slice(4)).toEqual(['endless', 'endless']);
});

it('gives each a sound of its own', () => {
  const memory = createSoundMemory(10);
  memory.recall('a', () => new Int16Array(3)).fill(9);
  expect(memory.recall('a', () => Int16Array.of(7))).toEqual(new Int16Array(3));
});
