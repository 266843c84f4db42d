import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import {
  concat,
  delay,
  firstValueFrom,
  from,
  lastValueFrom,
  merge,
  NEVER,
  of,
  pipe,
  throwError,
  toArray,
} from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { asMarbles, audioItem, callItem, endOf, record, textItem } from '../../test/recordings.ts';
import { collectText } from './collectText.ts';
import { collectTranscript } from './collectTranscript.ts';
import { responses } from './responses.ts';

const written = record({ id: '1', items: [textItem('Pa', 'ris'), textItem('.')] });
const spoken = record({ id: '2', items: [audioItem(['Good ', 'day.'], [])] });
const called = record({ id: '3', items: [callItem('f', '{}')] });
const all = [...written.events, ...spoken.events, ...called.events];

describe.each([
  ['collectText', collectText, written, 'Paris.'],
  ['collectTranscript', collectTranscript, spoken, 'Good day.'],
] as const)('%s', (_, operator, recording, whole) => {
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

  itHasALifeCycle({
    operator: () => pipe(responses(), operator()),
    values: { x: endOf(called), w: endOf(recording) },
    results: { w: whole },
    one: ['-w', '-w'],
    many: ['-x-w-x-', '---w---'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(operator())).toEqualTypeOf<Observable<string>>();
    // @ts-expect-error the limits are those of responses()
    operator({ maxResponseBytes: 1 });
    // @ts-expect-error responses, not events
    from(all).pipe(operator());
  });
});
