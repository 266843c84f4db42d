import type { ServerEvent } from '@rx-realtime/codecs';
import { defer, filter } from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';
import { asideKey, isMarked } from './internal/marks.ts';

/**
 * Leaves out the events of responses that were asked for aside, so that nobody hears them.
 *
 * What is whispered stays between you and the model.
 *
 * ```
 * source           --{created a}--{audio b}--{audio a}--{done a}--|   a: asked for by ask('…', { aside: true })
 * withoutAsides()  ---------------{audio b}-----------------------|
 * ```
 *
 * - **Value**: every event, but those of responses whose `metadata` says that they are asides.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: the ids of the asides that run.
 *
 * @example
 * import { withoutAsides } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const response = { id: 'resp_1', conversation_id: null, metadata: { rx_realtime_aside: 'true' } };
 * of({ type: 'response.created', event_id: 'event_1', response } as const)
 *   .pipe(withoutAsides())
 *   .subscribe({ complete: () => console.log('nothing') }); // prints: nothing
 *
 * @see {@link Assistant.ask}
 */
export function withoutAsides(): MonoTypeOperatorFunction<ServerEvent> {
  return (source) =>
    defer(() => {
      const asides = new Set<string>();
      const isAside = (event: ServerEvent): boolean => {
        switch (event.type) {
          case 'response.created':
            if (isMarked(event.response.metadata, asideKey)) asides.add(event.response.id);
            return asides.has(event.response.id);
          case 'response.done':
            return asides.delete(event.response.id);
          case 'connection.lost':
            asides.clear();
            return false;
          default:
            return 'response_id' in event && asides.has(event.response_id ?? '');
        }
      };
      return source.pipe(filter((event) => !isAside(event)));
    });
}
