import {
  conversationItemCreate,
  inputAudioBufferAppend,
  responseCreate,
  userText,
} from '@rx-realtime/codecs';
import type { ConnectionRestored, ServerEvent } from '@rx-realtime/codecs';
import { pcm16FromBase64 } from '@rx-realtime/pcm';
import { createSimulator, noiseVoice, virtualTime } from '@rx-realtime/simulator';
import type { SimulatorConfig } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { interval, map, share, take } from 'rxjs';
import type { Subscription } from 'rxjs';
import { durableSocket } from '../src/index.ts';
import type { DurableSocketConfig } from '../src/index.ts';

const rateHz = 24_000;
/** How long each block of the numbered microphone lasts, in milliseconds. */
export const blockMs = 20;
const blockLength = (rateHz * blockMs) / 1_000;

/** What is read of a frame of sound. */
const Append = t.type({ type: t.literal('input_audio_buffer.append'), audio: t.string });

/** A block that bears its number in six samples that nobody can hear. */
const numbered = (block: number, sound?: Int16Array): Int16Array => {
  const pcm = new Int16Array(blockLength);
  if (sound) pcm.set(sound.subarray(0, blockLength));
  for (let digit = 0; digit < 6; digit++) pcm[digit] = (block >> (4 * digit)) & 15;
  return pcm;
};

const numberOf = (base64: string): number => {
  const pcm = pcm16FromBase64(base64);
  return [0, 1, 2, 3, 4, 5].reduce((sum, digit) => sum + ((pcm[digit] ?? 0) << (4 * digit)), 0);
};

/** Blocks of sound from one number up to before another, as they are to arrive. */
export const blocks = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** What is told of a rehearsal with rotations. */
export interface RotatingConfig extends Partial<DurableSocketConfig> {
  readonly simulator?: Partial<SimulatorConfig>;
}

/** A socket, the servers that it talks to, and all that both tell, under virtual time. */
export const rotating = ({ simulator: own, ...config }: RotatingConfig = {}) => {
  const time = virtualTime();
  const simulator = createSimulator({
    scheduler: time,
    voice: noiseVoice(),
    seed: 1,
    timing: { sessionMs: 120_000 },
    ...own,
  });
  const heard: number[][] = [];
  const said: string[][] = [];
  const ends: string[] = [];
  simulator.connections$.subscribe(({ connection, closed$ }) => {
    heard[connection - 1] = [];
    said[connection - 1] = [];
    closed$.subscribe(({ by, code }) => ends.push(`${connection} by ${by} with ${code}`));
  });
  simulator.events$.subscribe(({ connection, from, event }) => {
    if (from === 'client') said[connection - 1]?.push(String(event['type']));
    if (from === 'client' && Append.is(event)) heard[connection - 1]?.push(numberOf(event.audio));
  });
  const socket = durableSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: simulator.WebSocket,
    scheduler: time,
    retry: { firstMs: 20, random: () => 0.5 },
    ...config,
    rotation: config.rotation === false ? false : { random: () => 0, ...config.rotation },
  });
  const events: ServerEvent[] = [];
  const types: string[] = [];
  const restored: ConnectionRestored[] = [];
  const states: string[] = [];
  const gapsMs: number[] = [];
  const outcomes: string[] = [];
  socket.status$.subscribe((status) => {
    states.push('generation' in status ? `${status.state} ${status.generation}` : status.state);
  });
  socket.audioGap$.subscribe(({ durationMs }) => gapsMs.push(durationMs));
  socket.restored$.subscribe((event) => restored.push(event));
  const live$ = socket.pipe(share());
  live$.subscribe({
    next: (event) => {
      events.push(event);
      types.push(event.type);
    },
    error: (error: unknown) => outcomes.push(String(error)),
    complete: () => outcomes.push('complete'),
  });
  return {
    time,
    simulator,
    socket,
    live$,
    events,
    types,
    restored,
    states,
    gapsMs,
    outcomes,
    heard,
    said,
    ends,
    /** Speaks so many numbered blocks from now on; those that `isLoud` names are speech. */
    speak: (count: number, isLoud: (block: number) => boolean = () => false): Subscription => {
      const voice = noiseVoice().speak('x'.repeat(150)) as Int16Array;
      const length = voice.length - blockLength;
      const soundOf = (block: number): Int16Array =>
        numbered(block, isLoud(block) ? voice.subarray((block * blockLength) % length) : undefined);
      return interval(blockMs, time)
        .pipe(
          take(count),
          map((block) => inputAudioBufferAppend(soundOf(block))),
        )
        .subscribe((event) => socket.next(event));
    },
    ask: (text: string): void => {
      socket.next(conversationItemCreate(userText(text)));
      socket.next(responseCreate());
    },
    /** The texts of the conversation, in order. */
    texts: (): readonly string[] => {
      let texts: readonly string[] = [];
      socket.conversation$.pipe(take(1)).subscribe(({ items }) => {
        texts = items.map((item) => (item.type === 'message' ? JSON.stringify(item.content) : item.type));
      });
      return texts;
    },
  };
};
