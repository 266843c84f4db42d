import type { Fault } from './fault.ts';
import type { UpgradeFault } from '../line/outgoing.ts';

const codeOf = (status: number): string | null => {
  if (status === 401) return 'invalid_api_key';
  return status === 429 ? 'rate_limit_exceeded' : null;
};

/** OpenAI's error body of a refused request. */
const bodyOf = (status: number): string =>
  JSON.stringify({
    error: {
      type: status >= 500 ? 'server_error' : 'invalid_request_error',
      code: codeOf(status),
      message: `The upgrade was refused with status ${status}.`,
      param: null,
    },
  });

/** An upgrade that is answered as OpenAI answers one. */
export const refusedUpgrade = (status: number): UpgradeFault => ({
  kind: 'status',
  status,
  headers: {},
  body: bodyOf(status),
});

/** What a fault of the upgrade does to it. */
export const upgradeFault = (fault: Fault): UpgradeFault => {
  if (fault.do === 'badHandshake' || fault.do === 'noAnswer') return { kind: fault.do };
  if (fault.do !== 'httpStatus') return { kind: 'noAnswer' };
  const { status, headers = {}, body = bodyOf(fault.status) } = fault;
  return { kind: 'status', status, headers, body };
};
