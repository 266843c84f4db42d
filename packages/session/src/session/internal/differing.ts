import { declaredFormats } from '@rx-realtime/codecs';
import type { ServerEvent, SoundFormats } from '@rx-realtime/codecs';
import { rateHzOf } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';
import { filter, map, take } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

const told = (format: SoundFormat): string => `${format.type} ${rateHzOf(format)}`;
const toldOf = ({ input, output }: SoundFormats): string => `${told(input)}, ${told(output)}`;

/** Tells once when the service codes sound otherwise than it was asked to. What a session begins with does not count. */
export const differing =
  (asked: SoundFormats): OperatorFunction<ServerEvent, string> =>
  (source) =>
    source.pipe(
      filter(({ type }) => type === 'session.updated' || type === 'connection.restored'),
      map((event) => toldOf(declaredFormats(event, asked))),
      filter((declared) => declared !== toldOf(asked)),
      take(1),
      map((declared) => `sound is ${declared}, not ${toldOf(asked)}`),
    );
