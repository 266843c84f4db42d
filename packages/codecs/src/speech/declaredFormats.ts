import type { SoundFormat } from '@rx-realtime/pcm';
import type { AudioFormat } from '../resources/audioFormat.ts';
import type { UnknownVariant } from '../describe/tagged.ts';
import type { ServerEvent } from '../events/serverEventCodecs.ts';

/** How sound is coded that goes to a session, and that comes from it; absent where nobody said it. */
export interface SoundFormats {
  readonly input?: SoundFormat | undefined;
  readonly output?: SoundFormat | undefined;
}

type Declared = AudioFormat | UnknownVariant | null | undefined;

/** What is declared, or what was known before; PCM whose rate is not said keeps the one that was known. */
const after = (declared: Declared, known: SoundFormat | undefined): SoundFormat | undefined => {
  if (declared == null) return known;
  const format: SoundFormat = declared.type === 'unknown' ? { type: declared.wireType } : declared;
  return known?.type === format.type && format.rate == null ? known : format;
};

/**
 * How sound is coded after an event: `session.created` and `session.updated` say it of the session, `response.created` of
 * one response. All other events give back what was known.
 *
 * @param event any server event
 * @param known what earlier events have declared, or the application has asked for
 * @example
 * import { declaredFormats } from '@rx-realtime/codecs';
 *
 * const input = { format: { type: 'audio/pcm', rate: 16_000 } } as const;
 * const session = { type: 'realtime', audio: { input } } as const;
 * console.log(declaredFormats({ type: 'session.updated', event_id: 'event_1', session }).input?.rate); // prints: 16000
 */
export function declaredFormats(event: ServerEvent, known: SoundFormats = {}): SoundFormats {
  switch (event.type) {
    case 'session.created':
    case 'session.updated': {
      const { session } = event;
      if (session.type !== 'realtime' && session.type !== 'transcription') return known;
      return {
        input: after(session.audio?.input?.format, known.input),
        output:
          session.type === 'realtime' ? after(session.audio?.output?.format, known.output) : known.output,
      };
    }
    case 'response.created':
      return { ...known, output: after(event.response.audio?.output?.format, known.output) };
    default:
      return known;
  }
}
