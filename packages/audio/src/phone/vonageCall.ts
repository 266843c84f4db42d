import { filter, map } from 'rxjs';
import { callOver } from './internal/callOver.ts';
import { vonageDefault, vonageFormatOf } from './internal/vonageFormatOf.ts';
import type { PhoneMedia, PhoneMediaConfig } from './phoneCall.ts';
import { vonageInput } from './vonageInput.ts';
import { VonageMessage } from './vonageMedia.ts';
import { vonagePlayer } from './vonagePlayer.ts';

/** The headers of the NCCO, which come beside the fields of the message. */
const headersOf = (message: object): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(message).flatMap(([name, value]): readonly (readonly [string, string])[] =>
      name === 'event' || name === 'content-type' || typeof value !== 'string' ? [] : [[name, value]],
    ),
  );

/**
 * A call of Vonage, from the frames of its WebSocket.
 *
 * A telephone with both its ends, and its hook.
 *
 * ```
 * frames$  --{connected}--(640)--(640)--|
 *          vonageCall({ frames$, send, hangUp })
 * result   --[call]---------------------|
 * ```
 *
 * Both directions are PCM at the rate of the `content-type` that the NCCO asked for: `audio/l16;rate=24000` is what a
 * session speaks, so nothing is resampled. Frames that cannot be read are told to `malformedObserver`
 * and end nothing; one of `frames$` that fails, or a coding that is not known (`unsupported_encoding`), ends the call as an
 * error. Leaving it leaves the frames; the call goes on.
 *
 * @param config the WebSocket
 * @returns the call, when it has started; completes when it is over
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { vonageCall } from '@rx-realtime/audio/phone';
 *
 * const frames$ = new Subject<string>(); // what comes from the WebSocket
 * vonageCall({ frames$, send: () => undefined, hangUp: () => undefined }).subscribe(({ id, input }) =>
 *   console.log(id, input.type, input.rate),
 * );
 * frames$.next('{"event":"websocket:connected","content-type":"audio/l16;rate=24000","caller":"447700900000"}');
 * // prints: 447700900000 audio/pcm 24000
 * ```
 *
 * @see `phoneSession` of `@rx-realtime/session/phone`, an assistant on it
 */
export function vonageCall(config: PhoneMediaConfig): PhoneMedia {
  const { send, markMs, scheduler } = config;
  return callOver(config, {
    where: 'vonageCall',
    codec: VonageMessage,
    isBinary: true,
    isEnd: () => false,
    callOf: (message, { messages$, malformedObserver }) => {
      if (message instanceof Uint8Array || message.event !== 'websocket:connected') return undefined;
      const format = vonageFormatOf(message) ?? vonageDefault;
      const parameters = headersOf(message);
      return {
        id: parameters['call_uuid'] ?? parameters['uuid'] ?? parameters['caller'] ?? '',
        input: format,
        output: format,
        parameters,
        voice$: messages$.pipe(vonageInput({ malformedObserver })),
        player: vonagePlayer({
          messages$,
          send: (command) => send(command instanceof Uint8Array ? command : JSON.stringify(command)),
          format,
          markMs,
          scheduler,
        }),
        keys$: messages$.pipe(
          filter((pressed) => !(pressed instanceof Uint8Array) && pressed.event === 'websocket:dtmf'),
          map((pressed) => ('digit' in pressed ? pressed.digit : '')),
        ),
      };
    },
  });
}
