import type { TurnDetection } from '@rx-realtime/codecs';
import type { SoundFormat } from '@rx-realtime/pcm';
import type { AssistantSettings, AssistantConfig } from '../assistantConfig.ts';

/** All that the service is told in one `session.update`. */
export const settingsOf = ({ instructions, session, tools = [] }: AssistantConfig): AssistantSettings => {
  const definitions = [...(session?.tools ?? []), ...tools.map(({ definition }) => definition)];
  return {
    ...session,
    ...(instructions === undefined ? {} : { instructions }),
    ...(definitions.length === 0 ? {} : { tools: definitions }),
  };
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
