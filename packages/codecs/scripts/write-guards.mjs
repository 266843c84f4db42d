// Writes src/internal/guards.ts from the compiled codecs: after a change to a codec, build, run this, build again.
import { writeFile } from 'node:fs/promises';
import { UnknownVariant, serverEventCodecs as codecs } from '../dist/esm/index.js';
import { shapeOf } from '../dist/esm/internal/shape.js';
import { guardsSource } from './guards.mjs';

await writeFile(
  new URL('../src/internal/guards.ts', import.meta.url),
  guardsSource({ shapeOf, UnknownVariant, codecs }),
);
