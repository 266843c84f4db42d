import type { Player } from '@rx-realtime/audio';
import type { TranslationSessionConfig } from '@rx-realtime/codecs/translation';
import type { TranslationSocket } from '@rx-realtime/connection/translation';
import type { SchedulerLike } from 'rxjs';
import type { Ears } from '../session/assistantConfig.ts';

/** Somebody who listens in a language. */
export interface TranslationListener {
  /** Such as `da`; each language once. */
  readonly language: string;
  /** Where the translation is heard. @defaultValue nowhere: only its words are told, and its sound */
  readonly mouth?: Player;
}

/** The parts of a translation. */
export interface TranslationConfig {
  /**
   * Opens the line of a language, with what to tell the service; called once for each, by `connect`. Give it the
   * `scheduler` too.
   */
  readonly socket: (session: TranslationSessionConfig, language: string) => TranslationSocket;
  /** The microphone, at any rate; its end is the end of the translation. */
  readonly ears: Ears;
  /** Who listens. */
  readonly listeners: readonly TranslationListener[];
  /** What else to set, for all languages: `audio.input.transcription` also tells the words of the speaker. */
  readonly session?: TranslationSessionConfig;
  /** How long the last words may take, and be heard, after the end of the sound. @defaultValue 30,000 ms */
  readonly withinMs?: number;
  /** Times all of it but the sockets. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}
