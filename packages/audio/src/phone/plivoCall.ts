import { filter, map } from 'rxjs';
import { callOver } from './internal/callOver.ts';
import { muLaw } from './internal/callFormatOf.ts';
import { plivoFormatOf } from './internal/plivoFormatOf.ts';
import type { PhoneMedia, PhoneMediaConfig } from './phoneCall.ts';
import { plivoInput } from './plivoInput.ts';
import { PlivoMessage } from './plivoMedia.ts';
import { plivoPlayer } from './plivoPlayer.ts';

/** `userId=12345;plan=gold`. */
const parametersOf = (headers: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    headers
      .split(/[;,]/)
      .map((header) => /^([^=]+)=(.*)$/.exec(header.trim()))
      .flatMap((found) => (found?.[1] === undefined ? [] : [[found[1], found[2] ?? '']])),
  );

/**
 * A call of Plivo, from the frames of its WebSocket.
 *
 * A telephone with both its ends, and its hook.
 *
 * ```
 * frames$  --{start}--{media}--{media}--{stop}
 *          plivoCall({ frames$, send, hangUp })
 * result   --[call]---------------------|
 * ```
 *
 * Both directions are coded as the `contentType` of the stream says, µ-law or L16. Frames that cannot be read are told to `malformedObserver`
 * and end nothing; one of `frames$` that fails, or a coding that is not known (`unsupported_encoding`), ends the call as an
 * error. Leaving it leaves the frames; the call goes on.
 *
 * @param config the WebSocket
 * @returns the call, when it has started; completes when it is over
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { plivoCall } from '@rx-realtime/audio/phone';
 *
 * const frames$ = new Subject<string>(); // what comes from the WebSocket
 * plivoCall({ frames$, send: () => undefined, hangUp: () => undefined }).subscribe(({ id, input }) =>
 *   console.log(id, input.type, input.rate),
 * );
 * frames$.next('{"event":"start","start":{"callId":"c1","streamId":"s1","mediaFormat":{"encoding":"audio/x-l16","sampleRate":16000}}}');
 * // prints: c1 audio/pcm 16000
 * ```
 *
 * @see `phoneSession` of `@rx-realtime/session/phone`, an assistant on it
 */
export function plivoCall(config: PhoneMediaConfig): PhoneMedia {
  const { send, markMs, scheduler } = config;
  return callOver(config, {
    where: 'plivoCall',
    codec: PlivoMessage,
    isEnd: ({ event }) => event === 'stop',
    callOf: (message, { messages$, malformedObserver }) => {
      if (message.event !== 'start') return undefined;
      const { callId, streamId } = message.start;
      const format = plivoFormatOf(message) ?? muLaw;
      return {
        id: callId,
        input: format,
        output: format,
        parameters: parametersOf(message.extra_headers ?? ''),
        voice$: messages$.pipe(plivoInput({ malformedObserver })),
        player: plivoPlayer({
          streamId,
          messages$,
          send: (command) => send(JSON.stringify(command)),
          format,
          markMs,
          scheduler,
        }),
        keys$: messages$.pipe(
          filter(({ event }) => event === 'dtmf'),
          map((pressed) => (pressed.event === 'dtmf' ? pressed.dtmf.digit : '')),
        ),
      };
    },
  });
}
