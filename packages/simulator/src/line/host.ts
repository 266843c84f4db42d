import type { ConnectionRequest } from '../admission/admission.ts';
import type { RestAnswer, RestRequest } from '../admission/answerRest.ts';
import type { Time } from '../scope/time.ts';
import type { Upgrade } from './upgrade.ts';

/** What a line needs of the simulator behind it. */
export interface Host {
  readonly time: Time;
  readonly upgrade: (request: ConnectionRequest) => Upgrade;
  /** Answers a REST request. */
  readonly rest: (request: RestRequest) => RestAnswer;
}
