import type { TranscriptionSessionConfig } from '@rx-realtime/codecs';
import type { RealtimeSocket } from '@rx-realtime/connection';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Ears } from '../session/assistantConfig.ts';

/** The parts of a transcription. */
export interface TranscriptionConfig {
  /**
   * Opens the line, with what to tell the service: `(session) => realtimeSocket({ intent: 'transcription', session })`;
   * called once, by `connect`. A recording that is not paced needs `maxAudioMs: Infinity`. Give it the `scheduler` too.
   */
  readonly socket: (session: TranscriptionSessionConfig) => RealtimeSocket;
  /** The sound, at any rate; its end is the end of the transcription. */
  readonly ears: Ears;
  /** What to set: `audio.input.transcription` names the model, `turn_detection` who finds the turns. */
  readonly session: Omit<TranscriptionSessionConfig, 'type'>;
  /**
   * Each value ends a line here and now: for `turn_detection: null`, where nobody else does.
   *
   * @defaultValue nothing: the service finds the turns, and without turn detection all is one line
   */
  readonly commit$?: Observable<unknown>;
  /** Silence that is sent behind the sound, so that turn detection has its end, at least 0. @defaultValue 500 ms */
  readonly endSilenceMs?: number;
  /** How long the last words may take after the end of the sound. @defaultValue 30,000 ms */
  readonly withinMs?: number;
  /** Times all of it but the socket. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}
