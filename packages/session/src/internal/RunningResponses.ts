import type { ServerEvent } from '@rx-realtime/codecs';

/** The responses that run, by id: each from `response.created` to `response.done`, or to the end of its connection. */
export class RunningResponses {
  /** Those of the conversation. */
  readonly spoken = new Set<string>();
  /** Those out of band. */
  readonly aside = new Set<string>();

  received(event: ServerEvent): void {
    if (event.type === 'response.created') {
      const { id, conversation_id: conversationId } = event.response;
      (conversationId === null ? this.aside : this.spoken).add(id);
    } else if (event.type === 'response.done') {
      this.spoken.delete(event.response.id);
      this.aside.delete(event.response.id);
    } else if (event.type === 'connection.lost' || event.type === 'session.created') {
      this.spoken.clear();
      this.aside.clear();
    }
  }
}
