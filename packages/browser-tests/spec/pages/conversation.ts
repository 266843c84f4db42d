// A page to talk to: what an application would write, and at the end what the spec asks it.
import {
  appendInputAudio,
  chunkPcm16,
  heardTranscript,
  levelMeter,
  playback,
  speech,
} from '@rx-realtime/audio';
import type { PlaybackCommand, PlaybackLedger } from '@rx-realtime/audio';
import { microphone, speaker } from '@rx-realtime/audio/browser';
import { realtimeSocket } from '@rx-realtime/connection';
import { ofType } from '@rx-realtime/events';
import { inputTranscripts, responses } from '@rx-realtime/responses';
import { fromEvent, map, merge, mergeMap, share, Subscription, take, tap } from 'rxjs';

const element = (selector: string): HTMLElement => {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
};

/** A line of the captions by the id of its item or response; made when it is first asked for. */
const lines = new Map<string, HTMLLIElement>();
const lineOf = (id: string, side: 'you' | 'model'): HTMLLIElement => {
  const line = lines.get(id) ?? document.createElement('li');
  if (!lines.has(id)) element('#captions').append(line);
  lines.set(id, line);
  line.classList.add(side);
  return line;
};

/** Leaves of an interrupted answer the words that were heard. */
const cutLines = ({ cuts, parts }: PlaybackLedger): void => {
  for (const { responseId, itemId, audioEndMs } of cuts) {
    const line = lineOf(responseId, 'model');
    if (line.classList.contains('cut')) continue;
    const totalMs = parts.find((part) => part.itemId === itemId)?.receivedMs ?? audioEndMs;
    line.textContent = heardTranscript(line.textContent ?? '', { heardMs: audioEndMs, totalMs });
    line.classList.add('cut');
  }
};

const secret = async (): Promise<string> => (await fetch('/token', { method: 'POST' })).text();
const url = (): Promise<string> => fetch('/realtime-url').then((response) => response.text());

interface Cut {
  readonly command: PlaybackCommand;
  readonly atMs: number;
  readonly playedMs: number;
}
const facts = {
  playedMs: 0,
  firstPlayed: undefined as { readonly ms: number; readonly atMs: number } | undefined,
};
const commands: Cut[] = [];
const errors: string[] = [];

const talk = async (target: string): Promise<Subscription> => {
  const player = speaker();
  const microphone$ = microphone().pipe(share());
  const socket = realtimeSocket({
    url: target,
    apiKey: secret,
    session: { audio: { input: { transcription: { model: 'gpt-transcribe' } } } },
  });
  const live$ = socket.pipe(share());

  const ears$ = microphone$.pipe(chunkPcm16({ durationMs: 40 }), appendInputAudio());
  const bargeIn$ = live$.pipe(ofType('input_audio_buffer.speech_started'));
  const mouth$ = live$.pipe(speech(), playback(player, { bargeIn$, ledgerObserver: { next: cutLines } }));
  const words$ = merge(
    live$.pipe(
      inputTranscripts(),
      map(({ itemId, text }) => ({ line: lineOf(itemId, 'you'), text })),
    ),
    live$.pipe(
      responses(),
      mergeMap(({ responseId, transcript$ }) =>
        transcript$.pipe(map((text) => ({ line: lineOf(responseId, 'model'), text }))),
      ),
    ),
  );

  const all = new Subscription();
  const error = (cause: unknown) => errors.push(String(cause));
  all.add(
    socket.status$.subscribe(({ state }) => {
      element('#state').textContent = state;
      element('#state').className = state;
    }),
  );
  all.add(
    microphone$.pipe(levelMeter({ windowMs: 50 })).subscribe({
      next: ({ rmsDb }) => element('#level').setAttribute('value', String(rmsDb)),
      error,
    }),
  );
  // The line of a spoken turn stands where it was spoken, although its words come later.
  all.add(bargeIn$.subscribe(({ item_id }) => lineOf(item_id, 'you')));
  all.add(words$.subscribe({ next: ({ line, text }) => (line.textContent = text), error }));
  all.add(
    player.played$.subscribe({
      next: (ms) => {
        facts.playedMs = ms;
        facts.firstPlayed ??= { ms, atMs: performance.now() };
      },
      error,
    }),
  );
  all.add(
    mouth$
      .pipe(tap((command) => commands.push({ command, atMs: performance.now(), playedMs: facts.playedMs })))
      .subscribe({ next: (command) => socket.next(command), error }),
  );
  all.add(ears$.subscribe({ next: (event) => socket.next(event), error }));
  all.add(() => void player.close());
  return all;
};

let conversation: Subscription | undefined;
fromEvent(element('#talk'), 'click')
  .pipe(take(1))
  .subscribe(() => {
    url()
      .then(talk)
      .then((subscription) => (conversation = subscription))
      .catch((cause: unknown) => errors.push(String(cause)));
  });

const api = {
  facts: () => ({ ...facts, cuts: commands, errors }),
  captions: () => [...document.querySelectorAll('#captions li')].map(({ textContent }) => textContent),
  level: () => Number(element('#level').getAttribute('value')),
  stop: () => conversation?.unsubscribe(),
};

export type ConversationPage = typeof api;
Object.assign(globalThis, { page: api });
