import type { RealtimeWebSocketConstructor } from '@rx-realtime/connection';
import type { SimulatorWebSocketConstructor } from '@rx-realtime/simulator';

/** Where the first connection is cut. */
export interface ByteCut {
  /** Whose bytes are counted. */
  readonly from: 'client' | 'server';
  /** So many get through, those of the handshake among them. */
  readonly at: number;
}

/** What one side has sent. */
export interface PassedBytes {
  readonly bytes: number;
  /** Where its frames begin and end. */
  readonly frames: readonly number[];
}

/**
 * A WebSocket in memory whose frames go through as the bytes that `ws` writes and reads, up to a cut.
 *
 * @param told is given the bytes of the first connection, which grow as they pass
 */
export function byteLine(
  Inner: SimulatorWebSocketConstructor,
  cut: ByteCut,
  told?: (passed: Readonly<Record<ByteCut['from'], PassedBytes>>) => void,
): RealtimeWebSocketConstructor;
