import type { TurnDetection } from '@rx-realtime/codecs';
import type { SoundFormat } from '@rx-realtime/pcm';
import type { AssistantSettings, AssistantConfig } from '../assistantConfig.ts';

/** All that the service is told in one `session.update`. */
export const settingsOf = ({
  instructions,
  session,
  tools = [],
  bargeIn,
}: AssistantConfig): AssistantSettings => {
  const definitions = [...(session?.tools ?? []), ...tools.map(({ definition }) => definition)];
  return {
    ...session,
    ...(bargeIn === undefined ? {} : decidingHere(session)),
    ...(instructions === undefined ? {} : { instructions }),
    ...(definitions.length === 0 ? {} : { tools: definitions }),
  };
};

/** The service finds the turns, and leaves the rest to us. */
const decidingHere = ({ audio }: AssistantSettings = {}): Pick<AssistantSettings, 'audio'> => {
  const detection = audio?.input?.turn_detection;
  if (detection === null) return {};
  const turn_detection = {
    type: 'server_vad' as const,
    ...detection,
    interrupt_response: false,
    create_response: false,
  };
  return { audio: { ...audio, input: { ...audio?.input, turn_detection } } };
};

const formatOf = (format: { readonly type: string; readonly rate?: unknown } | undefined): SoundFormat =>
  format === undefined
    ? { type: 'audio/pcm' }
    : { type: format.type, ...(typeof format.rate === 'number' ? { rate: format.rate } : {}) };

/** How the user's sound is coded. */
export const inputFormatOf = ({ audio }: AssistantSettings): SoundFormat => formatOf(audio?.input?.format);

/** How the model's sound is coded. */
export const outputFormatOf = ({ audio }: AssistantSettings): SoundFormat => formatOf(audio?.output?.format);

/** Who ends a turn, where the settings say it: null is the client. */
export const turnDetectionOf = (settings: AssistantSettings): TurnDetection | null | undefined =>
  settings.audio?.input?.turn_detection;
