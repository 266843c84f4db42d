import { playback, speech } from '@rx-realtime/audio';
import type { PlaybackCommand, PlaybackConfig, Player, Speech } from '@rx-realtime/audio';
import type { ServerEvent } from '@rx-realtime/codecs';
import type { SoundFormat } from '@rx-realtime/pcm';
import { pipe } from 'rxjs';
import type { MonoTypeOperatorFunction, OperatorFunction } from 'rxjs';
import { withoutAsides } from '../../manners/withoutAsides.ts';
import type { StateStreams } from './StateStreams.ts';

/** What the mouth of a session works with. */
export interface MouthConfig extends Pick<PlaybackConfig, 'bargeIn$' | 'ledgerObserver'> {
  readonly format: SoundFormat;
  readonly guard: MonoTypeOperatorFunction<Speech>;
  readonly state: StateStreams;
}

/** The mouth: what the model says, as far as it may be heard. */
export const mouth = (
  player: Player,
  { format, guard, state, ...config }: MouthConfig,
): OperatorFunction<ServerEvent, PlaybackCommand> => {
  const malformedObserver = {
    next: (cause: unknown) => void state.report('malformed_speech', cause, 'sound cannot be decoded'),
  };
  return pipe(withoutAsides(), speech({ format, malformedObserver }), guard, playback(player, config));
};
