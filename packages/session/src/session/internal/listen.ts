import { appendInputAudio, chunkPcm16, resamplePcm16 } from '@rx-realtime/audio';
import type { AudioError } from '@rx-realtime/audio';
import type { ClientEvent } from '@rx-realtime/codecs';
import { rateHzOf } from '@rx-realtime/pcm';
import type { Pcm16, SoundFormat } from '@rx-realtime/pcm';
import { connect, switchMap } from 'rxjs';
import type { NextObserver, Observable, OperatorFunction } from 'rxjs';
import { muteWith } from '../../ears/muteWith.ts';
import { pushToTalk } from '../../ears/pushToTalk.ts';

/** What the ears go by. */
export interface ListenConfig {
  readonly format: SoundFormat;
  readonly muted$: Observable<boolean>;
  /** The button, or undefined while the service finds the turns. */
  readonly button$: Observable<Observable<boolean> | undefined>;
  readonly tooShortObserver: NextObserver<AudioError>;
}

/** The ears: sound of any rate, as the session wants it. */
export const listen = ({
  format,
  muted$,
  button$,
  tooShortObserver,
}: ListenConfig): OperatorFunction<Pcm16, ClientEvent> => {
  const heard = (pressed$: Observable<boolean> | undefined): OperatorFunction<Pcm16, ClientEvent> =>
    pressed$ ? pushToTalk({ pressed$, format, tooShortObserver }) : appendInputAudio({ format });
  return (source) =>
    source.pipe(
      resamplePcm16({ toHz: rateHzOf(format) }),
      chunkPcm16({ durationMs: 40 }),
      muteWith(muted$),
      connect((sound$) => button$.pipe(switchMap((pressed$) => sound$.pipe(heard(pressed$))))),
    );
};
