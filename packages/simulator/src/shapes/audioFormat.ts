import { fields, integer, tagged, text } from './shape.ts';

export const audioFormat = tagged('type', {
  'audio/pcm': fields({ type: text, rate: integer(24_000, 24_000) }, 'type'),
  'audio/pcmu': fields({ type: text }, 'type'),
  'audio/pcma': fields({ type: text }, 'type'),
});
