// Makes question.wav, the recording that the examples send: question.txt spoken by Flite's voice `slt`, 22.05 kHz mono.
// Run it after a build: node packages/rx-realtime/samples/makeQuestion.mjs [path of the result]
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { resamplePcm16, silence } from '@rx-realtime/audio';
import { writeWav } from '@rx-realtime/audio/node';
import { fliteVoice } from '@rx-realtime/simulator/flite';
import { concat, lastValueFrom, of } from 'rxjs';

const sampleRateHz = 22_050;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const path = process.argv[2] ?? here('question.wav');

const voice = fliteVoice({ voice: 'slt' });
const spoken = await voice.speak((await readFile(here('question.txt'), 'utf8')).trim());

// Flite puts pauses of its own around a sentence; the recording has the ones below. Speech peaks at half of full scale.
const audible = (sample) => Math.abs(sample) > 16;
const words = spoken.slice(spoken.findIndex(audible), spoken.findLastIndex(audible) + 1);
const gain = 16_384 / words.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 1);
const speech = { pcm: words.map((sample) => Math.round(sample * gain)), sampleRateHz: voice.sampleRateHz };

const recording = concat(
  of(silence({ durationMs: 300, sampleRateHz })),
  of(speech).pipe(resamplePcm16({ toHz: sampleRateHz })),
  of(silence({ durationMs: 100, sampleRateHz })),
);
const { durationMs } = await lastValueFrom(recording.pipe(writeWav(path)));
console.log(`${path}: ${Math.round(durationMs)} ms`);
