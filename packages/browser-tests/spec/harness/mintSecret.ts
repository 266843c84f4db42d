import { ClientSecretCreateResponse } from '@rx-realtime/codecs/http';
import type { Simulator } from '@rx-realtime/simulator';
import { either as E } from 'fp-ts';

/** What an application's server does for its pages: exchanges the API key for a secret that is good for minutes. */
export const mintSecret = async ({ port }: Simulator, apiKey: string): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}/v1/realtime/client_secrets`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ session: { type: 'realtime', model: 'gpt-realtime' } }),
  });
  const decoded = ClientSecretCreateResponse.decode(await response.json());
  if (E.isLeft(decoded)) throw new Error(`no client secret: HTTP ${response.status}`);
  return decoded.right.value;
};
