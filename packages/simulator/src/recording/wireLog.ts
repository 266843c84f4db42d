import type { Recorded } from './recorded.ts';
import type { SimulatorConnectionEnd } from '../line/simulatorConnection.ts';
import { base64FromBytes } from '@rx-realtime/pcm';
import type { Frame } from '../line/frame.ts';
import type { LineCommand } from '../line/lineCommand.ts';
import { redactEvent, redactFrame, redactText } from './redact.ts';
import { isObject } from '../shapes/jsonObject.ts';

/** Writes down what crosses the wire of one connection, without keys. */
export interface WireLog {
  readonly fromClient: (frame: Frame) => void;
  readonly fromServer: (command: LineCommand) => void;
  readonly closed: (end: SimulatorConnectionEnd) => void;
}

const parsed = (frame: Frame): unknown => {
  if (typeof frame !== 'string') return undefined;
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
};

/** @param write gets each entry, or is undefined while nobody reads: then nothing is looked at */
export const createWireLog = (
  connection: number,
  now: () => number,
  write: () => ((entry: Recorded) => void) | undefined,
): WireLog => {
  const head = (from: 'client' | 'server') => ({ connection, from, timeMs: now() });
  const frameOf = (frame: Frame) =>
    typeof frame === 'string' ? redactFrame(frame) : { base64: base64FromBytes(frame) };
  return {
    fromClient: (frame) => {
      const entry = write();
      if (!entry) return;
      const event = parsed(frame);
      if (isObject(event)) entry({ ...head('client'), event: redactEvent(event) });
      else entry({ ...head('client'), frame: frameOf(frame) });
    },
    fromServer: (command) => {
      if (command.kind === 'event') write()?.({ ...head('server'), event: redactEvent(command.event) });
      if (command.kind === 'frame') write()?.({ ...head('server'), frame: frameOf(command.data) });
    },
    closed: ({ by, code, reason }) => write()?.({ ...head(by), close: { code, reason: redactText(reason) } }),
  };
};
