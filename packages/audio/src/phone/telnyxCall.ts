import { filter, map } from 'rxjs';
import type { CallFormat } from './callFormat.ts';
import { callOver } from './internal/callOver.ts';
import { muLaw } from './internal/callFormatOf.ts';
import { telnyxFormatOf } from './internal/telnyxFormatOf.ts';
import type { PhoneMedia, PhoneMediaConfig } from './phoneCall.ts';
import { telnyxInput } from './telnyxInput.ts';
import { TelnyxMessage } from './telnyxMedia.ts';
import { telnyxPlayer } from './telnyxPlayer.ts';

/** The WebSocket of a call, and what it was asked to take. */
export interface TelnyxCallConfig extends PhoneMediaConfig {
  /** How sound is sent: what `stream_bidirectional_codec` was set to. @defaultValue µ-law at 8,000 Hz */
  readonly output?: CallFormat;
}

/**
 * A call of Telnyx, from the frames of its WebSocket.
 *
 * A telephone with both its ends, and its hook.
 *
 * ```
 * frames$  --{start}--{media}--{media}--{stop}
 *          telnyxCall({ frames$, send, hangUp })
 * result   --[call]---------------------|
 * ```
 *
 * What the caller says is coded as the call is, which `start` tells; what is sent is coded as `stream_bidirectional_codec`
 * says, which it does not. The two may differ. Frames that cannot be read are told to `malformedObserver`
 * and end nothing; one of `frames$` that fails, or a coding that is not known (`unsupported_encoding`), ends the call as an
 * error. Leaving it leaves the frames; the call goes on.
 *
 * @param config the WebSocket
 * @returns the call, when it has started; completes when it is over
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { telnyxCall } from '@rx-realtime/audio/phone';
 *
 * const frames$ = new Subject<string>(); // what comes from the WebSocket
 * telnyxCall({ frames$, send: () => undefined, hangUp: () => undefined }).subscribe(({ id, input }) =>
 *   console.log(id, input.type, input.rate),
 * );
 * frames$.next('{"event":"start","start":{"call_control_id":"v2:T02","media_format":{"encoding":"PCMA","sample_rate":8000}}}');
 * // prints: v2:T02 audio/pcma 8000
 * ```
 *
 * @see `phoneSession` of `@rx-realtime/session/phone`, an assistant on it
 */
export function telnyxCall(config: TelnyxCallConfig): PhoneMedia {
  const { send, output = muLaw, markMs, scheduler } = config;
  return callOver(config, {
    where: 'telnyxCall',
    codec: TelnyxMessage,
    isEnd: ({ event }) => event === 'stop',
    callOf: (message, { messages$, malformedObserver }) => {
      if (message.event !== 'start') return undefined;
      const { call_control_id: id, custom_parameters: parameters = {} } = message.start;
      return {
        id,
        input: telnyxFormatOf(message) ?? muLaw,
        output,
        parameters,
        voice$: messages$.pipe(telnyxInput({ malformedObserver })),
        player: telnyxPlayer({
          messages$,
          send: (command) => send(JSON.stringify(command)),
          format: output,
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
