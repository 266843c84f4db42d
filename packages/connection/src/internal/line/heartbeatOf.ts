import type { SchedulerLike } from 'rxjs';
import type { RealtimeWebSocket } from '../../realtimeWebSocket.ts';
import { Heartbeat } from './Heartbeat.ts';
import type { HeartbeatHandlers, HeartbeatLimits } from './Heartbeat.ts';

/** What a line knows of a heartbeat. */
export type Pulse = Pick<Heartbeat, 'start' | 'stop' | 'probe' | 'pong' | 'roundTripMs' | 'excusedMs'>;

/** The heartbeat of a WebSocket that can ping. */
export const heartbeatOf = (
  socket: RealtimeWebSocket,
  {
    heartbeat,
    scheduler,
  }: { readonly heartbeat: HeartbeatLimits | undefined; readonly scheduler: SchedulerLike },
  { pinged, ...handlers }: Omit<HeartbeatHandlers, 'ping'> & { readonly pinged: () => void },
): Pulse | undefined =>
  heartbeat &&
  socket.ping &&
  new Heartbeat(heartbeat, scheduler, {
    ...handlers,
    ping: () => {
      pinged();
      socket.ping?.();
    },
  });
