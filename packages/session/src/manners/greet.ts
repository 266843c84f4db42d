import type {
  ConnectionRestored,
  ResponseCreate,
  ResponseCreateParams,
  ServerEvent,
} from '@rx-realtime/codecs';
import { responseCreate } from '@rx-realtime/codecs';
import { ofType } from '@rx-realtime/events';
import { filter, mergeMap, of, withLatestFrom } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import { sayExactly } from './sayExactly.ts';

/** The first words of an assistant: exactly these, or what it is told about them, such as `{ instructions: 'Greet.' }`. */
export type Greeting = string | ResponseCreateParams;

/** Options of {@link greet}. */
export interface GreetConfig {
  /** Whether something was said or asked for before this process took over. @defaultValue nothing was */
  readonly isBegun$?: Observable<boolean>;
}

const holdsNothing = ({ report: { exact, degraded, dropped } }: ConnectionRestored): boolean =>
  exact.length + degraded.length + dropped.length === 0;

/**
 * Greets once, when the session is ready and nobody has said anything.
 *
 * Who calls hears something before they have to speak.
 *
 * ```
 * source              --S--------L--R--|   S: session.created  L: connection.lost  R: connection.restored
 * greet('Hello.')     --C--------------|   C: response.create
 *
 * source              --R--------------|   of a conversation that somebody else has begun
 * greet('Hello.')     -----------------|
 * ```
 *
 * - **Value**: the first `session.created` gives one `response.create`; so does a `connection.restored` that comes first, if
 *   the session holds nothing.
 * - **Completion**: passed on.
 * - **Error**: passed on, that of `isBegun$` too.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: greets again.
 * - **Memory**: the newest value of `isBegun$`.
 *
 * @param greeting what to say
 * @param config who knows what was said before
 *
 * @example
 * import { greet } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * of({ type: 'session.created', event_id: 'event_1', session: { type: 'realtime' } } as const)
 *   .pipe(greet({ instructions: 'Greet the caller by day or night.' }))
 *   .subscribe(({ response }) => console.log(response?.instructions)); // prints: Greet the caller by day or night.
 *
 * @see {@link AssistantConfig.greeting}, {@link sayExactly}
 */
export function greet(
  greeting: Greeting,
  { isBegun$ = of(false) }: GreetConfig = {},
): OperatorFunction<ServerEvent, ResponseCreate> {
  return (source) =>
    source.pipe(
      ofType('session.created', 'connection.restored'),
      filter((_, index) => index === 0),
      withLatestFrom(isBegun$),
      mergeMap(([event, isBegun]) => {
        if (isBegun || (event.type === 'connection.restored' && !holdsNothing(event))) return [];
        return [
          typeof greeting === 'string'
            ? sayExactly(greeting)
            : responseCreate({ tool_choice: 'none', ...greeting }),
        ];
      }),
    );
}
