import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { itemIdOf, responseIdOf } from './ids.ts';

const callTypes: ReadonlySet<string> = new Set(['function_call', 'mcp_call', 'mcp_approval_request']);

/** Whether a finished item has a result that the model still has to see. A call that was cut off has none. */
const isCall = (item: ServerItem): boolean =>
  callTypes.has(item.type) && !('status' in item && item.status === 'incomplete');

/** Where one turn of the user, and its answer, stand. */
export class Turn {
  readonly #userItemId: string;
  /** The user's item, those of the answer, and the results of its calls. */
  readonly #itemIds: Set<string>;
  readonly #callIds = new Set<string>();
  #responseId: string | undefined;
  #hasCalls = false;
  #isHeard: boolean;
  /** `calling`: a response has ended with calls, so another one is to come. */
  #state: 'speaking' | 'asked' | 'answering' | 'calling' | 'answered' = 'speaking';

  constructor(userItemId: string, awaitTranscription: boolean) {
    this.#userItemId = userItemId;
    this.#itemIds = new Set([userItemId]);
    this.#isHeard = !awaitTranscription;
  }

  get isOver(): boolean {
    return this.#state === 'answered' && this.#isHeard;
  }

  /** Takes the next event of the session, and says whether it belongs to this turn. */
  take(event: ServerEvent): boolean {
    this.#follow(event);
    const itemId = itemIdOf(event);
    if (itemId !== undefined && this.#itemIds.has(itemId)) return true;
    return this.#responseId !== undefined && responseIdOf(event) === this.#responseId;
  }

  #follow(event: ServerEvent): void {
    switch (event.type) {
      case 'connection.lost':
      case 'session.created':
        // It knows neither what was running nor, until it is restored, the item.
        if (this.#state === 'answered') this.#isHeard = true;
        else this.#state = 'speaking';
        return;
      case 'input_audio_buffer.committed':
        if (event.item_id === this.#userItemId) this.#ask();
        else if (this.#state === 'calling') this.#state = 'answered';
        return;
      case 'conversation.item.added':
      case 'conversation.item.created':
      case 'conversation.item.done':
        if (itemIdOf(event) === this.#userItemId) this.#ask();
        else this.#adopt(event.item);
        return;
      case 'conversation.item.input_audio_transcription.completed':
      case 'conversation.item.input_audio_transcription.failed':
        if (event.item_id === this.#userItemId) this.#isHeard = true;
        return;
      case 'response.created':
        if (event.response.conversation_id !== null) this.#begin(event.response.id);
        return;
      case 'response.output_item.added':
      case 'response.output_item.done':
        if (event.response_id === this.#responseId) this.#answer(event.item, event.type.endsWith('done'));
        return;
      case 'response.done':
        if (event.response.id !== this.#responseId || this.#state !== 'answering') return;
        event.response.output?.forEach((item) => this.#answer(item, true));
        this.#state = this.#hasCalls ? 'calling' : 'answered';
        return;
      default:
    }
  }

  #ask(): void {
    if (this.#state === 'speaking') this.#state = 'asked';
  }

  #begin(responseId: string): void {
    if (this.#state !== 'asked' && this.#state !== 'calling') return;
    this.#state = 'answering';
    this.#responseId = responseId;
    this.#hasCalls = false;
  }

  #answer(item: ServerItem, isFinished: boolean): void {
    if (item.type === 'unknown') return;
    this.#itemIds.add(item.id);
    if (item.type === 'function_call' && item.call_id != null) this.#callIds.add(item.call_id);
    if (isFinished && isCall(item)) this.#hasCalls = true;
  }

  /** The result of a call, which the client adds, belongs to the turn of the call. */
  #adopt(item: ServerItem): void {
    const isResult =
      (item.type === 'function_call_output' && this.#callIds.has(item.call_id)) ||
      (item.type === 'mcp_approval_response' && this.#itemIds.has(item.approval_request_id));
    if (isResult) this.#itemIds.add(item.id);
  }
}
