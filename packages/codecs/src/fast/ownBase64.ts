/**
 * An append whose base64 was made here needs no escaping: JSON would look at each of its characters, which is nine
 * tenths of the cost of sending sound. One place only, for the event that is sent next; a map of all events costs as
 * much as is gained for small chunks.
 */
import { isNewestId } from './countedEventIds.ts';

interface Append {
  readonly type: string;
  readonly event_id?: string;
  readonly audio: string;
}

let lastEvent: object | undefined;
let lastAudio: string | undefined;

/** Notes that `event.audio` is base64 made here. */
export function noteOwnBase64<A extends Append>(event: A): A {
  lastEvent = event;
  lastAudio = event.audio;
  return event;
}

/** The frame of such an append, or nothing. */
export function ownAppendFrame(event: object | undefined): string | undefined {
  if (event === undefined || event !== lastEvent) return undefined;
  const { type, event_id: eventId = '', audio } = event as Append;
  return audio === lastAudio && (isNewestId(eventId) || /^[\w-]+$/.test(eventId))
    ? `{"type":"${type}","event_id":"${eventId}","audio":"${audio}"}`
    : undefined;
}
