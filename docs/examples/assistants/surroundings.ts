import type { Pcm16, Player } from 'rx-realtime';
import type { Observable } from 'rxjs';

/** What the assistants of this folder have to do with. */
export interface Surroundings {
  /** Where the service is, `ws://…/v1/realtime`. */
  readonly url: string;
  /** What the user says, at 24 kHz. */
  readonly ears: Observable<Pcm16>;
  /** A loudspeaker that tells what it has played. */
  readonly mouth: Player;
  readonly getTime: (city: string) => Promise<string>;
  readonly getWeather: (city: string) => Promise<string>;
}

/** An assistant that runs. */
export interface RunningAssistant {
  /** What it shows of the conversation, one line for each message. */
  readonly lines: () => readonly string[];
  /** Asks in writing; rejects where that cannot be sent. */
  readonly ask: (text: string) => Promise<void>;
  readonly stop: () => void;
}
