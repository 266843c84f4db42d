import type { ResponseCreateParams } from '@rx-realtime/codecs';

/** How words are said. */
export interface SayConfig extends Omit<ResponseCreateParams, 'tool_choice' | 'tools' | 'instructions'> {
  /**
   * `none` says it beside the conversation: at once, also while another response runs, and without what was said before.
   * Afterwards it is put into the conversation, as an item of the assistant.
   *
   * @defaultValue `auto`: in the conversation, in its turn
   */
  readonly conversation?: 'auto' | 'none';
}
