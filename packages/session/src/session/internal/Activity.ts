import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';

/** What still goes on in a session: responses that run or were asked for, tools, sound that is not heard. */
export class Activity {
  /** Responses of the conversation that run. */
  readonly running = new Set<string>();
  /** Calls that are not answered. */
  calls = 0;
  /** Whether the player has sound to play. */
  isSpeaking = false;
  #asked = 0;
  #outOfBand = new Set<string>();

  get isQuiet(): boolean {
    const { calls, isSpeaking, running } = this;
    return (
      calls === 0 && !isSpeaking && this.#asked === 0 && running.size === 0 && this.#outOfBand.size === 0
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
    if (event.type === 'response.created') {
      const { id, conversation_id: conversationId } = event.response;
      (conversationId === null ? this.#outOfBand : this.running).add(id);
      this.refused();
    } else if (event.type === 'response.done') {
      this.running.delete(event.response.id);
      this.#outOfBand.delete(event.response.id);
    } else if (event.type === 'connection.lost') {
      this.running.clear();
      this.#outOfBand.clear();
      this.#asked = 0;
    }
  }
}
