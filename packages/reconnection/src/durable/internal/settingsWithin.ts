import type { SessionSettings } from '@rx-realtime/codecs';
import { mergeSettings } from '@rx-realtime/codecs';
import type { Capabilities } from '@rx-realtime/codecs/correlation';

/** Settings that a server can take, and which were left out or changed for it. */
export interface SettingsWithin {
  readonly settings: SessionSettings;
  readonly leftOut: readonly string[];
}

/** Settings as far as a server can do what they ask for: one that does not speak writes, one that hears no turns is told. */
export function settingsWithin(
  wish: SessionSettings,
  { soundOut, turnDetection }: Capabilities = {},
): SettingsWithin {
  const leftOut: string[] = [];
  let settings = wish;
  if (turnDetection === false && settings.audio?.input && asksForTurns(settings.audio.input)) {
    leftOut.push('audio.input.turn_detection');
    settings = mergeSettings(settings, { audio: { input: { turn_detection: null } } });
  }
  if (
    soundOut === false &&
    'output_modalities' in settings &&
    settings.output_modalities?.includes('audio')
  ) {
    leftOut.push('output_modalities');
    settings = { ...settings, output_modalities: ['text'] };
  }
  if (soundOut === false && settings.audio && 'output' in settings.audio) {
    leftOut.push('audio.output');
    const { output: _, ...audio } = settings.audio;
    settings = { ...settings, audio } as SessionSettings;
  }
  return { settings, leftOut };
}

const asksForTurns = (input: object): boolean =>
  'turn_detection' in input && input.turn_detection !== null && input.turn_detection !== undefined;
