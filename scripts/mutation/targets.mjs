// Which files are mutated, by which specs they must be found, and the least score that passes.
export const targets = [
  {
    file: 'packages/codecs/src/correlation/Outstanding.ts',
    specs: ['packages/codecs/src/correlation/Outstanding.spec.ts'],
    least: 0.85,
  },
];
