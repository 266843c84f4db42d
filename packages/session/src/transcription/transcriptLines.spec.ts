import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, map, NEVER, of, pipe, Subject } from 'rxjs';
import type { SoundSpan, TranscriptLine } from './transcriptLine.ts';
import { transcriptLines } from './transcriptLines.ts';

const event_id = '';
const started = (item_id: string, audio_start_ms: number): ServerEvent => ({
  type: 'input_audio_buffer.speech_started', event_id, item_id, audio_start_ms,
}); // prettier-ignore
const stopped = (item_id: string, audio_end_ms: number): ServerEvent => ({
  type: 'input_audio_buffer.speech_stopped', event_id, item_id, audio_end_ms,
}); // prettier-ignore
const committed = (item_id: string, previous_item_id: string | null = null): ServerEvent => ({
  type: 'input_audio_buffer.committed', event_id, item_id, previous_item_id,
}); // prettier-ignore
const delta = (item_id: string, text: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.delta', event_id, item_id, content_index: 0, delta: text,
}); // prettier-ignore
const completed = (item_id: string, transcript: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.completed', event_id, item_id, content_index: 0, transcript,
}); // prettier-ignore
const detecting = (turn_detection: object | null): ServerEvent =>
  ({
    type: 'session.created',
    event_id,
    session: { type: 'transcription', id: 'sess_1', audio: { input: { turn_detection } } },
  }) as ServerEvent;
const vad = { type: 'server_vad', prefix_padding_ms: 300, silence_duration_ms: 200 };

const linesOf = (
  events: readonly ServerEvent[],
  spans: readonly SoundSpan[] = [],
): readonly TranscriptLine[] => {
  let lines: readonly TranscriptLine[] = [];
  from(events)
    .pipe(transcriptLines({ commits$: spans.length > 0 ? from(spans) : undefined }))
    .subscribe((now) => (lines = now));
  return lines;
};
const short = (lines: readonly TranscriptLine[]) =>
  lines.map(({ startMs, endMs, text, status }) => [startMs, endMs, text, status]);

describe('transcriptLines', () => {
  itHasALifeCycle({
    operator: () =>
      pipe(
        transcriptLines(),
        map((lines) => lines.map(({ text }) => text).join()),
      ),
    values: { a: completed('item_1', 'one'), b: completed('item_2', 'two') },
    results: { a: 'one', b: 'one,two' },
    one: ['-a-', '-a-'],
    many: ['-a--b-', '-a--b-'],
  });

  it('orders lines by what was said first, however late its words are', () => {
    const events = [
      started('item_1', 1_000), stopped('item_1', 2_000), committed('item_1'),
      started('item_2', 3_000), stopped('item_2', 4_000), committed('item_2', 'item_1'),
      completed('item_2', 'second'), delta('item_1', 'fir'), completed('item_1', 'first'),
    ]; // prettier-ignore
    expect(short(linesOf(events))).toEqual([
      [1_000, 2_000, 'first', 'completed'],
      [3_000, 4_000, 'second', 'completed'],
    ]);
  });

  it('puts a line behind the one that the service names, where events come in another order', () => {
    const events = [
      delta('item_3', 'c'), committed('item_1'), committed('item_2', 'item_1'), committed('item_3', 'item_2'),
    ]; // prettier-ignore
    expect(linesOf(events).map(({ itemId }) => itemId)).toEqual(['item_1', 'item_2', 'item_3']);
    const late = [committed('item_1'), committed('item_3', 'item_1'), committed('item_2', 'item_1')];
    expect(linesOf(late).map(({ itemId }) => itemId)).toEqual(['item_1', 'item_2', 'item_3']);
  });

  it('takes off what the detector has padded, but where the padding had no room', () => {
    const events = [
      detecting(vad),
      started('item_1', 0), stopped('item_1', 1_200), committed('item_1'),
      started('item_2', 1_200), stopped('item_2', 2_200), committed('item_2', 'item_1'),
      started('item_3', 5_000), stopped('item_3', 6_000), committed('item_3', 'item_2'),
    ]; // prettier-ignore
    expect(linesOf(events).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 1_000],
      [1_200, 2_000],
      [5_300, 5_800],
    ]);
    const semantic = [detecting({ type: 'semantic_vad' }), started('item_1', 700), stopped('item_1', 1_900)];
    expect(linesOf(semantic).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([[700, 1_900]]);
  });

  it('knows from the client where lines are that it commits itself', () => {
    const spans = [{ startMs: 0, endMs: 2_000 }, { startMs: 2_000, endMs: 3_500 }]; // prettier-ignore
    const events = [
      detecting(null), delta('item_1', 'One'), committed('item_1'), completed('item_1', 'One.'),
      committed('item_2', 'item_1'), completed('item_2', 'Two.'),
    ]; // prettier-ignore
    expect(short(linesOf(events, spans))).toEqual([
      [0, 2_000, 'One.', 'completed'],
      [2_000, 3_500, 'Two.', 'completed'],
    ]);
  });

  it('ends a turn that the client has committed while somebody spoke, and leaves out one without speech', () => {
    const events = [
      detecting(vad), started('item_1', 500), committed('item_1'), completed('item_1', 'Cut.'),
      committed('item_2', 'item_1'), completed('item_2', 'Thank you for watching.'),
    ]; // prettier-ignore
    expect(short(linesOf(events, [{ startMs: 0, endMs: 1_500 }]))).toEqual([
      [800, 1_500, 'Cut.', 'completed'],
    ]);
  });

  it('forgets what was cleared before it was committed', () => {
    const cleared: ServerEvent = { type: 'input_audio_buffer.cleared', event_id };
    expect(linesOf([started('item_1', 500), cleared])).toEqual([]);
    expect(linesOf([started('item_1', 500), stopped('item_1', 900), cleared])).toHaveLength(1);
  });

  it('says what was interrupted, and what failed', () => {
    const failed: ServerEvent = {
      type: 'conversation.item.input_audio_transcription.failed',
      event_id,
      item_id: 'item_2',
      content_index: 0,
      error: { code: 'audio_unintelligible' },
    };
    const lines = linesOf([delta('item_1', 'Once'), failed, connectionLost]);
    expect(lines.map(({ status }) => status)).toEqual(['interrupted', 'failed']);
    expect(linesOf([delta('item_1', 'Once')]).map(({ status }) => status)).toEqual(['interrupted']);
  });

  it('has no time where nobody says one', () => {
    const events = [
      { ...started('item_1', 0), audio_start_ms: undefined } as ServerEvent,
      { ...stopped('item_1', 0), audio_end_ms: undefined } as ServerEvent,
    ];
    expect(short(linesOf(events))).toEqual([[undefined, undefined, '', 'partial']]);
  });

  it('passes an error of commits$ on, and leaves it', () => {
    const commits$ = new Subject<SoundSpan>();
    const errors: unknown[] = [];
    NEVER.pipe(transcriptLines({ commits$ })).subscribe({ error: (error: unknown) => errors.push(error) });
    commits$.error('broken');
    expect(errors).toEqual(['broken']);
    const other$ = new Subject<SoundSpan>();
    of(committed('item_1'))
      .pipe(transcriptLines({ commits$: other$ }))
      .subscribe();
    expect(other$.observed).toBe(false);
  });
});
