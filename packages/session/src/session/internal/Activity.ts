import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { RunningResponses } from '../../internal/RunningResponses.ts';

/** What still goes on in a session: responses that run or were asked for, tools, sound that is not heard. */
export class Activity {
  readonly responses = new RunningResponses();
  /** Calls that are not answered. */
  calls = 0;
  /** Whether the player has sound to play. */
  isSpeaking = false;
  #asked = 0;

  get isQuiet(): boolean {
    const { calls, isSpeaking, responses } = this;
    return (
      calls === 0 &&
      !isSpeaking &&
      this.#asked === 0 &&
      responses.spoken.size === 0 &&
      responses.aside.size === 0
    );
  }

  sent(event: ClientEvent): void {
    if (event.type === 'response.create') this.#asked += 1;
  }

  /** An answer that was asked for will not begin. */
  refused(): void {
    this.#asked = Math.max(0, this.#asked - 1);
  }

  received(event: ServerEvent): void {
    this.responses.received(event);
    if (event.type === 'response.created') this.refused();
    else if (event.type === 'connection.lost') this.#asked = 0;
  }
}
