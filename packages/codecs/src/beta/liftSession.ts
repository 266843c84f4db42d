import { usualRateHz } from './betaConfig.ts';
import type { BetaConfig } from './betaConfig.ts';
import { liftFormat } from './format.ts';
import { isFields, present } from './fields.ts';
import type { Fields } from './fields.ts';

/** A detector without a kind is none: xAI says `{"type": null}`, early previews of Azure `{"type": "none"}`. */
const liftTurnDetection = (detection: unknown): unknown =>
  isFields(detection) && (detection['type'] === null || detection['type'] === 'none') ? null : detection;

/** Puts what stood at the top where it stands today; what a server says in today's place wins. */
const within = (fields: Fields, today: unknown): Fields => ({ ...fields, ...(isFields(today) ? today : {}) });

/** Modalities, voice and format of what is said: in sessions and in responses. */
export function liftOutput(fields: Fields): Fields {
  const { modalities, voice, output_audio_format: format, speed, audio, ...rest } = fields;
  const today = isFields(audio) ? audio : {};
  const output = within(present({ format: liftFormat(format, usualRateHz), voice, speed }), today['output']);
  const modality = Array.isArray(modalities) ? [modalities.includes('audio') ? 'audio' : 'text'] : undefined;
  const isSilent = Object.keys(output).length === 0;
  return present({
    ...rest,
    output_modalities: rest['output_modalities'] ?? modality,
    audio: isSilent ? audio : { ...today, output },
  });
}

/** A flat session as the one that it is today. */
export function liftSession(
  session: unknown,
  kind: 'realtime' | 'transcription',
  { inputRateHz = usualRateHz }: BetaConfig,
): unknown {
  if (!isFields(session)) return session;
  const {
    type = kind,
    input_audio_format: format,
    input_audio_sampling_rate: rateHz,
    input_audio_transcription: transcription,
    input_audio_noise_reduction: noise_reduction,
    turn_detection: detection,
    max_response_output_tokens: max_output_tokens,
    ...rest
  } = session;
  const { audio, ...lifted } = liftOutput(rest);
  const today = isFields(audio) ? audio : {};
  const input = within(
    present({
      format: liftFormat(format, typeof rateHz === 'number' ? rateHz : inputRateHz),
      transcription,
      noise_reduction,
      turn_detection: liftTurnDetection(detection),
    }),
    today['input'],
  );
  return present({ type: type ?? kind, max_output_tokens, ...lifted, audio: { ...today, input } });
}
