import type { InputAudioBufferAppend } from '../events/inputAudioBuffer.ts';
import type { SessionInputAudioBufferAppend } from '../events/sessionInputAudioBuffer.ts';
import { Stamp } from './Stamp.ts';

type Append = InputAudioBufferAppend | SessionInputAudioBufferAppend;

/**
 * An append whose id and base64 were made here needs no escaping: JSON would look at each of its characters, which is
 * nine tenths of the cost of sending sound. Its frame stands on the event; it holds as long as the event is as it was.
 */
class OwnAppend extends Stamp {
  readonly #type: string;
  readonly #eventId: string | undefined;
  readonly #audio: string;

  constructor(event: Append, base64: string) {
    super(event);
    this.#type = event.type;
    this.#eventId = event.event_id;
    this.#audio = base64;
  }

  static frameOf(event: object): string | undefined {
    if (!(#audio in event)) return undefined;
    const { type, event_id: id, audio } = event as OwnAppend & Append;
    const isAsMade = type === event.#type && id === event.#eventId && audio === event.#audio;
    return isAsMade && Object.keys(event).length === 3
      ? `{"type":"${type}","event_id":"${id}","audio":"${audio}"}`
      : undefined;
  }
}

/** Notes on a fresh event that nothing in it needs escaping. */
export function ownAppend<A extends Append>(event: A): A {
  return OwnAppend.onto(event, event.audio);
}

/** The frame of such an append, or nothing. */
export const ownAppendFrame = (event: unknown): string | undefined =>
  typeof event === 'object' && event !== null ? OwnAppend.frameOf(event) : undefined;
