// What playback may say to the service, by when the listener interrupts and how: against the simulator, which errors at
// every command that comes too late or names what it has never heard of.
import { describe, expect, it } from '@jest/globals';
import { conversationItemCreate, responseCreate, userText } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import { base64FromBytes, bytesFromBase64 } from '@rx-realtime/pcm';
import { createSimulator, say } from '@rx-realtime/simulator';
import {
  concatMap,
  filter,
  from,
  identity,
  map,
  merge,
  of,
  share,
  Subject,
  VirtualTimeScheduler,
} from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';
import {
  appendInputAudio,
  chunkPcm16,
  paceAudio,
  playback,
  resamplePcm16,
  silence,
  speech,
  tone,
  virtualPlayer,
} from '../src/index.ts';
import type { PlayedOut } from '../src/index.ts';

/** About ten seconds of speech, which the simulator makes in two. */
const story = 'Once upon a time there was a listener who knew when to interrupt. '.repeat(2);
const firstItemMs = 1_500;

const situations = {
  'before the first sound': { asks: [responseCreate()], atMs: 300 },
  'while it is generated': { asks: [responseCreate()], atMs: 2_000 },
  'when it is generated and still playing': { asks: [responseCreate()], atMs: 6_000 },
  'when all was heard': { asks: [responseCreate()], atMs: 20_000 },
  'out of band': { asks: [responseCreate({ conversation: 'none', input: [] })], atMs: 2_000 },
  'out of band, before the first sound': {
    asks: [responseCreate({ conversation: 'none', input: [] })],
    atMs: 300,
  },
  'two voices': {
    asks: [responseCreate(), responseCreate({ conversation: 'none', input: [] })],
    atMs: 2_000,
  },
  'a text beside it': {
    asks: [
      responseCreate(),
      responseCreate({ conversation: 'none', input: [], output_modalities: ['text'] }),
    ],
    atMs: 2_000,
  },
} as const;

/** Deltas cut again, so that each but the last of two ends inside of a sample. */
const cutOddly: MonoTypeOperatorFunction<ServerEvent> = concatMap((event) => {
  if (event.type !== 'response.output_audio.delta') return of(event);
  const bytes = bytesFromBase64(event.delta);
  return from([bytes.subarray(0, 3), bytes.subarray(3)]).pipe(
    map((piece) => ({ ...event, delta: base64FromBytes(piece) })),
  );
});

type How = 'key' | 'speech' | 'text';
type Cut = 'whole' | 'cut inside of samples' | 'resampled and cut anew';

const interrupt = (situation: keyof typeof situations, how: How, cut: Cut) => {
  const { asks, atMs } = situations[situation];
  const scheduler = new VirtualTimeScheduler();
  const simulator = createSimulator({ scheduler, responder: () => [say(story)], timing: { firstItemMs } });
  const detection = { type: 'server_vad' as const, create_response: false };
  const socket = realtimeSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: simulator.WebSocket,
    scheduler,
    session: { audio: { input: { turn_detection: detection } } },
  });
  const live$ = socket.pipe(cut === 'whole' ? identity : cutOddly, share());
  const [errors, commands, created]: [unknown[], string[], string[]] = [[], [], []];
  const playedOut: PlayedOut[] = [];
  live$.subscribe((event) => {
    if (event.type === 'error') errors.push(event.error);
    if (event.type === 'response.created') created.push(event.response.id ?? '');
  });
  const pressed$ = new Subject<How>();
  const started$ = live$.pipe(filter(({ type }) => type === 'input_audio_buffer.speech_started'));
  const anew = cut === 'resampled and cut anew';
  const rateHz = anew ? 16_000 : 24_000;
  live$
    .pipe(
      speech(),
      resamplePcm16({ toHz: rateHz }),
      anew ? chunkPcm16({ durationMs: 20 }) : identity,
      playback(virtualPlayer({ scheduler }), {
        bargeIn$: merge(pressed$, started$),
        playedOutObserver: { next: (response) => void playedOut.push(response) },
      }),
    )
    .subscribe((command) => {
      commands.push(command.type.replace(/.*\./, ''));
      socket.next(command);
    });

  asks.forEach((event) => socket.next(event));
  scheduler.schedule(() => {
    if (how === 'speech') {
      of(silence({ durationMs: 300 }), tone({ frequencyHz: 200, durationMs: 700 }))
        .pipe(chunkPcm16({ durationMs: 40 }), paceAudio({ scheduler }), appendInputAudio())
        .subscribe((event) => socket.next(event));
      return;
    }
    pressed$.next(how);
    if (how === 'text') {
      socket.next(conversationItemCreate(userText('And then?')));
      socket.next(responseCreate());
    }
  }, atMs);
  scheduler.maxFrames = 60_000;
  scheduler.flush();
  return { commands, errors, created, playedOut };
};

const mine = ['cancel', 'truncate'];
const expectations: Readonly<Record<keyof typeof situations, Readonly<Record<How, readonly string[]>>>> = {
  'before the first sound': { key: ['cancel'], speech: [], text: ['cancel'] },
  'while it is generated': { key: mine, speech: ['truncate'], text: mine },
  'when it is generated and still playing': { key: ['truncate'], speech: ['truncate'], text: ['truncate'] },
  'when all was heard': { key: [], speech: [], text: [] },
  'out of band': { key: ['cancel'], speech: [], text: ['cancel'] },
  'out of band, before the first sound': { key: ['cancel'], speech: [], text: ['cancel'] },
  'two voices': { key: ['cancel', ...mine], speech: ['truncate'], text: ['cancel', ...mine] },
  'a text beside it': { key: mine, speech: ['truncate'], text: mine },
};
const rows = Object.entries(expectations).flatMap(([situation, byHow]) =>
  Object.entries(byHow).map(([how, commands]) => ({ situation, how, commands })),
);

describe.each<Cut>(['whole', 'cut inside of samples', 'resampled and cut anew'])('deltas %s', (cut) => {
  it.each(rows)('interrupted $situation by $how: $commands', ({ situation, how, commands }) => {
    const seen = interrupt(situation as keyof typeof situations, how as How, cut);
    expect(seen.errors).toEqual([]);
    expect(seen.commands).toEqual(commands);
    // Everyone who waits for the end of a spoken response learns of it, once.
    const spoken = seen.created.length - (situation === 'a text beside it' ? 1 : 0);
    expect(new Set(seen.playedOut.map(({ responseId }) => responseId)).size).toBe(spoken);
    expect(seen.playedOut).toHaveLength(spoken);
    const wasCut = situation !== 'when all was heard';
    expect(seen.playedOut[0]?.interrupted).toBe(wasCut);
    // What answers a text is heard to its end; what began before is not.
    expect(seen.playedOut.at(-1)?.interrupted).toBe(wasCut && how !== 'text');
  });
});
