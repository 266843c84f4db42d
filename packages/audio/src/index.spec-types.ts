/** What compiles and what does not; checked by the type checker, never run. */
import type { ClientEvent, InputAudioBufferAppend, ServerEvent, SpeechBlock } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { EMPTY } from 'rxjs';
import type { Observable, Subject } from 'rxjs';
import {
  appendInputAudio,
  inputAudioMeter,
  chunkPcm16,
  outputAudio,
  playback,
  resamplePcm16,
  toPcm16,
  voiceActivity,
} from './index.ts';
import type { PlaybackCommand, Player } from './index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

declare const events: Observable<ServerEvent>;
declare const socket: Subject<ClientEvent>;
declare const player: Player;
const sound: Observable<Pcm16> = EMPTY;

const appended = sound.pipe(
  resamplePcm16({ toHz: 24_000 }),
  chunkPcm16({ durationMs: 40 }),
  appendInputAudio(),
);
expectTypeOf(appended).toEqualTypeOf<Observable<InputAudioBufferAppend>>();
appended.subscribe(socket);

// The clock keeps the type of what passes.
expectTypeOf(appended.pipe(inputAudioMeter())).toEqualTypeOf<Observable<InputAudioBufferAppend>>();

expectTypeOf(events.pipe(outputAudio())).toEqualTypeOf<Observable<SpeechBlock>>();
expectTypeOf(events.pipe(outputAudio(), playback(player))).toEqualTypeOf<Observable<PlaybackCommand>>();
events.pipe(outputAudio(), playback(player, { bargeIn: sound.pipe(voiceActivity()) })).subscribe(socket);

// @ts-expect-error sound is not an event yet
sound.subscribe(socket);
// @ts-expect-error events are not sound yet
events.pipe(playback(player));
// @ts-expect-error plain sound has no item that could be truncated
sound.pipe(playback(player));
// @ts-expect-error a rate is needed
resamplePcm16({});
// @ts-expect-error units stand in names: toHz
resamplePcm16({ to: 24_000 });
// @ts-expect-error a block without its rate is no sound
const incomplete: Pcm16 = { pcm: new Int16Array(1) };
// @ts-expect-error what a plain array of numbers means is not known
EMPTY.pipe(toPcm16({ sampleRateHz: 48_000, encoding: 'mp3' }));
expectTypeOf(incomplete).toEqualTypeOf<Pcm16>();
// @ts-expect-error samples cannot be replaced
incomplete.pcm = new Int16Array(2);
