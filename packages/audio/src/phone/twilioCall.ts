import { filter, map } from 'rxjs';
import { twilioLine } from './internal/twilioLine.ts';
import { callOver } from './internal/callOver.ts';
import { muLaw } from './internal/callFormatOf.ts';
import type { PhoneMedia, PhoneMediaConfig } from './phoneCall.ts';
import { twilioInput } from './twilioInput.ts';
import { TwilioMessage } from './twilioMedia.ts';

/**
 * A call of Twilio, from the frames of its WebSocket.
 *
 * A telephone with both its ends, and its hook.
 *
 * ```
 * frames$  --{start}--{media}--{media}--{stop}
 *          twilioCall({ frames$, send, hangUp })
 * result   --[call]---------------------|
 * ```
 *
 * Both directions are µ-law at 8 kHz; what a session of another format says is resampled. Frames that cannot be read are told to `malformedObserver`
 * and end nothing; one of `frames$` that fails, or a coding that is not known (`unsupported_encoding`), ends the call as an
 * error. Leaving it leaves the frames; the call goes on.
 *
 * @param config the WebSocket
 * @returns the call, when it has started; completes when it is over
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { twilioCall } from '@rx-realtime/audio/phone';
 *
 * const frames$ = new Subject<string>(); // what comes from the WebSocket
 * twilioCall({ frames$, send: () => undefined, hangUp: () => undefined }).subscribe(({ id, input }) =>
 *   console.log(id, input.type, input.rate),
 * );
 * frames$.next('{"event":"start","streamSid":"MZ1","start":{"streamSid":"MZ1","callSid":"CA1"}}');
 * // prints: CA1 audio/pcmu 8000
 * ```
 *
 * @see `phoneSession` of `@rx-realtime/session/phone`, an assistant on it
 */
export function twilioCall(config: PhoneMediaConfig): PhoneMedia {
  const { send, markMs, scheduler } = config;
  return callOver(config, {
    where: 'twilioCall',
    codec: TwilioMessage,
    isEnd: ({ event }) => event === 'stop',
    callOf: (message, { messages$, malformedObserver }) => {
      if (message.event !== 'start') return undefined;
      const { streamSid, callSid, customParameters = {} } = message.start;
      return {
        id: callSid,
        input: muLaw,
        output: muLaw,
        parameters: customParameters,
        voice$: messages$.pipe(twilioInput({ malformedObserver })),
        player: twilioLine('twilioCall', {
          streamSid,
          messages$,
          send: (command) => send(JSON.stringify(command)),
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
