import { declaredFormats } from '@rx-realtime/codecs';
import type { ServerEvent, SoundFormats } from '@rx-realtime/codecs';
import { rateHzOf } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';
import { distinct, filter, mergeMap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

/** Sound that the service codes otherwise than it was asked to. */
export interface FormatDifference {
  readonly direction: keyof SoundFormats;
  readonly asked: SoundFormat;
  readonly declared: SoundFormat;
}

const directions = ['input', 'output'] as const;

/** What the service says of its sound that is not what it was asked for: once for each direction. */
export const differing =
  (asked: SoundFormats): OperatorFunction<ServerEvent, FormatDifference> =>
  (source) =>
    source.pipe(
      // A session begins with formats of its own; its answer to what it was told is what counts.
      filter(({ type }) => type === 'session.updated' || type === 'connection.restored'),
      mergeMap((event) => {
        const declared = declaredFormats(event, asked);
        return directions
          .map((direction) => ({ direction, asked: asked[direction], declared: declared[direction] }))
          .filter((one) => told(one.asked) !== told(one.declared));
      }),
      distinct(({ direction }) => direction),
    );

const told = (format: SoundFormat): string => `${format.type} of ${rateHzOf(format)} Hz`;

export const toldOf = ({ direction, asked, declared }: FormatDifference): string =>
  `the session has ${told(declared)} as its ${direction}, and was asked for ${told(asked)}`;
