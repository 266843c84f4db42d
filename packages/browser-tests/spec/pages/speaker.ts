// A page that listens to its own loudspeaker: what came out, sample by sample, beside what the player's clock says.
import { playback } from '@rx-realtime/audio';
import type { SpeechBlock } from '@rx-realtime/codecs';
import type { PlaybackCommand } from '@rx-realtime/audio';
import { speaker, workletUrl } from '@rx-realtime/audio/browser';
import { delay, from, lastValueFrom, NEVER, of, take, tap, timer, toArray } from 'rxjs';

const sampleRate = 24_000;

/** An item of constant sound, so that each sample that came out can be told from silence. */
const speech = (itemId: string, durationMs: number): readonly SpeechBlock[] =>
  Array.from({ length: durationMs / 100 }, () => ({
    pcm: new Int16Array(sampleRate / 10).fill(1_000),
    sampleRateHz: sampleRate,
    responseId: 'resp_1',
    itemId,
    outputIndex: 0,
    contentIndex: 0,
  }));

const api = {
  /** Plays four seconds, interrupts after `bargeInMs`, and tells what was said to the service and what came out. */
  interrupt: async (bargeInMs: number) => {
    const context = new AudioContext({ sampleRate });
    await context.audioWorklet.addModule(workletUrl('microphone'));
    const tapped = new AudioWorkletNode(context, 'rx-realtime-microphone', {
      processorOptions: { blockSamples: 128 },
    });
    let soundSamples = 0;
    tapped.port.onmessage = ({ data }: MessageEvent<Int16Array>) => {
      soundSamples += data.filter((sample) => sample !== 0).length;
    };
    const destination = context.createGain();
    destination.connect(context.destination);
    destination.connect(tapped).connect(context.destination);

    const player = speaker({ destination });
    let playedMs = 0;
    player.played$.subscribe((ms) => (playedMs = ms));
    const commands: PlaybackCommand[] = await lastValueFrom(
      from(speech('item_1', 4_000)).pipe(
        playback(player, { bargeIn$: timer(bargeInMs) }),
        take(1),
        toArray(),
      ),
    );
    // What the audio thread still had comes out now, and nothing after it.
    await lastValueFrom(of(0).pipe(delay(300)));
    const cutMs = (soundSamples * 1_000) / sampleRate;
    await lastValueFrom(of(0).pipe(delay(300)));
    const laterMs = (soundSamples * 1_000) / sampleRate;
    const { outputLatency, baseLatency } = context;
    await player.close();
    await context.close();
    return { commands, cutMs, laterMs, playedMs, latencyMs: (outputLatency + baseLatency) * 1_000 };
  },

  /** Plays to the end; tells when `playback` completed and what came out. */
  play: async (durationMs: number) => {
    const player = speaker();
    const startedAt = performance.now();
    let playedMs = 0;
    player.played$.subscribe((ms) => (playedMs = ms));
    await lastValueFrom(from(speech('item_1', durationMs)).pipe(playback(player, { bargeIn$: NEVER })), {
      defaultValue: undefined,
    });
    const tookMs = performance.now() - startedAt;
    await player.close();
    return { playedMs, tookMs };
  },

  /** A page whose thread is busy for a while: the sound must not wait for it. */
  playWhileBusy: async (busyMs: number) => {
    const player = speaker();
    const reports: number[] = [];
    const done = lastValueFrom(from(speech('item_1', 1_000)).pipe(playback(player)), {
      defaultValue: undefined,
    });
    await lastValueFrom(
      player.played$.pipe(
        take(1),
        tap((ms) => reports.push(ms)),
      ),
    );
    const startedAt = performance.now();
    while (performance.now() - startedAt < busyMs);
    await done;
    const tookMs = performance.now() - startedAt;
    await player.close();
    return { tookMs };
  },
};

export type SpeakerPage = typeof api;
Object.assign(globalThis, { page: api });
