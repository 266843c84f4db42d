import type { Observable } from 'rxjs';

/** How a connection ended. */
export interface SimulatorConnectionEnd {
  /** Who ended it, with a close frame or without: a line that breaks or is not read counts as the client's doing. */
  readonly by: 'client' | 'server';
  /** Of the close frame (RFC 6455, 7.4); null without one, or when it gave none. */
  readonly code: number | null;
  readonly reason: string;
}

/** A connection that was opened. */
export interface SimulatorConnection {
  /** 1 for the first connection of this simulator. */
  readonly connection: number;
  /** As the client asked for it, but for keys. */
  readonly url: string;
  /** Emits once, when the connection has ended. */
  readonly closed$: Observable<SimulatorConnectionEnd>;
}
