import type { Pcm16, Player } from 'rx-realtime';
import { energyDetector, noiseVoice, startSimulator } from 'rx-realtime/simulator';
import type { Fault, Recorded, Responder, SimulatorEvent } from 'rx-realtime/simulator';
import { filter, firstValueFrom, ReplaySubject, Subject, take } from 'rxjs';
import type { RunningAssistant, Surroundings } from './surroundings.ts';

/** What a stage is set with. */
export interface StageConfig {
  readonly responder: Responder;
  readonly faults?: readonly Fault[];
  readonly getTime?: Surroundings['getTime'];
  readonly getWeather?: Surroundings['getWeather'];
}

/** An event of one side, and which of its kind it is. */
export interface Point {
  readonly from?: 'client' | 'server';
  readonly type: string;
  readonly connection?: number;
  readonly count?: number;
  /** Which of them count. */
  readonly where?: (event: SimulatorEvent['event']) => boolean;
}

/** So many turns of the event loop: what is on its way on this machine arrives. */
export const loopTurns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

/** A simulator on this machine, an assistant in it, a microphone and a loudspeaker that do what the test says. */
export const stage = async (
  start: (surroundings: Surroundings) => RunningAssistant,
  { responder, faults = [], getTime = async (city) => `noon in ${city}`, getWeather }: StageConfig,
) => {
  const simulator = await startSimulator({
    responder,
    faults,
    voice: noiseVoice(),
    detector: energyDetector,
    transcribe: () => 'What time is it?',
    timing: { audioSpeed: 50, firstItemMs: 1, textDeltaMs: 1, transcriptionMs: 1, rateLimitsMs: 1 },
  });
  const wire$ = new ReplaySubject<Recorded>();
  simulator.wire$.subscribe(wire$);
  const ears = new Subject<Pcm16>();
  const played = new Subject<number>();
  const mouth: Player = { write: () => undefined, clear: () => undefined, played$: played };
  const assistant = start({
    url: simulator.url,
    ears,
    mouth,
    getTime,
    getWeather: getWeather ?? (async (city) => `sunny in ${city}`),
  });
  const events: SimulatorEvent[] = [];
  const events$ = wire$.pipe(filter((one): one is SimulatorEvent => one.event !== undefined));
  events$.subscribe((one) => events.push(one));
  const seen = ({ from: side = 'server', type, connection = 1, count = 1, where = () => true }: Point) =>
    firstValueFrom(
      events$.pipe(
        filter((one) => one.from === side && one.connection === connection),
        filter(({ event }) => event['type'] === type && where(event)),
        take(count),
        filter((_, index) => index === count - 1),
      ),
    );
  const countOf = (type: string, on: number): number =>
    events.filter(({ connection, event }) => connection === on && event['type'] === type).length;

  return {
    assistant,
    /** What both sides have sent. */
    events: (): readonly SimulatorEvent[] => events,
    /** Resolves when an event has crossed the wire, at once when it had. */
    seen,
    /** Resolves when no answer is being given on a connection, and none was asked for. */
    silent: async (connection: number): Promise<void> => {
      for (;;) {
        await loopTurns(200);
        const begun = countOf('response.created', connection);
        if (begun === countOf('response.done', connection)) return;
        await seen({ type: 'response.done', connection, count: begun });
      }
    },
    /** Resolves when a connection has ended. */
    ended: (connection = 1) =>
      firstValueFrom(wire$.pipe(filter((one) => one.close !== undefined && one.connection === connection))),
    /** The user speaks for a second, with a second of silence before and after. */
    speak: async () => {
      const ms = 20;
      const voice = Int16Array.from({ length: 24 * ms }, (_, at) =>
        Math.round(8_000 * Math.sin(at / 5) * Math.sin(at / 31)),
      );
      for (let block = 0; block < 150; block++) {
        const pcm = block >= 50 && block < 100 ? voice : new Int16Array(24 * ms);
        ears.next({ pcm, sampleRateHz: 24_000 });
        await loopTurns(1);
      }
    },
    /** The loudspeaker has played so much. */
    play: (ms: number) => played.next(ms),
    stop: async () => {
      assistant.stop();
      await simulator.close();
    },
  };
};
