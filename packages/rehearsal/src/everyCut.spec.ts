import { describe, expect, it } from '@jest/globals';
import { appendInputAudio, outputAudio, playback } from '@rx-realtime/audio';
import { realtimeSocket } from '@rx-realtime/connection';
import { reconnect } from '@rx-realtime/reconnection';
import { fact, say, simulatedUser } from '@rx-realtime/simulator';
import { share } from 'rxjs';
import type { Application } from './application.ts';
import { everyCut } from './everyCut.ts';
import { isRehearsalError } from './rehearsalError.ts';

const assistant: Application = ({ line, ears, mouth, scheduler }) => {
  const socket = realtimeSocket(line);
  const live$ = socket.pipe(reconnect({ scheduler }), share());
  return socket.send(ears.pipe(appendInputAudio()), live$.pipe(outputAudio(), playback(mouth)));
};
const config = {
  user: simulatedUser([{ atMs: 1_000, text: 'Where is my order?', untilHeard: true }]),
  responder: () => [say('It is on its way.', fact('order-42'))],
  facts: { 'order-42': 1 },
  lasting: '20s',
} as const;

describe('everyCut', () => {
  it('cuts the line at each event in turn, and tells what came of it', async () => {
    const { cuts, table } = await everyCut(assistant, config);
    const named = (from: string, event: string) =>
      cuts.filter((cut) => cut.from === from && cut.event === event);
    expect(named('server', 'session.created')).toMatchObject([{ count: 1, wrong: undefined }]);
    expect(named('server', 'response.created')).toHaveLength(1);
    expect(named('client', 'input_audio_buffer.append').length).toBeGreaterThan(15);
    expect(named('client', 'input_audio_buffer.append').length).toBeLessThan(25);
    expect(table.split('\n')[0]).toBe('| cut before | right | what goes wrong |');
    expect(table).toContain('| server `session.created` | 1 of 1 |  |');
    const right = cuts.filter(({ wrong }) => wrong === undefined);
    expect(right.length).toBeGreaterThan(cuts.length / 2);
  });

  it('refuses what is wrong without a cut', async () => {
    const error: unknown = await everyCut(assistant, { ...config, facts: { 'order-42': 2 } }).catch(
      (cause: unknown) => cause,
    );
    expect(isRehearsalError(error) && error.code).toBe('fact_heard');
  });
});
