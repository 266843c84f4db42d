import { oneModality } from './refusal.ts';
import { decimal, fields, integer, list, oneOf, text, wordOr } from './shape.ts';
import type { Shape } from './shape.ts';
import { audioFormat } from './audioFormat.ts';

const voice: Shape = wordOr(text, fields({ id: text }, 'id'));

export const maxOutputTokens = wordOr(oneOf('inf'), integer(1, 4_096));

const modalities = list(oneOf('text', 'audio'));
/** `["text"]` or `["audio"]`: sound comes with its transcript, so nobody needs both. */
export const outputModalities: Shape = (value, path) =>
  modalities(value, path) ?? (Array.isArray(value) && value.length === 1 ? undefined : oneModality(path));

export const reasoning = fields({ effort: oneOf('minimal', 'low', 'medium', 'high', 'xhigh') });

export const output = fields({ format: audioFormat, voice, speed: decimal(0.25, 1.5) });
