import type { RealtimeStatus } from '@rx-realtime/connection';
import type { Observable, Subscription } from 'rxjs';
import type { SessionError } from '../session/sessionError.ts';
import { LiveTranscription } from './internal/LiveTranscription.ts';
import { TranscriptionState } from './internal/TranscriptionState.ts';
import type { Transcript, TranscriptionUse } from './transcript.ts';
import type { TranscriptionConfig } from './transcriptionConfig.ts';
import type { TranscriptLine } from './transcriptLine.ts';

/**
 * A transcription: streams that show its state, and verbs. The streams replay their newest value, complete when the
 * transcription ends, and never fail; `errors$` tells what went wrong.
 */
export interface Transcription {
  /** All lines, whenever one of them has changed. */
  readonly lines$: Observable<readonly TranscriptLine[]>;
  /** What was sent, and what of it was billed. */
  readonly use$: Observable<TranscriptionUse>;
  /** The state of the connection. */
  readonly status$: Observable<RealtimeStatus>;
  /** What went wrong, as it happens. */
  readonly errors$: Observable<SessionError>;
  /** All that was said: once, when the sound has ended and the last word is known, or when the connection has ended. */
  readonly transcript$: Observable<Transcript>;
  /** Opens the connection, once; unsubscribing ends it without the last words. A second call gives the same subscription. */
  connect(): Subscription;
  /** Hears no more, and waits for the last words. The outcome is that of `transcript$`. */
  finish(): Observable<Transcript>;
}

/**
 * Writes down what is said: one stream of sound to lines with times, in order, until the last word.
 *
 * A recording in, a subtitle file out; or subtitles while somebody speaks.
 *
 * ```
 * ears ─► resample ─► chunk ─► append, commit ─► socket
 * socket ─► transcriptLines ─► lines$      ─► usage ─► use$
 * ears end ─► commit ─► all lines final ─► transcript$ ─► close
 * ```
 *
 * When the sound ends, what the service still holds is committed, the words of it are waited for, and the connection is
 * closed. Without turn detection (`turn_detection: null`) `commit$` says where lines end. Dropped sound is told as
 * `audio_gap`; the times after it are early by as much.
 *
 * Nothing is in here that is not in an exported operator: to replace a part, put its operators in its place.
 *
 * @param config the parts
 * @returns the transcription; nothing happens before `connect()`
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { toSrt, transcriptionSession } from '@rx-realtime/session/transcription';
 * import { createSimulator, noiseVoice } from '@rx-realtime/simulator';
 * import { from } from 'rxjs';
 *
 * const simulator = createSimulator({ transcribe: () => 'Good morning.' });
 * const line = { url: 'ws://simulator', WebSocketCtor: simulator.WebSocket, maxAudioMs: Infinity };
 * const spoken = { pcm: await noiseVoice().speak('Good morning.'), sampleRateHz: 24_000 };
 * const transcription = transcriptionSession({
 *   socket: (session) => realtimeSocket({ ...line, intent: 'transcription', session }),
 *   ears: from([spoken]),
 *   session: { audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' } } } },
 * });
 * transcription.transcript$.subscribe(({ lines, isComplete }) => console.log(lines[0]?.text, isComplete));
 * transcription.connect(); // prints: Good morning. true
 *
 * @see {@link toSrt}, {@link toVtt}
 */
export function transcriptionSession(config: TranscriptionConfig): Transcription {
  const state = new TranscriptionState();
  let live: LiveTranscription | undefined;
  const connect = (): Subscription => {
    if (live) return live.connection;
    live = new LiveTranscription(config, state);
    live.open();
    return live.connection;
  };
  return {
    lines$: state.lines$.asObservable(),
    use$: state.use$.asObservable(),
    status$: state.status$.asObservable(),
    errors$: state.errors$.asObservable(),
    transcript$: state.transcript$.asObservable(),
    connect,
    finish: () => {
      connect();
      live?.stop();
      return state.transcript$.asObservable();
    },
  };
}
