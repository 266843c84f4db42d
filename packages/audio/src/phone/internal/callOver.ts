import { either as E } from 'fp-ts';
import type * as t from 'io-ts';
import { Observable, Subject } from 'rxjs';
import { AudioError } from '../../audioError.ts';
import type { NextObserver } from 'rxjs';
import type { PhoneCall, PhoneMedia, PhoneMediaConfig } from '../phoneCall.ts';

/** What a call is made from. */
interface CallOf<M> {
  readonly messages$: Observable<M>;
  readonly malformedObserver: NextObserver<AudioError>;
}

/** What a provider knows of a call. */
type CallParts = Omit<PhoneCall, 'malformed$' | 'hangUp'>;

/** What a call of one provider is made of. */
export interface CallOverConfig<M> {
  readonly where: string;
  readonly codec: t.Type<M>;
  /** Whether bytes are messages themselves; where not, they are the bytes of a text. */
  readonly isBinary?: boolean;
  /** The call, of the message that begins it; throws where it cannot be taken. */
  readonly callOf: (message: M, of: CallOf<M>) => CallParts | undefined;
  readonly isEnd: (message: M) => boolean;
}

const parsed = (frame: string | Uint8Array): unknown =>
  JSON.parse(typeof frame === 'string' ? frame : new TextDecoder().decode(frame));

/** The call that the frames of a WebSocket are about. */
export const callOver = <M>(
  { frames$, hangUp, malformedObserver: observer }: PhoneMediaConfig,
  { where, codec, isBinary = false, callOf, isEnd }: CallOverConfig<M>,
): PhoneMedia =>
  new Observable((subscriber) => {
    const messages$ = new Subject<M>();
    const malformed$ = new Subject<AudioError>();
    const malformedObserver = {
      next: (error: AudioError): void => {
        observer?.next(error);
        malformed$.next(error);
      },
    };
    let hasBegun = false;
    const read = (frame: string | Uint8Array): M | undefined => {
      try {
        const decoded = codec.decode(isBinary && typeof frame !== 'string' ? frame : parsed(frame));
        if (E.isRight(decoded)) return decoded.right;
      } catch {
        // No JSON: told as any other frame that cannot be read.
      }
      malformedObserver.next(
        new AudioError({ code: 'malformed_audio', expected: `a message of ${codec.name}`, where }),
      );
      return undefined;
    };
    const end = (): void => {
      messages$.complete();
      malformed$.complete();
      subscriber.complete();
    };
    const error = (cause: unknown): void => {
      messages$.complete();
      malformed$.complete();
      subscriber.error(cause);
    };
    const begin = (message: M): void => {
      const parts = callOf(message, { messages$, malformedObserver });
      if (parts === undefined) return;
      hasBegun = true;
      subscriber.next({ ...parts, malformed$: malformed$.asObservable(), hangUp });
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
