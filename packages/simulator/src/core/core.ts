import type { Observable } from 'rxjs';
import type { Host } from '../line/host.ts';
import type { SimulatorConnection } from '../line/simulatorConnection.ts';
import type { Recorded, SimulatorEvent } from '../recording/recorded.ts';
import type { ToldFact } from '../script/fact.ts';

/** A simulator without a transport: connections come from whoever has sockets. */
export interface Core extends Host {
  readonly connections$: Observable<SimulatorConnection>;
  readonly events$: Observable<SimulatorEvent>;
  readonly wire$: Observable<Recorded>;
  readonly notices$: Observable<string>;
  readonly facts$: Observable<ToldFact>;
  readonly notice: (text: string) => void;
  /** Ends the sessions and the streams; their transport cuts the lines. */
  readonly end: () => void;
}
