import type { SoundFormat } from '@rx-realtime/pcm';
import type { AudioFormat } from '../resources/audioFormat.ts';
import type { UnknownVariant } from '../describe/tagged.ts';
import type { ServerEvent } from '../events/serverEventCodecs.ts';

/** How sound is coded that goes to a session, and that comes from it. */
export interface SoundFormats {
  readonly input: SoundFormat;
  readonly output: SoundFormat;
}

/** What a session has that says nothing of it: PCM of 24,000 Hz. */
const usual: SoundFormats = { input: { type: 'audio/pcm' }, output: { type: 'audio/pcm' } };

type Declared = AudioFormat | UnknownVariant | null | undefined;

/** What is declared, or what was known before; PCM whose rate is not said keeps the one that was known. */
const after = (declared: Declared, known: SoundFormat): SoundFormat => {
  if (declared == null) return known;
  const format: SoundFormat = declared.type === 'unknown' ? { type: declared.wireType } : declared;
  return known.type === format.type && format.rate == null ? known : format;
};

/**
 * How sound is coded after an event: `session.created`, `session.updated` and `connection.restored` say it of the session,
 * `response.created` of one response. All other events give back what was known.
 *
 * @param event any server event
 * @param known what earlier events have declared
 * @param asked what a new session has that does not say it
 * @defaultValue PCM of 24,000 Hz, both ways
 * @example
 * import { declaredFormats } from '@rx-realtime/codecs';
 *
 * const input = { format: { type: 'audio/pcm', rate: 16_000 } } as const;
 * const session = { type: 'realtime', audio: { input } } as const;
 * console.log(declaredFormats({ type: 'session.updated', event_id: 'event_1', session }).input.rate); // prints: 16000
 */
export function declaredFormats(event: ServerEvent, known = usual, asked = usual): SoundFormats {
  switch (event.type) {
    case 'session.created':
    case 'session.updated':
    case 'connection.restored': {
      const { session } = event;
      const before = event.type === 'session.created' ? asked : known;
      if (session.type !== 'realtime' && session.type !== 'transcription') return before;
      return {
        input: after(session.audio?.input?.format, before.input),
        output:
          session.type === 'realtime' ? after(session.audio?.output?.format, before.output) : before.output,
      };
    }
    case 'response.created':
      return { ...known, output: after(event.response.audio?.output?.format, known.output) };
    default:
      return known;
  }
}
