import { Observable, ReplaySubject, Subject, asyncScheduler, finalize, tap } from 'rxjs';
import { energyDetector } from '../energyDetector.ts';
import { greetAndEcho } from '../greetAndEcho.ts';
import { noiseVoice } from '../noiseVoice.ts';
import type { SimulatorConfig, SimulatorConnection, SimulatorEvent } from '../simulator.ts';
import type { Voice } from '../voice.ts';
import type { ConnectionRequest } from './admission.ts';
import { sampleRateHz } from './audioFormat.ts';
import { derivedSeed } from './random.ts';
import { resample } from './resample.ts';
import type { Settings, Timing } from './scope.ts';
import { serve } from './serve.ts';
import type { Frame, Outgoing } from './serve.ts';
import { isObject } from './shape.ts';

/** A simulator without a transport: connections come from whoever has sockets. */
export interface Core {
  readonly connect: (request: ConnectionRequest, incoming$: Observable<Frame>) => Observable<Outgoing>;
  readonly settings: Settings;
  readonly connections$: Observable<SimulatorConnection>;
  readonly events$: Observable<SimulatorEvent>;
  readonly notices$: Observable<string>;
  readonly notice: (text: string) => void;
  /** Ends the streams; connections are ended by their transport. */
  readonly end: () => void;
}

const defaultTiming: Timing = {
  firstItemMs: 150,
  audioSpeed: 5,
  textDeltaMs: 10,
  transcriptionMs: 200,
  rateLimitsMs: 40,
  sessionMs: 3_600_000,
};

const defaultSeed = 1;
const remembered = 64;
const keptNotices = 100;

/** Speaks at the rate of the wire, and remembers what it said lately: greetings repeat. */
const speaker = (voice: Voice): Settings['speak'] => {
  const said = new Map<string, Int16Array>();
  const keep = (text: string, pcm: Int16Array): Int16Array => {
    const sound = resample(pcm, voice.sampleRateHz, sampleRateHz);
    if (said.size >= remembered) said.delete([...said.keys()][0] ?? '');
    said.set(text, sound);
    return sound;
  };
  return (text) => {
    const known = said.get(text);
    if (known) return known;
    const sound = voice.speak(text);
    return sound instanceof Promise ? sound.then((pcm) => keep(text, pcm)) : keep(text, sound);
  };
};

const defaultLines = ['Hello, can you hear me?', 'What time is it?', 'Thank you, goodbye.'];

const isModelName = (model: string): boolean => /^gpt-|realtime/.test(model);

const settingsOf = (config: SimulatorConfig): Settings => {
  const { apiKey } = config;
  return {
    responder: config.responder ?? greetAndEcho(),
    transcribe: config.transcribe ?? (({ index }) => defaultLines[index % defaultLines.length] ?? ''),
    speak: speaker(config.voice ?? noiseVoice()),
    detectorOf: config.detector ?? energyDetector,
    scheduler: config.scheduler ?? asyncScheduler,
    timing: { ...defaultTiming, ...config.timing },
    admission: {
      accepts: apiKey === undefined ? undefined : (credential) => credential === apiKey,
      acceptsModel: config.acceptsModel ?? isModelName,
    },
  };
};

export const createCore = (config: SimulatorConfig): Core => {
  const settings = settingsOf(config);
  const connections$ = new Subject<SimulatorConnection>();
  const events$ = new Subject<SimulatorEvent>();
  const notices$ = new ReplaySubject<string>(keptNotices);
  const started = settings.scheduler.now();
  const seed = config.seed ?? defaultSeed;
  let connected = 0;

  const connect = (request: ConnectionRequest, incoming$: Observable<Frame>): Observable<Outgoing> =>
    new Observable((subscriber) => {
      const connection = ++connected;
      const log = (from: SimulatorEvent['from'], event: SimulatorEvent['event']): void =>
        events$.next({ connection, from, timeMs: settings.scheduler.now() - started, event });
      const logClient = (frame: Frame): void => {
        if (!events$.observed || typeof frame !== 'string') return;
        try {
          const event: unknown = JSON.parse(frame);
          if (isObject(event)) log('client', event);
        } catch {
          // The client is told `invalid_json`; there is no event to log.
        }
      };
      const notice = (text: string): void => notices$.next(`Connection ${connection}: ${text}`);
      const closed$ = new ReplaySubject<{ code: number | null; reason: string }>(1);
      let ending: { code: number | null; reason: string } = { code: null, reason: '' };
      connections$.next({ connection, url: request.url, closed$: closed$.asObservable() });
      return serve(
        { request, seed: derivedSeed(seed, connection), settings, notice },
        incoming$.pipe(tap(logClient)),
      )
        .pipe(
          tap((out) => {
            if (out.kind === 'event') log('server', out.event);
            else ending = { code: out.code, reason: out.reason };
          }),
          finalize(() => {
            closed$.next(ending);
            closed$.complete();
          }),
        )
        .subscribe(subscriber);
    });

  return {
    connect,
    settings,
    connections$: connections$.asObservable(),
    events$: events$.asObservable(),
    notices$: notices$.asObservable(),
    notice: (text) => notices$.next(text),
    end: () => {
      connections$.complete();
      events$.complete();
      notices$.complete();
    },
  };
};
