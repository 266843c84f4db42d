import { expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { runMarbles } from '@rx-realtime/test-kit';
import {
  concat,
  delay,
  firstValueFrom,
  from,
  lastValueFrom,
  merge,
  NEVER,
  of,
  throwError,
  toArray,
} from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { ResponseStream } from '../src/answers/responseStream.ts';
import { responses } from '../src/answers/responses.ts';
import { asMarbles, audioItem, callItem, record, textItem } from './recordings.ts';

export const written = record({ id: '1', items: [textItem('Pa', 'ris'), textItem('.')] });
export const spoken = record({ id: '2', items: [audioItem(['Good ', 'day.'], [])] });
export const called = record({ id: '3', items: [callItem('f', '{}')] });
const all = [...written.events, ...spoken.events, ...called.events];

/** What `collectText` and `collectTranscript` have in common: `recording` gives `whole`, and no other kind gives anything. */
export const itCollectsTheWhole = (
  operator: () => OperatorFunction<ResponseStream, string>,
  recording: typeof written,
  whole: string,
): void => {
  it('emits the whole when the response is done', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const { marbles, values, before } = asMarbles(recording);
      const source = cold(`${marbles}|`, values);
      expectObservable(source.pipe(responses(), operator())).toBe(
        `${'-'.repeat(before('response.done'))}t-|`,
        { t: whole },
      );
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(marbles.length - 1)}!`);
    });
  });

  it('emits the whole also when it gets the response late, in the middle or after its end', () => {
    runMarbles(({ cold, expectObservable }) => {
      const { marbles, values, before } = asMarbles(recording);
      const answers$ = cold(`${marbles}|`, values).pipe(responses());
      const done = before('response.done');
      expectObservable(answers$.pipe(delay(done - 2), operator())).toBe(`${'-'.repeat(done)}t-|`, {
        t: whole,
      });
      expectObservable(answers$.pipe(delay(100), operator())).toBe('100ms (t|)', { t: whole });
    });
  });

  it('emits nothing for responses of another kind', async () => {
    expect(await lastValueFrom(from(all).pipe(responses(), operator(), toArray()))).toEqual([whole]);
  });

  it('emits what a cancelled response has', async () => {
    const cancelled = recording.events.map((event): ServerEvent =>
      event.type === 'response.done'
        ? { ...event, response: { ...event.response, status: 'cancelled' } }
        : event,
    );
    expect(await firstValueFrom(from(cancelled).pipe(responses(), operator()))).toBe(whole);
  });

  it('errors when the response failed, and names the reason', async () => {
    const failed = record({ id: '4', items: [], status: 'failed' });
    await expect(firstValueFrom(from(failed.events).pipe(responses(), operator()))).rejects.toMatchObject({
      _tag: 'ResponseStreamError',
      code: 'response_failed',
      responseId: 'resp_4',
      outcome: { status: 'failed', code: 'rate_limit_exceeded' },
      message: 'the server failed: rate_limit_exceeded (response resp_4)',
    });
  });

  it('errors when the source ends first, and when the response overflows', async () => {
    const half = from(recording.events.slice(0, 6));
    await expect(firstValueFrom(half.pipe(responses(), operator()))).rejects.toMatchObject({
      code: 'response_interrupted',
    });
    const tight = from(recording.events).pipe(responses({ maxResponseBytes: 4 }), operator());
    await expect(firstValueFrom(tight)).rejects.toMatchObject({ code: 'response_overflow' });
    const broken = concat(
      half,
      throwError(() => 'gone'),
    );
    await expect(firstValueFrom(broken.pipe(responses(), operator()))).rejects.toMatchObject({
      outcome: { status: 'interrupted', reason: 'source_errored', cause: 'gone' },
    });
  });

  it('is silent on sources without responses', async () => {
    const none: string[] = [];
    merge(NEVER, of<ServerEvent>({ type: 'input_audio_buffer.cleared', event_id: 'e' }))
      .pipe(responses(), operator())
      .subscribe((text) => none.push(text));
    expect(none).toEqual([]);
  });
};
