import { describe, expect, it } from '@jest/globals';
import { decodeFrame } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { base64FromPcm16, encodeG711 } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { either as E } from 'fp-ts';
import {
  bufferCount,
  delay,
  map,
  mergeMap,
  of,
  pipe,
  ReplaySubject,
  share,
  Subject,
  VirtualTimeScheduler,
} from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { chunkPcm16, outputAudio, playback, resamplePcm16, speech, virtualPlayer } from '../src/index.ts';
import { isSpeechMark } from '../src/mouth/speechMark.ts';

// Whoever holds a block may hold it for ever: no other block is ever written into its memory.

const count = 200;
/** Samples that no two deltas share, in lengths that fill slabs in many ways. */
const samplesOf = (index: number): Int16Array =>
  Int16Array.from({ length: 40 + ((index * 37) % 900) }, (_, at) => ((index + 1) * 71 + at * 13) % 30_000);

const frameOf = (index: number, delta: string): string =>
  JSON.stringify({
    type: 'response.output_audio.delta',
    event_id: `event_${index}`,
    response_id: 'resp_1',
    item_id: `item_${index}`,
    output_index: 0,
    content_index: 0,
    delta,
  });

const decoded = (frame: string): ServerEvent => {
  const event = decodeFrame(frame);
  if (E.isLeft(event)) throw new Error(event.left.message);
  return event.right;
};

/** Everything that comes of all deltas, kept to the end; a copy is taken of each block as it comes. */
const keep = (keeping: OperatorFunction<ServerEvent, Pcm16>, encode = base64FromPcm16) => {
  const events$ = new Subject<ServerEvent>();
  const kept: Pcm16[] = [];
  const copies: Int16Array[] = [];
  events$.pipe(keeping).subscribe((block) => {
    kept.push(block);
    copies.push(block.pcm.slice());
  });
  for (let index = 0; index < count; index++) events$.next(decoded(frameOf(index, encode(samplesOf(index)))));
  events$.complete();
  return { kept, copies };
};

const g711 = (pcm: Int16Array): string => Buffer.from(encodeG711(pcm, 'audio/pcmu')).toString('base64');

describe('a block that is kept', () => {
  it.each<[string, OperatorFunction<ServerEvent, Pcm16>]>([
    ['outputAudio', outputAudio()],
    [
      'speech',
      pipe(
        speech(),
        mergeMap((part) => (isSpeechMark(part) ? [] : [part])),
      ),
    ],
    ['chunkPcm16', pipe(outputAudio(), chunkPcm16({ durationMs: 20 }))],
    ['resamplePcm16', pipe(outputAudio(), resamplePcm16({ toHz: 8_000 }))],
  ])('by who listens to %s stays as it was', (_, operator) => {
    const { kept, copies } = keep(operator);
    expect(kept.length).toBeGreaterThan(150);
    expect(kept.map(({ pcm }) => pcm)).toEqual(copies);
  });

  it('has the samples that were sent, after all others have come', () => {
    expect(keep(outputAudio()).kept.map(({ pcm }) => pcm)).toEqual(
      Array.from({ length: count }, (_, index) => samplesOf(index)),
    );
  });

  it('of G.711 stays as it was', () => {
    const { kept, copies } = keep(outputAudio({ format: 'audio/pcmu' }), g711);
    expect(kept.map(({ pcm }) => pcm)).toEqual(copies);
  });

  it('is whole after buffer, after delay, and when it is replayed', () => {
    const scheduler = new VirtualTimeScheduler();
    const late: Int16Array[] = [];
    const replayed$ = new ReplaySubject<Pcm16>();
    const events$ = new Subject<ServerEvent>();
    const blocks$ = events$.pipe(
      outputAudio(),
      share({ connector: () => replayed$, resetOnRefCountZero: false }),
    );
    blocks$
      .pipe(
        bufferCount(50),
        mergeMap((blocks) => of(...blocks).pipe(delay(1_000, scheduler))),
        map(({ pcm }) => pcm),
      )
      .subscribe((pcm) => late.push(pcm));
    for (let index = 0; index < count; index++)
      events$.next(decoded(frameOf(index, base64FromPcm16(samplesOf(index)))));
    scheduler.flush();
    const again: Int16Array[] = [];
    replayed$.subscribe(({ pcm }) => again.push(pcm));
    const sent = Array.from({ length: count }, (_, index) => samplesOf(index));
    expect(late).toEqual(sent);
    expect(again).toEqual(sent);
  });

  it('of what a player has played stays as it was', () => {
    const scheduler = new VirtualTimeScheduler();
    scheduler.maxFrames = Infinity;
    const player = virtualPlayer({ scheduler });
    const heard: Pcm16[] = [];
    const copies: Int16Array[] = [];
    player.heard$.subscribe((block) => {
      heard.push(block);
      copies.push(block.pcm.slice());
    });
    const events$ = new Subject<ServerEvent>();
    events$.pipe(speech(), playback(player)).subscribe();
    for (let index = 0; index < count; index++)
      events$.next(decoded(frameOf(index, base64FromPcm16(samplesOf(index)))));
    events$.complete();
    scheduler.flush();
    expect(heard.length).toBeGreaterThan(100);
    expect(heard.map(({ pcm }) => pcm)).toEqual(copies);
  });
});
