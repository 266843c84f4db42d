import { durationMs, levelOf, samplesOf } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

/** How loud what a player plays can be in the room. */
export interface Loudness {
  /** This was written behind what is there. */
  readonly written: (block: Pcm16) => void;
  /** So much was played altogether. */
  readonly played: (totalMs: number) => void;
  /** What was not played will not be. */
  readonly cleared: () => void;
  /** The microphone goes on by this much. */
  readonly passes: (ms: number) => void;
  /** The loudest of what can be in the room now, dB below full scale; -100 is nothing. */
  readonly nowDb: () => number;
}

interface Frame {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly db: number;
}

const frameMs = 20;
/** Players report every 10 to 50 ms; by the next report this much more can be heard. */
const aheadMs = 100;
const silenceDb = -100;

export const makeLoudness = (tailMs: number): Loudness => {
  let writtenMs = 0;
  let playedMs = 0;
  let micMs = 0;
  /** What is not played yet. */
  let frames: readonly Frame[] = [];
  /** What the room holds, until when on the microphone's time; the louder ones first. */
  let echoes: readonly { readonly untilMs: number; readonly db: number }[] = [];

  const sound = (): void => {
    const near = frames.filter(({ fromMs }) => fromMs < playedMs + aheadMs);
    const db = Math.ceil(Math.max(silenceDb, ...near.map((frame) => frame.db)));
    if (db === silenceDb) return;
    echoes = [...echoes.filter((echo) => echo.db > db), { untilMs: micMs + tailMs, db }];
  };

  return {
    written: ({ pcm, sampleRateHz }) => {
      const length = Math.max(1, samplesOf(frameMs, sampleRateHz));
      const added: Frame[] = [];
      for (let at = 0; at < pcm.length; at += length) {
        const frame = { pcm: pcm.subarray(at, at + length), sampleRateHz };
        const fromMs = writtenMs;
        writtenMs += durationMs(frame);
        added.push({ fromMs, untilMs: writtenMs, db: levelOf(frame).rmsDb });
      }
      frames = [...frames, ...added];
      sound();
    },
    played: (totalMs) => {
      playedMs = totalMs;
      sound();
      frames = frames.filter(({ untilMs }) => untilMs > playedMs);
    },
    cleared: () => {
      frames = [];
      writtenMs = playedMs;
    },
    passes: (ms) => {
      micMs += ms;
      echoes = echoes.filter(({ untilMs }) => untilMs > micMs);
    },
    nowDb: () => echoes[0]?.db ?? silenceDb,
  };
};
