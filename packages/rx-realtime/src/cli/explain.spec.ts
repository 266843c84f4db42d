import { describe, expect, it } from '@jest/globals';
import { AudioError } from '@rx-realtime/audio';
import { RealtimeError } from '@rx-realtime/connection';
import type { RealtimeErrorInfo } from '@rx-realtime/connection';
import { ReconnectError } from '@rx-realtime/reconnection';
import { CliError } from './cliError.ts';
import { explain } from './explain.ts';

const realtimeError = (info: Partial<RealtimeErrorInfo>) =>
  new RealtimeError({ code: 'c', reason: 'close', message: 'it broke.', retriable: true, ...info });

describe('explain', () => {
  it.each([
    [realtimeError({ reason: 'auth', phase: 'open' }), 21, 'it broke. Check OPENAI_API_KEY'],
    [realtimeError({ reason: 'policy', phase: 'open' }), 22, 'Check --model'],
    [realtimeError({ phase: 'ready' }), 23, 'run it again'],
    [realtimeError({ reason: 'open', phase: 'connecting' }), 20, 'Check --url'],
    [
      new ReconnectError('never_connected', 3, realtimeError({ reason: 'open', phase: 'connecting' })),
      20,
      'it broke. Check --url',
    ],
    [
      new AudioError({ code: 'not_wav', expected: 'a WAV file', where: 'readWav a.wav' }),
      12,
      'a.wav: expected a WAV file',
    ],
    [
      new AudioError({
        code: 'unsupported_rate',
        expected: 'a rate',
        actual: '1000 Hz',
        where: 'readWav a.wav',
      }),
      15,
      'a.wav: expected a rate, found 1000 Hz',
    ],
    [
      new AudioError({ code: 'truncated_recording', expected: '9', where: 'readWav a.wav' }),
      13,
      'Record it again',
    ],
    [new CliError('usage', 'wrong'), 2, 'wrong'],
    [new Error('a bug'), 1, 'a bug'],
    ['thrown text', 1, 'thrown text'],
  ])('gives %s exit code %d', (error, exitCode, message) => {
    expect(explain(error)).toMatchObject({ exitCode, message: expect.stringContaining(message) });
  });
});
