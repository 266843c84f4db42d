import { outputAudio } from '@rx-realtime/audio';
import { writeWav } from '@rx-realtime/audio/node';
import { ofType } from '@rx-realtime/events';
import { durableSocket } from '@rx-realtime/reconnection';
import type { ReconnectInfo } from '@rx-realtime/reconnection';
import { inputTranscripts, responses } from '@rx-realtime/responses';
import type { ResponseStream } from '@rx-realtime/responses';
import { realtimeSession } from '@rx-realtime/session';
import type { AssistantSettings, AssistantSocket } from '@rx-realtime/session';
import {
  combineLatest,
  count,
  defer,
  delay,
  EMPTY,
  filter,
  finalize,
  from,
  map,
  merge,
  mergeMap,
  NEVER,
  ReplaySubject,
  share,
  startWith,
  Subject,
  switchMap,
  take,
  takeUntil,
  zip,
} from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import { CliError } from '../cliError.ts';
import { figures } from './figures.ts';
import { getTimeTool } from './getTime.ts';
import type { TalkOptions } from '../parseOptions.ts';
import type { Question } from './loadQuestion.ts';
import { sentMs, speak } from './speak.ts';
import type { Target } from './target.ts';
import {
  assistantEvents,
  audioEvents,
  reconnectingEvent,
  sessionEvents,
  speechStartedEvent,
  speechStoppedEvent,
  uploadEvent,
  userEvent,
  shutdownWarnings,
  warningEvent,
} from './talkEvent.ts';
import type { TalkEvent } from './talkEvent.ts';

/** Whoever sits before a terminal wants to hear of a server that does not answer, in milliseconds. */
const patienceMs = 3_000;

/** The longest question that is said again when the line drops, in milliseconds. */
const maxQuestionMs = 600_000;

/** What follows the last response (rate limits, a late transcript) is worth waiting for, in milliseconds. */
const settleMs = 250;

/** Asks one question and emits what happens, up to the summary. Unsubscribing hangs up and keeps the WAV readable. */
export function talk(options: TalkOptions, target: Target, question?: Question): Observable<TalkEvent> {
  return defer(() => {
    const reconnecting$ = new Subject<ReconnectInfo>();
    const tools$ = new Subject<TalkEvent>();
    const socket$ = new ReplaySubject<AssistantSocket>(1);
    const live$ = socket$.pipe(
      switchMap((socket) => socket),
      share(),
    );
    const answers$ = live$.pipe(responses(), share());
    const end$ = answers$.pipe(answered(), delay(settleMs), share());
    const shown$ = live$.pipe(takeUntil(end$), share());
    const ears$ = question
      ? socket$.pipe(switchMap((socket) => speak(question, options, socket, live$))).pipe(share())
      : EMPTY;
    const progress$ = ears$.pipe(sentMs());

    const assistant = realtimeSession({
      socket: (session) => {
        const socket = open(options, target, session, reconnecting$);
        socket$.next(socket);
        return socket;
      },
      instructions: options.instructions,
      session: settingsOf(options),
      ears: ears$,
      tools: [getTimeTool(tools$)],
    });

    const happening$ = merge(
      from(shutdownWarnings(options.model)),
      shown$.pipe(ofType('session.created', 'connection.restored'), sessionEvents()),
      reconnecting$.pipe(map(reconnectingEvent)),
      progress$.pipe(map((ms) => uploadEvent(ms, question))),
      shown$.pipe(ofType('input_audio_buffer.speech_started'), map(speechStartedEvent)),
      shown$.pipe(ofType('input_audio_buffer.speech_stopped'), map(speechStoppedEvent)),
      shown$.pipe(inputTranscripts(), map(userEvent)),
      answers$.pipe(mergeMap(assistantEvents)),
      tools$,
      shown$.pipe(outputAudio(), audioEvents()),
      shown$.pipe(ofType('error'), map(warningEvent)),
    );
    const summary$ = combineLatest([
      figures(shown$),
      shown$.pipe(outputAudio(), writeWav(options.out)),
      shown$.pipe(ofType('session.created', 'connection.restored'), count()),
      progress$.pipe(startWith(0), takeUntil(end$)),
    ]).pipe(
      take(1),
      map(([numbers, , connections, ms]): TalkEvent => ({
        type: 'summary',
        ...numbers,
        connections,
        audioInMs: Math.min(ms, question?.durationMs ?? 0),
        out: options.out,
      })),
    );
    const begun$ = defer(() => {
      const connection = assistant.connect();
      if (options.text !== undefined) assistant.ask(options.text);
      return NEVER.pipe(finalize(() => connection.unsubscribe()));
    });
    return merge(happening$.pipe(takeUntil(end$)), summary$, begun$.pipe(takeUntil(summary$)));
  });
}

const settingsOf = ({ voice }: TalkOptions): AssistantSettings => ({
  output_modalities: ['audio'],
  audio: {
    input: {
      format: { type: 'audio/pcm', rate: 24_000 },
      transcription: { model: 'gpt-transcribe' },
      turn_detection: { type: 'server_vad', silence_duration_ms: 500 },
    },
    output: { format: { type: 'audio/pcm', rate: 24_000 }, voice },
  },
});

const open = (
  { model, fast }: TalkOptions,
  { url, simulated }: Target,
  session: AssistantSettings,
  reconnecting$: Subject<ReconnectInfo>,
): AssistantSocket =>
  durableSocket({
    model,
    retry: { maxInitialMs: patienceMs, reconnectingObserver: reconnecting$ },
    maxOwedMs: maxQuestionMs,
    // The key of the environment goes to OpenAI by itself, and to a server that the user named, but not to the simulator.
    ...(url !== undefined && { url, apiKey: simulated ? undefined : process.env['OPENAI_API_KEY'] }),
    // A recording that is sent at once is not live: nothing of it may be dropped for being late.
    ...(fast && { maxAudioMs: Infinity, maxAudioAgeMs: Infinity, maxRoundTripMs: Infinity }),
    session,
  });

/** Emits once, when a response has ended that leaves nothing to do: no function to call, nothing to say again. */
const answered = (): OperatorFunction<ResponseStream, unknown> => (answers$) =>
  answers$.pipe(
    mergeMap(({ done$, functionCalls$ }) => zip(done$, functionCalls$.pipe(count()))),
    filter(([outcome, calls]) => {
      if (outcome.status === 'failed')
        throw new CliError('responseFailed', `the response failed: ${outcome.message}`);
      // The user spoke on: the server answers again.
      const interrupted = outcome.status === 'cancelled' && outcome.reason === 'turn_detected';
      return calls === 0 && !interrupted && outcome.status !== 'interrupted';
    }),
    take(1),
  );
