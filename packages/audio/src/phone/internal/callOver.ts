import { either as E } from 'fp-ts';
import type * as t from 'io-ts';
import { Observable, Subject } from 'rxjs';
import { AudioError } from '../../audioError.ts';
import type { PhoneCall, PhoneMedia, PhoneMediaConfig } from '../phoneCall.ts';

/** What a call of one provider is made of. */
export interface CallOverConfig<M> {
  readonly where: string;
  readonly codec: t.Type<M>;
  /** Whether bytes are messages themselves; where not, they are the bytes of a text. */
  readonly isBinary?: boolean;
  /** The call, of the message that begins it; throws where it cannot be taken. */
  readonly callOf: (message: M, messages$: Observable<M>) => PhoneCall | undefined;
  readonly isEnd: (message: M) => boolean;
}

const parsed = (frame: string | Uint8Array): unknown =>
  JSON.parse(typeof frame === 'string' ? frame : new TextDecoder().decode(frame));

/** The call that the frames of a WebSocket are about. */
export const callOver = <M>(
  { frames$, malformedObserver }: PhoneMediaConfig,
  { where, codec, isBinary = false, callOf, isEnd }: CallOverConfig<M>,
): PhoneMedia =>
  new Observable((subscriber) => {
    const messages$ = new Subject<M>();
    let hasBegun = false;
    const read = (frame: string | Uint8Array): M | undefined => {
      try {
        const decoded = codec.decode(isBinary && typeof frame !== 'string' ? frame : parsed(frame));
        if (E.isRight(decoded)) return decoded.right;
      } catch {
        // No JSON: told as any other frame that cannot be read.
      }
      malformedObserver?.next(
        new AudioError({ code: 'malformed_audio', expected: `a message of ${codec.name}`, where }),
      );
      return undefined;
    };
    const end = (): void => {
      messages$.complete();
      subscriber.complete();
    };
    const error = (cause: unknown): void => {
      messages$.complete();
      subscriber.error(cause);
    };
    const begin = (message: M): void => {
      const call = callOf(message, messages$);
      if (call === undefined) return;
      hasBegun = true;
      subscriber.next(call);
    };
    subscriber.add(
      frames$.subscribe({
        next: (frame) => {
          const message = read(frame);
          if (message === undefined) return;
          try {
            if (!hasBegun) begin(message); // before the message itself, which tells the ears how the call is coded
          } catch (cause) {
            error(cause);
            return;
          }
          messages$.next(message);
          if (isEnd(message)) end();
        },
        error,
        complete: end,
      }),
    );
  });
