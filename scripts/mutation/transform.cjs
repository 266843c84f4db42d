// Jest's transform with one file replaced: the mutant of MUTANT_FILE lies in MUTANT_SOURCE.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { createTransformer } = require('@swc/jest');

const swc = createTransformer({
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'es6' },
});
const { MUTANT_FILE: mutated, MUTANT_SOURCE: replacement } = process.env;
const textOf = (source, filename) => (filename === mutated ? readFileSync(replacement, 'utf8') : source);

module.exports = {
  ...swc,
  process: (source, filename, options) => swc.process(textOf(source, filename), filename, options),
  processAsync: (source, filename, options) => swc.processAsync(textOf(source, filename), filename, options),
  getCacheKey: (source, filename, options) =>
    createHash('sha256')
      .update(swc.getCacheKey(textOf(source, filename), filename, options))
      .update(textOf(source, filename))
      .digest('hex'),
};
