// Sound, on compiled code: node packages/bench/src/run.mjs audio (build first).
// P8: 48 -> 24 kHz with at least 90 dB, at most 2 ms of delay, at least 500 times real time, and the same bits for any
// chunking. And what a conversation costs: from the microphone to the frames that are sent, and from the frames that
// come (at the pace of speech) to samples, together at most 1 % of a core.
import { appendInputAudio, chunkPcm16, outputAudio, resamplePcm16, tone } from '@rx-realtime/audio';
import { encodeG711 } from '@rx-realtime/pcm';
import { decodeFrame, encodeClientEvent } from '@rx-realtime/codecs';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import { audioDelta } from './frames.mjs';
import { compare, target } from './harness.mjs';
import { ratioOf } from './report.mjs';

const seconds = 5;
const sound = (sampleRateHz, durationMs = seconds * 1_000) =>
  tone({ frequencyHz: 997, durationMs, sampleRateHz, amplitude: 0.9 });
const cut = ({ pcm, sampleRateHz }, samples) =>
  Array.from({ length: Math.ceil(pcm.length / samples) }, (_, n) => ({
    pcm: pcm.subarray(n * samples, (n + 1) * samples),
    sampleRateHz,
  }));

/** The last value that the operators make of the blocks. */
const run = (blocks, ...operators) => {
  let last;
  from(blocks)
    .pipe(...operators)
    .subscribe((value) => (last = value));
  return last;
};

const microphone = cut(sound(48_000), 480); // 10 ms, as a device delivers
const microphone44 = cut(sound(44_100), 441);
const blocks24 = cut(sound(24_000), 960); // 40 ms
const deltaMs = 250; // as the service cuts speech
const deltas = Array.from({ length: (seconds * 1_000) / deltaMs }, () => audioDelta(deltaMs * 64));

// --- P8: quality -----------------------------------------------------------------------------------------------------
const resampled = async (blocks) =>
  (await lastValueFrom(from(blocks).pipe(resamplePcm16({ toHz: 24_000 }), toArray()))).flatMap(({ pcm }) => [
    ...pcm,
  ]);
const snrDb = async (frequencyHz) => {
  const out = await resampled([
    tone({ frequencyHz, durationMs: 500, sampleRateHz: 48_000, amplitude: 0.95 }),
  ]);
  let [signal, noise] = [0, 0];
  for (let i = 500; i < out.length - 500; i++) {
    const ideal = 32_767 * 0.95 * Math.sin((2 * Math.PI * frequencyHz * i) / 24_000);
    signal += ideal ** 2;
    noise += (out[i] - ideal) ** 2;
  }
  return 10 * Math.log10(signal / noise);
};
const quality = [];
for (const frequencyHz of [100, 997, 4_000, 8_000, 10_300]) quality.push(await snrDb(frequencyHz));

const whole = await resampled([{ pcm: sound(48_000, 2_000).pcm, sampleRateHz: 48_000 }]);
const parts = await resampled(cut(sound(48_000, 2_000), 480));
const differing = whole.filter((sample, index) => sample !== parts[index]).length;
// What of the first 10 ms has not come out when they have gone in.
const first = [];
from(microphone.slice(0, 2))
  .pipe(resamplePcm16({ toHz: 24_000 }))
  .subscribe(({ pcm }) => first.push(pcm.length));

console.log('\nresampling 48 -> 24 kHz');
target('P8 noise of the worst of five tones, dB', -Math.min(...quality), -90);
target('P8 delay, ms', 10 - first[0] / 24, 2);
target(
  'P8 samples that differ when the sound comes in blocks',
  differing + Math.abs(whole.length - parts.length),
  0,
);

// --- time ------------------------------------------------------------------------------------------------------------
const toFrames = [resamplePcm16({ toHz: 24_000 }), chunkPcm16({ durationMs: 40 }), appendInputAudio()];
const turns = await compare(
  {
    '48 -> 24 kHz': () => run(microphone, resamplePcm16({ toHz: 24_000 })),
    '24 -> 48 kHz': () => run(blocks24, resamplePcm16({ toHz: 48_000 })),
    '44.1 -> 24 kHz': () => run(microphone44, resamplePcm16({ toHz: 24_000 })),
    '24 -> 8 kHz': () => run(blocks24, resamplePcm16({ toHz: 8_000 })),
    'µ-law': () => blocks24.map(({ pcm }) => encodeG711(pcm, 'audio/pcmu')),
    'blocks of 40 ms': () => run(microphone, chunkPcm16({ durationMs: 40 })),
    'frames of blocks (P4)': () => run(blocks24, appendInputAudio(), map(encodeClientEvent)),
    'frames of blocks, by hand': () =>
      blocks24.map(({ pcm }) => {
        const audio = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
        return JSON.stringify({ type: 'input_audio_buffer.append', audio });
      }),
    'microphone at 48 kHz to frames': () => run(microphone, ...toFrames, map(encodeClientEvent)),
    'frames to samples (P1)': () =>
      run(
        deltas,
        map((frame) => decodeFrame(frame).right),
        outputAudio(),
      ),
  },
  1,
);
console.log(`\n${seconds} s of sound, as part of a core`);
const percentOf = (name) => ratioOf(turns.get(name), turns.get(name)).ns / (seconds * 1e7);
for (const name of turns.keys())
  console.log(
    `  ${percentOf(name).toFixed(3).padStart(7)} %  ${(100 / percentOf(name)).toFixed(0).padStart(7)} x real time  ${name}`,
  );
target('P8 time, % of a core (0.2 is 500 x real time)', percentOf('48 -> 24 kHz'), 0.2);
target(
  'a conversation, both ways at once, % of a core',
  percentOf('microphone at 48 kHz to frames') + percentOf('frames to samples (P1)'),
  1,
);
