import type { Player } from '@rx-realtime/audio';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { SimulatorWebSocketConstructor, VirtualTime } from '@rx-realtime/simulator';
import type { Observable, TeardownLogic } from 'rxjs';

/** What an application calls the service over: give it on to `realtimeSocket`. */
export interface Line {
  readonly url: string;
  readonly WebSocketCtor: SimulatorWebSocketConstructor;
  readonly scheduler: VirtualTime;
}

/** Sound of a user: blocks of 40 ms at 24 kHz. */
export type Microphone = Observable<Pcm16>;

/** All that an application has to do with: in a rehearsal none of it is real. */
export interface Surroundings {
  readonly line: Line;
  readonly ears: Microphone;
  /** The loudspeaker. What it is given has to keep the `itemId` of its block for the rehearsal to know what was heard. */
  readonly mouth: Player;
  /** The clock of all that is timed. */
  readonly scheduler: VirtualTime;
}

/** What can be connected: unsubscribing ends it. */
interface Connectable {
  readonly connect: () => TeardownLogic;
}

/**
 * An application as a function of its surroundings. It starts when it is called, or when what it returns is connected, and
 * ends by what that returns.
 */
export type Application = (surroundings: Surroundings) => TeardownLogic | Connectable;
