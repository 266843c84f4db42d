import { describe, expect, it } from '@jest/globals';
import { append, converse, ofType, speech } from './support/converse.ts';
import type { ReceivedAt } from './support/converse.ts';

interface Logprob {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
}

const words = 'Grüß dich, my friend.';
const events = (include?: readonly string[], type = 'realtime'): readonly ReceivedAt[] => {
  const session = converse(
    { transcribe: () => words },
    type === 'realtime' ? '?model=gpt-realtime' : '?intent=transcription',
  );
  const input = { turn_detection: null, transcription: { model: 'gpt-4o-transcribe' } };
  session.at(0, { type: 'session.update', session: { type, include, audio: { input } } });
  session.at(10, append(speech(words)), { type: 'input_audio_buffer.commit' });
  return session
    .until(5_000)
    .filter(({ type: name }) => name.startsWith('conversation.item.input_audio_transcription.'));
};

const logprobsOf = (event: ReceivedAt | undefined): readonly Logprob[] | undefined =>
  (event as { logprobs?: readonly Logprob[] } | undefined)?.logprobs;

describe('the log probabilities of a transcription', () => {
  it.each(['realtime', 'transcription'])('come with its events when a %s session includes them', (type) => {
    const received = events(['item.input_audio_transcription.logprobs'], type);
    const deltas = ofType(received, 'conversation.item.input_audio_transcription.delta');
    const [completed] = ofType(received, 'conversation.item.input_audio_transcription.completed');
    expect(deltas.map((event) => logprobsOf(event)?.[0]?.token)).toEqual(deltas.map(({ delta }) => delta));
    const all = logprobsOf(completed) ?? [];
    expect(all).toEqual(deltas.flatMap((event) => logprobsOf(event)));
    expect(Buffer.from(all.flatMap(({ bytes }) => bytes)).toString('utf8')).toBe(words);
    expect(all.filter(({ logprob }) => !(logprob < 0))).toEqual([]);
  });

  it('do not come unasked', () => {
    expect(events().map(logprobsOf)).toEqual(events().map(() => undefined));
  });
});
