// What fits together, what is refused at compile time, and what flows through a whole pipeline.
import { describe, expect, it } from '@jest/globals';
import type { ClientEvent, InputAudioBufferAppend, ServerEvent, SpeechBlock } from '@rx-realtime/codecs';
import type { Pcm16 } from '@rx-realtime/pcm';
import { expectTypeOf } from 'expect-type';
import { EMPTY, NEVER, of, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import {
  appendInputAudio,
  chunkPcm16,
  inputAudioMeter,
  isAudioError,
  outputAudio,
  playback,
  resamplePcm16,
  speech,
  tone,
  toPcm16,
  virtualPlayer,
  voiceActivity,
} from '../src/index.ts';
import type { PlaybackCommand } from '../src/index.ts';

const events$: Observable<ServerEvent> = NEVER;
const sound$: Observable<Pcm16> = EMPTY;
const player = virtualPlayer();

describe('the ears', () => {
  const ears$ = (source$: Observable<Pcm16>) =>
    source$.pipe(resamplePcm16({ toHz: 24_000 }), chunkPcm16({ durationMs: 40 }), appendInputAudio());

  it('turn a microphone into events that a socket takes', () => {
    const socket = new Subject<ClientEvent>();
    const sent: string[] = [];
    socket.subscribe(({ type }) => sent.push(type));
    ears$(of(tone({ frequencyHz: 440, durationMs: 100, sampleRateHz: 48_000 }))).subscribe(socket);
    expect(sent).toEqual(Array.from({ length: 3 }, () => 'input_audio_buffer.append'));
    expectTypeOf(ears$(sound$)).toEqualTypeOf<Observable<InputAudioBufferAppend>>();
    // The meter keeps the type of what passes.
    expectTypeOf(ears$(sound$).pipe(inputAudioMeter())).toEqualTypeOf<Observable<InputAudioBufferAppend>>();
  });

  it('do not compile half done', () => {
    const socket = new Subject<ClientEvent>();
    // @ts-expect-error sound is not an event yet
    sound$.pipe(resamplePcm16({ toHz: 24_000 })).subscribe(socket);
    // @ts-expect-error a rate is needed
    expect(() => resamplePcm16({})).toThrow('resamplePcm16.toHz');
    // @ts-expect-error units stand in names: toHz
    expect(() => resamplePcm16({ to: 24_000 })).toThrow('resamplePcm16.toHz');
    // @ts-expect-error what a plain array of numbers means is not known
    expect(() => toPcm16({ sampleRateHz: 48_000, encoding: 'mp3' })).toThrow('found mp3');
    // @ts-expect-error a block without its rate is no sound
    const incomplete: Pcm16 = { pcm: new Int16Array(1) };
    // @ts-expect-error samples cannot be replaced
    incomplete.pcm = new Int16Array(2);
  });
});

describe('the mouth', () => {
  it('turns events into sound, and sound into commands', () => {
    expectTypeOf(events$.pipe(outputAudio())).toEqualTypeOf<Observable<SpeechBlock>>();
    expectTypeOf(events$.pipe(speech(), playback(player))).toEqualTypeOf<Observable<PlaybackCommand>>();
    expectTypeOf(
      events$.pipe(speech(), playback(player, { bargeIn$: sound$.pipe(voiceActivity()) })),
    ).toExtend<Observable<ClientEvent>>();
  });

  it('does not compile half done', () => {
    // @ts-expect-error events are not sound yet
    expectTypeOf(events$.pipe(playback(player))).toBeObject();
    // @ts-expect-error plain sound has no item that could be truncated
    expectTypeOf(sound$.pipe(playback(player))).toBeObject();
  });
});

describe('isAudioError', () => {
  it('knows its own from others', () => {
    const caught: unknown[] = [new Error('other'), { _tag: 'AudioError' }, 'AudioError', undefined];
    try {
      chunkPcm16({ durationMs: 0 });
    } catch (error) {
      caught.push(error);
    }
    expect(caught.map(isAudioError)).toEqual([false, false, false, false, true]);
  });
});
