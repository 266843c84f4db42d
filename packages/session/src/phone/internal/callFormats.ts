import type { PhoneCall } from '@rx-realtime/audio/phone';
import { isG711, rateHzOf } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';
import type { AssistantSettings } from '../../session/assistantConfig.ts';
import { formatOf } from '../../session/internal/settingsOf.ts';
import type { PhoneNotice } from '../phoneNotice.ts';

/** What a session speaks on a call: the call's own coding, where the service has it. */
const formatFor = ({ type }: SoundFormat) =>
  isG711(type) ? { type } : { type: 'audio/pcm' as const, rate: 24_000 as const };

/** The settings of a session with the coding of the call, where they name none. */
export const withCallFormats = (
  session: AssistantSettings | undefined,
  { input, output }: PhoneCall,
): AssistantSettings => {
  const { audio } = session ?? {};
  return {
    ...session,
    audio: {
      ...audio,
      input: { ...audio?.input, format: audio?.input?.format ?? formatFor(input) },
      output: { ...audio?.output, format: audio?.output?.format ?? formatFor(output) },
    },
  };
};

/** Where the coding of a session and that of its call differ. */
export const callFormatDifferences = (settings: AssistantSettings, call: PhoneCall): readonly PhoneNotice[] =>
  (['input', 'output'] as const).flatMap((direction): readonly PhoneNotice[] => {
    const session = formatOf(settings, direction);
    const own = call[direction];
    const isSame = session.type === own.type && rateHzOf(session) === own.rate;
    return isSame ? [] : [{ kind: 'format_differs', direction, call: own, session }];
  });
