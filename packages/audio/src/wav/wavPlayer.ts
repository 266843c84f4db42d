import { lastValueFrom, Subject, takeUntil } from 'rxjs';
import type { Player } from '../mouth/player.ts';
import { virtualPlayer } from '../mouth/virtualPlayer.ts';
import type { VirtualPlayerConfig } from '../mouth/virtualPlayer.ts';
import { writeWav } from './writeWav.ts';
import type { WavInfo } from './writeBlocks.ts';

/** A player that writes down what was heard. */
export interface WavPlayer extends Player {
  /** Ends the recording: what was heard until now. */
  readonly close: () => Promise<WavInfo>;
}

/**
 * A player that records to a WAV file what a listener would have heard.
 *
 * Takes as long as if it were a loudspeaker, so an answer that was interrupted ends in the file where it was
 * interrupted. For tests by ear, and for call recordings.
 *
 * Errors of the file are those of `writeWav`, and reject `close`.
 *
 * @param path the file; an existing one is replaced when the first block is heard
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { lastValueFrom, take } from 'rxjs';
 * import { silence } from '@rx-realtime/audio';
 * import { wavPlayer } from '@rx-realtime/audio/node';
 *
 * const player = wavPlayer(join(tmpdir(), 'rx-realtime-heard.wav'));
 * const heard = lastValueFrom(player.played$.pipe(take(2)));
 * player.write(silence({ durationMs: 10_000 }));
 * await heard;
 * player.clear();
 * const { durationMs } = await player.close();
 * console.log(durationMs > 0 && durationMs < 1_000); // prints: true
 * ```
 *
 * @see {@link virtualPlayer}, {@link playback}
 */
export function wavPlayer(path: string, config: VirtualPlayerConfig = {}): WavPlayer {
  const { heard$, ...player } = virtualPlayer(config);
  const closed$ = new Subject<void>();
  const written = lastValueFrom(heard$.pipe(takeUntil(closed$), writeWav(path)));
  written.catch(() => undefined); // `close` tells
  return {
    ...player,
    close: () => {
      player.clear();
      closed$.next();
      return written;
    },
  };
}
