import type { Fault } from './fault.ts';
import type { FailedUpgrade } from '../line/failedUpgrade.ts';
import { refusedUpgrade } from '../line/refusedUpgrade.ts';

/** What a fault of the upgrade does to it. */
export const upgradeFault = (fault: Fault): FailedUpgrade => {
  if (fault.do === 'badHandshake' || fault.do === 'noAnswer') return { kind: fault.do };
  return fault.do === 'httpStatus' ? refusedUpgrade(fault.status, fault) : { kind: 'noAnswer' };
};
