import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { Subscription } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { WebSocket } from 'ws';
import { reasonOf } from '../scope/reasonOf.ts';
import type { LineCommand } from './lineCommand.ts';
import { closeFrameBytes, frameBytes, pingFrameBytes, pongFrameBytes, textFrameBytes } from './frameBytes.ts';

/** A server's end of a real WebSocket: carries out what the session and its faults command. */
export interface WebSocketLine {
  readonly obey: (command: LineCommand) => void;
  readonly ping: () => void;
  readonly stop: () => void;
}

/** What a client may leave unread: more than ten minutes of sound. Nobody who listens is that far behind. */
const mostUnreadBytes = 64 * 1_024 * 1_024;

const canReset = (raw: Duplex): raw is Socket => 'resetAndDestroy' in raw;

/**
 * @param raw the TCP or TLS connection under the socket: some faults happen below WebSocket
 * @param notice tells whoever runs the simulator
 */
export const webSocketLine = (
  socket: WebSocket,
  raw: Duplex,
  scheduler: SchedulerLike,
  notice: (text: string) => void,
): WebSocketLine => {
  const timers = new Subscription();
  let dribble: { readonly bytes: number; readonly everyMs: number } | undefined;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isCorked = false;

  /** Writes what waits a portion at a time; runs as long as something waits. */
  const drip = (): void => {
    const [first] = waiting;
    if (first === undefined || dribble === undefined || raw.destroyed) return;
    raw.write(first.subarray(0, dribble.bytes));
    const rest = first.subarray(dribble.bytes);
    waitingBytes -= first.length - rest.length;
    waiting = rest.length > 0 ? [rest, ...waiting.slice(1)] : waiting.slice(1);
    if (waiting.length > 0) timers.add(scheduler.schedule(drip, dribble.everyMs));
  };
  const write = (bytes: Uint8Array): void => {
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waiting.length === 1) drip();
  };

  const cut = (how: 'reset' | 'drop'): void => {
    if (how === 'reset' && canReset(raw)) raw.resetAndDestroy();
    else if (how === 'drop') raw.end(() => raw.destroy());
    else raw.destroy();
  };

  /** Reads a frame, then rests as long as its bytes take; meanwhile TCP's buffers hold the client up. */
  const slowUplink = (bytesPerSecond: number): void => {
    socket.on('message', (data: Buffer) => {
      socket.pause();
      timers.add(scheduler.schedule(() => socket.resume(), (data.length * 1_000) / bytesPerSecond));
    });
  };

  const carryOut = (command: LineCommand): void => {
    switch (command.kind) {
      case 'event': {
        const text = JSON.stringify(command.event);
        if (dribble) write(textFrameBytes(text));
        else socket.send(text);
        return;
      }
      case 'frame':
        if (dribble) write(frameBytes(command.data));
        else socket.send(command.data);
        return;
      case 'close':
        if (dribble) write(closeFrameBytes(command.code, command.reason));
        else socket.close(command.code, command.reason);
        return;
      case 'cut':
        cut(command.how);
        return;
      case 'cutFrame':
        raw.write(textFrameBytes(JSON.stringify(command.event)).subarray(0, command.bytes), () =>
          cut('reset'),
        );
        return;
      case 'raw':
        raw.write(command.bytes);
        return;
      case 'dribble':
        dribble = command;
        return;
      case 'slowUplink':
        slowUplink(command.bytesPerSecond);
        return;
      case 'stall':
        if (command.direction !== 'down') socket.pause();
        if (command.direction !== 'up' && !isCorked) {
          isCorked = true;
          raw.cork();
        }
        return;
      case 'resume':
        socket.resume();
        if (isCorked) raw.uncork();
        isCorked = false;
        return;
      default:
    }
  };

  const obey = (command: LineCommand): void => {
    if (raw.destroyed) return;
    const unreadBytes = socket.bufferedAmount + waitingBytes;
    if (unreadBytes > mostUnreadBytes) {
      notice(`A client was cut off, because it left ${unreadBytes} bytes unread.`);
      cut('reset');
      return;
    }
    try {
      carryOut(command);
    } catch (error) {
      // Such as a recorded or scripted close with a code that cannot be sent.
      notice(`A client was cut off, because ${command.kind} failed: ${reasonOf(error)}`);
      cut('drop');
    }
  };

  socket.on('ping', (data: Buffer) => {
    if (dribble) write(pongFrameBytes(data));
    else if (socket.readyState === socket.OPEN) socket.pong(data);
  });
  const ping = (): void => {
    if (dribble) write(pingFrameBytes());
    else socket.ping();
  };

  return { obey, ping, stop: () => timers.unsubscribe() };
};
