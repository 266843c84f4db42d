import { randomId } from '../randomId.ts';

/** The least number of six digits of base 36: from there they count up to two billion events. */
const first = 36 ** 5;

/**
 * Ids of events in the service's own shape: random once, then counted. An `event_id` only has to tell the events of
 * one client apart, and fifty times a second a new random one costs a third of sending sound.
 */
export function countedEventIds(): () => string {
  let prefix: string | undefined;
  let count = first;
  return () => {
    prefix ??= randomId('event_').slice(0, -6);
    return prefix + (count++).toString(36);
  };
}
