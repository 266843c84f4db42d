import type { SimulatorEvent } from '@rx-realtime/simulator';
import type pc from 'picocolors';
import { gist } from './gist.ts';
import * as t from 'io-ts';

const typeWidth = 40;

/** Anything but the letters of event types could be meant for the terminal. */
const named = (type: unknown): string => {
  const text = typeof type === 'string' ? type : '(no type)';
  return text.replaceAll(/[^\w.:() -]/g, '?').slice(0, 80);
};

const isTrouble = ({ event }: SimulatorEvent): boolean =>
  event['type'] === 'error' ||
  (event['type'] === 'response.done' &&
    t.UnknownRecord.is(event['response']) &&
    event['response']['status'] === 'failed');

/** One event of a session: time in seconds, connection, direction, type and {@link gist}. */
export function eventLine(colors: ReturnType<typeof pc.createColors>): (event: SimulatorEvent) => string {
  return (happened) => {
    const { connection, event, from, timeMs } = happened;
    const seconds = (timeMs / 1_000).toFixed(3).padStart(9);
    const about = gist(event);
    const type = named(event['type']);
    const paint = isTrouble(happened) ? colors.red : from === 'client' ? colors.cyan : colors.green;
    const head = `${colors.dim(seconds)} #${connection} ${from === 'client' ? '→' : '←'}`;
    return about === '' ? `${head} ${paint(type)}` : `${head} ${paint(type.padEnd(typeWidth))} ${about}`;
  };
}
