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

/** How sound is coded that goes to a session, or comes from it. */
export const formatOf = ({ audio }: AssistantSettings, direction: 'input' | 'output'): SoundFormat =>
  audio?.[direction]?.format ?? { type: 'audio/pcm' };

/** Who ends a turn, where the settings say it: null is the client. */
export const turnDetectionOf = (settings: AssistantSettings): TurnDetection | null | undefined =>
  settings.audio?.input?.turn_detection;
