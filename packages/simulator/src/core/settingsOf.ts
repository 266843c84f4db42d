import { energyDetector } from '../ears/energyDetector.ts';
import { greetAndEcho } from '../script/greetAndEcho.ts';
import { noiseVoice } from '../voices/noiseVoice.ts';
import type { SimulatorConfig } from '../simulator.ts';
import type { SimulatorVoice } from '../voices/simulatorVoice.ts';
import { sampleRateHz } from '../internal/sampleRate.ts';
import { resample } from '@rx-realtime/pcm';
import type { Settings } from '../scope/settings.ts';
import type { Timing } from '../scope/timing.ts';
import type { Time } from '../scope/time.ts';

const defaultTiming: Timing = {
  firstItemMs: 150,
  audioSpeed: 5,
  textDeltaMs: 10,
  transcriptionMs: 200,
  mcpListMs: 50,
  rateLimitsMs: 40,
  sessionMs: 3_600_000,
  replaySpeed: 1,
};

const remembered = 64;
const defaultLines = ['Hello, can you hear me?', 'What time is it?', 'Thank you, goodbye.'];

/** Speaks at the rate of the wire, and remembers what it said lately: greetings repeat. */
const speaker = (voice: SimulatorVoice): Settings['speak'] => {
  const said = new Map<string, Int16Array>();
  const keep = (text: string, pcm: Int16Array): Int16Array => {
    const sound = resample(pcm, voice.sampleRateHz, sampleRateHz);
    const [oldest] = said.keys();
    if (said.size >= remembered && oldest !== undefined) said.delete(oldest);
    said.set(text, sound);
    return sound;
  };
  return (text) => {
    const known = said.get(text);
    if (known) return known;
    const sound = voice.speak(text);
    return sound instanceof Promise ? sound.then((pcm) => keep(text, pcm)) : keep(text, sound);
  };
};

const timingOf = (given: SimulatorConfig['timing']): Timing => {
  const timing = { ...defaultTiming, ...given };
  if (!(timing.replaySpeed > 0)) throw new RangeError('timing.replaySpeed must be above 0');
  return timing;
};

/** A configuration with every default filled in. */
export const settingsOf = (config: SimulatorConfig, { scheduler, clock }: Time): Settings => ({
  responder: config.responder ?? greetAndEcho(),
  transcribe: config.transcribe ?? (({ index }) => defaultLines[index % defaultLines.length] ?? ''),
  translate: config.translate ?? ((text, language) => `[${language}] ${text}`),
  mcp: new Map(Object.entries(config.mcp ?? {})),
  speak: speaker(config.voice ?? noiseVoice()),
  detectorOf: config.detector ?? energyDetector,
  scheduler,
  clock,
  timing: timingOf(config.timing),
});
