import { g711RateHz } from '@rx-realtime/pcm';
import { AudioError } from '../../audioError.ts';
import type { CallFormat } from '../callFormat.ts';

const types: ReadonlyMap<string, CallFormat['type']> = new Map<string, CallFormat['type']>([
  ['pcmu', 'audio/pcmu'],
  ['mulaw', 'audio/pcmu'],
  ['pcma', 'audio/pcma'],
  ['alaw', 'audio/pcma'],
  ['l16', 'audio/pcm'],
]);

/** G.711 µ-law, what every provider speaks unless it was told otherwise. */
export const muLaw: CallFormat = { type: 'audio/pcmu', rate: g711RateHz };

/** How a provider's words say a call is coded: `PCMU`, `audio/x-mulaw`, `audio/l16;rate=16000`. */
export const callFormatOf = (
  where: string,
  encoding: string,
  rate: number | undefined,
  byteOrder: CallFormat['byteOrder'] = 'little',
): CallFormat => {
  const [name = '', ...parameters] = encoding.toLowerCase().split(';');
  const type = types.get(name.trim().replace(/^audio\/(x-)?/, ''));
  if (type === undefined)
    throw new AudioError({
      code: 'unsupported_encoding',
      expected: 'PCMU, PCMA or L16',
      actual: encoding.slice(0, 40),
      where,
      hint: 'Ask the provider for one of these',
    });
  if (type !== 'audio/pcm') return { type, rate: g711RateHz };
  const said = /^\s*rate=(\d+)\s*$/.exec(parameters.find((parameter) => parameter.includes('rate=')) ?? '');
  return { type, rate: rate ?? (said ? Number(said[1]) : g711RateHz), byteOrder };
};
