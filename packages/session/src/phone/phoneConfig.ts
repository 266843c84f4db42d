import type { PhoneCall, PhoneMedia } from '@rx-realtime/audio/phone';
import type { AssistantConfig, AssistantSettings, AssistantSocket } from '../session/assistantConfig.ts';

/** The parts of an assistant on a call: those of {@link realtimeSession}, with a telephone for ears and mouth. */
export interface PhoneConfig extends Omit<AssistantConfig, 'ears' | 'mouth' | 'socket'> {
  /** The call: `twilioCall`, `telnyxCall`, `plivoCall` or `vonageCall` of `@rx-realtime/audio/phone`. */
  readonly media: PhoneMedia;
  /** Opens the line to the model when the call has begun, with what to tell the service. Give it the `scheduler` too. */
  readonly socket: (session: AssistantSettings, call: PhoneCall) => AssistantSocket;
  /**
   * What the model calls to end the call, once it has said goodbye; the description is for the model. `false`: nothing, and
   * the caller or `hangUp()` ends it.
   *
   * @defaultValue `hang_up`, "Ends the call. Say goodbye first."
   */
  readonly hangUpTool?: { readonly name?: string; readonly description?: string } | false;
  /** Whether a line of the assistant is a goodbye, after which to hang up also without the tool. @defaultValue none is */
  readonly isGoodbye?: (text: string) => boolean;
}
