import { bytesFromBase64 } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { AudioError, isAudioError } from '../../audioError.ts';
import { staged } from '../../internal/stage.ts';
import type { CallFormat } from '../callFormat.ts';
import { decodeCallSound } from './callSound.ts';

/** What tells the sound from the messages of a provider. */
export interface CallInputConfig<M> {
  readonly where: string;
  /** How the call is coded until it says so itself. */
  readonly format: CallFormat;
  /** How the call says it is coded; throws where it is no coding that is known. */
  readonly formatOf?: (message: M) => CallFormat | undefined;
  /** The caller's sound: base64 or bytes. */
  readonly soundOf: (message: M) => string | Uint8Array | undefined;
  readonly malformedObserver?: NextObserver<AudioError> | undefined;
}

/** The caller's voice from the messages of a provider. What cannot be decoded is told, and ends nothing. */
export const callInput = <M>({
  where,
  format: first,
  formatOf,
  soundOf,
  malformedObserver,
}: CallInputConfig<M>): OperatorFunction<M, Pcm16> =>
  staged(() => {
    let format = first;
    /** Why nothing can be decoded any more. */
    let refusal: Error | undefined;
    const decoded = (message: M): readonly Pcm16[] => {
      try {
        format = formatOf?.(message) ?? format;
      } catch (cause) {
        refusal = cause instanceof Error ? cause : new Error(String(cause));
      }
      const sound = soundOf(message);
      if (sound === undefined) return [];
      if (refusal) throw refusal;
      const bytes = typeof sound === 'string' ? bytesFromBase64(sound) : sound;
      const pcm = decodeCallSound(where, bytes, format);
      return pcm.length === 0 ? [] : [{ pcm, sampleRateHz: format.rate }];
    };
    return {
      push: (message) => {
        try {
          return decoded(message);
        } catch (cause) {
          const expected = `base64 of ${format.type}`;
          malformedObserver?.next(
            isAudioError(cause) ? cause : new AudioError({ code: 'malformed_audio', expected, where, cause }),
          );
          return [];
        }
      },
    };
  });
