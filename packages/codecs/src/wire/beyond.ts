import type { Capabilities } from '../correlation/capabilities.ts';
import type { ClientEvent } from '../events/clientEventCodecs.ts';

/** What the settings of a session or a response ask for. */
interface Settings {
  readonly output_modalities?: readonly string[];
  readonly audio?: { readonly input?: { readonly turn_detection?: unknown }; readonly output?: unknown };
}

const settingsOf = (event: ClientEvent): Settings =>
  (event.type === 'session.update'
    ? event.session
    : event.type === 'response.create'
      ? event.response
      : {}) ?? {};

/** What an event asks of a server that cannot do it; undefined for one that it can do. */
export function beyond(
  { truncation, turnDetection, soundOut }: Capabilities,
  event: ClientEvent,
): string | undefined {
  if (truncation === false && event.type === 'conversation.item.truncate') return 'cut what was not heard';
  const { audio, output_modalities: modalities } = settingsOf(event);
  if (turnDetection === false && audio?.input?.turn_detection) return 'hear when a turn is over';
  return soundOut === false && (modalities?.includes('audio') || audio?.output) ? 'speak' : undefined;
}
