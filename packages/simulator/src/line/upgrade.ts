import type { Observable } from 'rxjs';
import type { Frame } from './frame.ts';
import type { LineCommand } from './lineCommand.ts';
import type { FailedUpgrade } from './failedUpgrade.ts';

/** The client's close frame, as a WebSocket's close event tells it: 1006 for none, 1005 for one without a code. */
export interface ClientClose {
  readonly code: number;
  readonly reason: string;
}

/** A connection that asks to be let in. */
export interface Upgrade {
  /** How the upgrade goes wrong, if it does. */
  readonly fault: FailedUpgrade | undefined;
  /** Serves the connection until `left$` tells that the client has closed it or is gone. */
  readonly open: (incoming$: Observable<Frame>, left$: Observable<ClientClose>) => Observable<LineCommand>;
}
