// Which files are mutated, by which specs they must be found, and the least score that passes.
export const targets = [
  {
    file: 'packages/codecs/src/correlation/outstanding.ts',
    specs: ['packages/codecs/src/correlation/outstanding.spec.ts'],
    least: 0.85,
  },
];
