import type { FailedUpgrade } from './failedUpgrade.ts';

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
export const refusedUpgrade = (
  status: number,
  {
    headers = {},
    body = bodyOf(status),
  }: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
): FailedUpgrade => ({ kind: 'status', status, headers, body });
