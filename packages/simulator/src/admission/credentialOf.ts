/** Headers of a request; names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** The API key or client secret of a request: OpenAI's header, or Azure's. */
export const credentialOf = (headers: Headers): string | undefined =>
  /^bearer\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? headers['api-key'];

/** Client secrets begin like this; API keys do not. */
export const isClientSecret = (credential: string): boolean => credential.startsWith('ek_');
