import { sessionUpdate, withIds } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { RealtimeSocketConfig } from '../connectionConfig.ts';
import type { Protocol } from '../protocol.ts';
import { Connection } from './Connection.ts';
import { connectionSettings } from './connectionSettings.ts';
import { realtimeProtocol } from './realtimeProtocol.ts';

/** The connections of a conversation or transcription, by their configuration. */
export function connectionOf(
  config: RealtimeSocketConfig,
  differently?: Partial<Protocol<ServerEvent, ClientEvent>>,
  nextGeneration?: () => number,
): Connection<ServerEvent, ClientEvent> {
  const { session, dialect } = config;
  const first = (generation: number) => {
    const wish = typeof session === 'function' ? session({ generation }) : session;
    return wish && withIds(sessionUpdate(wish));
  };
  const settings = connectionSettings(config, { ...realtimeProtocol(dialect), ...differently }, first);
  return new Connection({ ...settings, nextGeneration });
}
