// Audio, on compiled code: node packages/bench/src/audio.bench.mjs (build first). Target P8: 48 -> 24 kHz with at least
// 90 dB, at most 2 ms of delay, at least 500 times real time, and the same bits for any chunking.
// Times are processor time, medians of interleaved rounds; only ratios of one run mean anything.
import { appendInputAudio, chunkPcm16, encodeG711, resamplePcm16, tone } from '@rx-realtime/audio';
import { encodeClientEvent } from '@rx-realtime/codecs';
import { from, lastValueFrom, toArray } from 'rxjs';

const rounds = 15;
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Milliseconds of processor time of one run of each work: medians of rounds in which every work has its turn. */
const measure = (works) => {
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    for (const [name, work] of Object.entries(works)) {
      const before = cpuMs();
      work();
      if (round >= 0) times[name].push(cpuMs() - before);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
};

const cut = ({ pcm, sampleRateHz }, samples) =>
  Array.from({ length: Math.ceil(pcm.length / samples) }, (_, n) => ({
    pcm: pcm.subarray(n * samples, (n + 1) * samples),
    sampleRateHz,
  }));

const run = (blocks, ...operators) => {
  let last;
  from(blocks)
    .pipe(...operators)
    .subscribe((value) => (last = value));
  return last;
};

const seconds = 20;
const sound = (sampleRateHz) =>
  tone({ frequencyHz: 997, durationMs: seconds * 1_000, sampleRateHz, amplitude: 0.9 });
const microphone = cut(sound(48_000), 480); // 10 ms, as a device delivers

// --- P8: quality -----------------------------------------------------------------------------------------------------
const joined = async (blocks) =>
  (await lastValueFrom(from(blocks).pipe(resamplePcm16({ toHz: 24_000 }), toArray()))).flatMap(({ pcm }) => [
    ...pcm,
  ]);
const snrDb = async (frequencyHz) => {
  const out = await joined([tone({ frequencyHz, durationMs: 500, sampleRateHz: 48_000, amplitude: 0.95 })]);
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
const whole = await joined([{ pcm: sound(48_000).pcm.subarray(0, 96_000), sampleRateHz: 48_000 }]);
const parts = await joined(microphone.slice(0, 200));
// What of the first 10 ms has not come out when they have gone in.
const first = [];
from(microphone.slice(0, 2))
  .pipe(resamplePcm16({ toHz: 24_000 }))
  .subscribe(({ pcm }) => first.push(pcm.length));
const delayMs = 10 - first[0] / 24;

// --- speed -----------------------------------------------------------------------------------------------------------
const frames = (operators) => () =>
  from(microphone)
    .pipe(...operators)
    .subscribe((event) => encodeClientEvent(event));
const sound44 = sound(44_100);
const blocks24 = cut(sound(24_000), 960); // 40 ms
const times = measure({
  '48 -> 24 kHz': () => run(microphone, resamplePcm16({ toHz: 24_000 })),
  '24 -> 48 kHz': () => run(blocks24, resamplePcm16({ toHz: 48_000 })),
  '44.1 -> 24 kHz': () => run(cut(sound44, 441), resamplePcm16({ toHz: 24_000 })),
  '24 -> 8 kHz, µ-law': () =>
    run(blocks24, resamplePcm16({ toHz: 8_000 })) &&
    blocks24.forEach(({ pcm }) => encodeG711(pcm, 'audio/pcmu')),
  'chunk alone': () => run(microphone, chunkPcm16({ durationMs: 40 })),
  'microphone to frames': frames([
    resamplePcm16({ toHz: 24_000 }),
    chunkPcm16({ durationMs: 40 }),
    appendInputAudio(),
  ]),
  'blocks to frames': () =>
    from(blocks24)
      .pipe(appendInputAudio())
      .subscribe((event) => encodeClientEvent(event)),
  'blocks to frames, by hand': () => {
    for (const { pcm } of blocks24) {
      const audio = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
      JSON.stringify({ type: 'input_audio_buffer.append', audio });
    }
  },
});

const realTime = (name) => (seconds * 1_000) / times[name];
const line = (name, value, target, met) =>
  console.log(`${met ? 'met   ' : 'missed'}  ${name.padEnd(44)} ${value.padStart(10)}   target ${target}`);
const snr = Math.min(...quality);
const same = parts.length === whole.length && parts.every((sample, index) => sample === whole[index]);
line('P8 48 -> 24 kHz, worst of five tones', `${snr.toFixed(1)} dB`, '>= 90 dB', snr >= 90);
line('P8 delay', `${delayMs.toFixed(2)} ms`, '<= 2 ms', delayMs <= 2);
line('P8 chunked against whole', same ? 'equal' : 'different', 'equal', same);
line(
  'P8 speed',
  `${realTime('48 -> 24 kHz').toFixed(0)} x`,
  '>= 500 x real time',
  realTime('48 -> 24 kHz') >= 500,
);
for (const name of Object.keys(times))
  console.log(`        ${name.padEnd(44)} ${realTime(name).toFixed(0).padStart(8)} x real time`);
