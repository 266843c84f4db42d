import type { FaultPlan } from './faultPlan.ts';
import { fail } from '../script/reply.ts';
import type { Responder } from '../script/responder.ts';

/** A responder that fails at the responses at which a fault strikes. */
export const failingResponder =
  (responder: Responder, plan: FaultPlan): Responder =>
  (turn) => {
    const fault = plan.atResponse().find((candidate) => candidate.do === 'failResponse');
    return fault?.do === 'failResponse' ? [fail(fault)] : responder(turn);
  };
