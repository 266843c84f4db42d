import { createSimulator, simulatedUser, virtualTime } from '@rx-realtime/simulator';
import type { SimulatedUser, SimulatorConfig } from '@rx-realtime/simulator';
import { Subscription } from 'rxjs';
import type { TeardownLogic } from 'rxjs';
import type { Application, Surroundings } from './application.ts';
import { durationOf } from './internal/durationOf.ts';
import type { Duration } from './internal/durationOf.ts';
import { createFactCount } from './internal/factCount.ts';
import { fieldsAt, textAt } from './internal/fields.ts';
import { lineGaps } from './internal/lineGaps.ts';
import type { Life } from './internal/lineGaps.ts';
import { createListeningMouth } from './internal/listeningMouth.ts';
import { captionLine } from './internal/captionLine.ts';
import { wrongFact } from './internal/wrongFact.ts';
import { settled } from './internal/settled.ts';
import { toolRuns } from './internal/toolRuns.ts';
import { createTranscript } from './internal/transcript.ts';
import type { Rehearsal, RehearsedEvent } from './rehearsal.ts';
import { isRehearsalError, RehearsalError } from './rehearsalError.ts';

/** What an application is rehearsed with. The fields of a simulator mean what they mean there. */
export interface RehearsalConfig extends Pick<
  SimulatorConfig,
  'responder' | 'mcp' | 'timing' | 'faults' | 'detector' | 'voice'
> {
  /** Who speaks. @defaultValue nobody */
  readonly user?: SimulatedUser;
  /** How long the application runs: milliseconds, or a text such as `70m`. @defaultValue 60,000 ms */
  readonly lasting?: Duration;
  /** The same seed rehearses the same. @defaultValue 1 */
  readonly seed?: number;
  /** How often each fact has to be heard, by its name. @defaultValue any number of times */
  readonly facts?: Readonly<Record<string, number>>;
  /** Throws when something is wrong: what it throws is told with the seed and the line of the conversation. */
  readonly check?: (rehearsal: Rehearsal) => void;
}

/** How much virtual time passes at once. */
const stepMs = 20;
/** How long an application may take to end. */
const endingMs = 30_000;

const start = (application: Application, surroundings: Surroundings): Subscription => {
  const started = application(surroundings);
  const running = new Subscription();
  const teardown: TeardownLogic =
    typeof started === 'object' && 'connect' in started ? started.connect() : started;
  running.add(teardown);
  return running;
};

/**
 * Plays an application against the simulator under virtual time, with a user who speaks and listens.
 *
 * An hour of conversation is a unit test: what was said, what was heard, what is left over.
 *
 * The application is a function of its surroundings, so that a clock, a line and a loudspeaker can be put under it. Nothing
 * in it may wait for real time: what is timed takes the `scheduler`, and promises have to settle by themselves. They do so
 * between two steps of 20 ms.
 *
 * ```
 * user      ______[Where is my order?]________________________________
 * line      ===============x (fault)    ======================
 * mouth     _____________________________________[It is on its way.]__
 * heard     order-42: 1
 * ```
 *
 * - **Value**: what came of it, when the time is over and the application has ended.
 * - **Error**: a {@link RehearsalError} with the seed and the line of the conversation where it went wrong: the application
 *   threw, a fact was not heard as often as it should be, `check` threw.
 * - **Memory**: all events, with their sound.
 *
 * @example
 * import { outputAudio, playback, appendInputAudio } from '@rx-realtime/audio';
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { rehearse } from '@rx-realtime/rehearsal';
 * import type { Application } from '@rx-realtime/rehearsal';
 * import { fact, say, simulatedUser } from '@rx-realtime/simulator';
 * import { share } from 'rxjs';
 *
 * const application: Application = ({ line, ears, mouth }) => {
 *   const socket = realtimeSocket(line);
 *   const live$ = socket.pipe(share());
 *   return socket.send(ears.pipe(appendInputAudio()), live$.pipe(outputAudio(), playback(mouth)));
 * };
 * const { captions, heard } = await rehearse(application, {
 *   user: simulatedUser([{ atMs: 1_000, text: 'Where is my order?' }]),
 *   responder: () => [say('It is on its way.', fact('order-42'))],
 * });
 * for (const { who, text } of captions) console.log(`${who}: ${text}`);
 * console.log(heard);
 * // prints: user: Where is my order?
 * // prints: assistant: It is on its way.
 * // prints: { 'order-42': 1 }
 */
export async function rehearse(application: Application, config: RehearsalConfig = {}): Promise<Rehearsal> {
  const { user = simulatedUser([]), lasting = 60_000, seed = 1, facts = {}, check, ...service } = config;
  const lastingMs = durationOf(lasting);
  const time = virtualTime();
  const present = user.enter(time);
  const transcript = createTranscript();
  const count = createFactCount();
  const events: RehearsedEvent[] = [];
  const lives: Life[] = [];

  const simulator = createSimulator({
    ...service,
    seed,
    scheduler: time,
    transcribe: (info) => {
      const words = present.transcribe(info);
      if (words !== undefined) transcript.arrived(words);
      return words;
    },
  });
  const mouth = createListeningMouth(time, present.hear, count.heard);
  const watching = new Subscription();
  watching.add(present.said$.subscribe(transcript.said));
  watching.add(simulator.facts$.subscribe(count.told));
  watching.add(
    simulator.events$.subscribe((entry) => {
      events.push(entry);
      transcript.follow(entry);
      const item = fieldsAt(entry.event, 'item');
      const isWritten = JSON.stringify(item['content'] ?? '').includes('output_text');
      if (entry.event['type'] === 'response.output_item.done' && isWritten)
        count.heard(textAt(item, 'id'), 0);
    }),
  );
  watching.add(
    simulator.connections$.subscribe(({ connection, closed$ }) => {
      const life: Life = { connection, endedMs: undefined };
      lives.push(life);
      closed$.subscribe(() => {
        life.endedMs = time.now();
      });
    }),
  );

  const captions = () => transcript.captions(mouth.heardMs);
  const wrong = (code: RehearsalError['code'], what: string, cause?: unknown): RehearsalError =>
    new RehearsalError(code, what, { seed, line: captionLine(captions().at(-1)) }, cause);
  const pass = async (untilMs: number): Promise<void> => {
    while (time.now() < untilMs) {
      time.advanceTo(Math.min(untilMs, time.now() + stepMs));
      await settled();
    }
  };

  try {
    const line = {
      url: 'ws://simulator?model=gpt-realtime',
      WebSocketCtor: simulator.WebSocket,
      scheduler: time,
    };
    const running = start(application, {
      line,
      ears: present.microphone$,
      mouth: mouth.player,
      scheduler: time,
    });
    await settled();
    await pass(lastingMs);
    const openGaps = lives.filter(({ endedMs }) => endedMs !== undefined);
    const gaps = [...lineGaps(openGaps, events, lastingMs), ...mouth.gaps];
    running.unsubscribe();
    await pass(lastingMs + endingMs);
    watching.unsubscribe();
    const rehearsal: Rehearsal = {
      seed,
      captions: captions(),
      heard: count.counts(),
      events,
      tools: toolRuns(events),
      gaps,
      left: { timers: time.pending, sockets: lives.filter(({ endedMs }) => endedMs === undefined).length },
    };
    const finding = wrongFact(facts, rehearsal);
    if (finding) throw new RehearsalError('fact_heard', finding.what, { seed, line: finding.line });
    try {
      check?.(rehearsal);
    } catch (error) {
      throw wrong('check_failed', error instanceof Error ? error.message : String(error), error);
    }
    return rehearsal;
  } catch (error) {
    if (isRehearsalError(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw wrong('application_failed', `The application failed: ${why}`, error);
  } finally {
    watching.unsubscribe();
  }
}
