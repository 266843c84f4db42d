import { RealtimeError } from './realtimeError.ts';

/** A deployment of the Realtime API on Azure OpenAI. */
export interface AzureEndpoint {
  /** The resource's base URL, such as `https://my-resource.openai.azure.com`. */
  readonly endpoint: string;
  /** The name of the deployment; sent as `model` (GA) or `deployment` (preview). */
  readonly deployment: string;
  /** Only for preview deployments, such as `2025-04-01-preview`; GA deployments take none. */
  readonly apiVersion?: string;
  /** Send the key as a bearer token (Microsoft Entra ID) instead of as `api-key`. */
  readonly bearer?: boolean;
}

/** Which Realtime endpoint to talk to; exactly one of `model`, `callId`, `intent`, or none of them with a client secret. */
export interface EndpointConfig {
  /** The conversation model, such as `gpt-realtime-2.1`. */
  readonly model?: string;
  /** A WebRTC or SIP call to attach to as a sideband (`rtc_…`). */
  readonly callId?: string;
  /** A transcription session; takes no model. */
  readonly intent?: 'transcription';
  /** A translation session instead of a conversation; needs `model`. */
  readonly translation?: boolean;
  /** @defaultValue `wss://api.openai.com/v1/realtime` */
  readonly url?: string | URL;
  readonly azure?: AzureEndpoint;
  /** Sent as `OpenAI-Organization`. */
  readonly organization?: string;
  /** Sent as `OpenAI-Project`. */
  readonly project?: string;
  /** Sent as `OpenAI-Safety-Identifier`: a stable, hashed id of the end user. */
  readonly safetyIdentifier?: string;
  /** More headers, on platforms that can send them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where a server lives. The checks of keys and TLS are those of every endpoint. */
export interface Route {
  /** A `wss:` or `ws:` URL, without credentials. */
  readonly url: string;
  /** Query parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** How the credential travels. @defaultValue `bearer`: as `Authorization: Bearer …` */
  readonly key?: 'bearer' | 'api-key';
}

/** What a WebSocket constructor is called with. */
export interface Endpoint {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

const openAiUrl = 'wss://api.openai.com/v1/realtime';
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether this runs on a server, as servers say it (https://common-min-api.proposal.wintertc.org/#navigator-useragent-requirements). */
const isServer = (): boolean => /^(Cloudflare|Deno|Bun)/.test(globalThis.navigator?.userAgent);

/** What a credential may consist of, to be sent as a header. */
const isHeaderValue = /^[\x21-\x7e]+$/;

const refuse = (code: string, message: string): RealtimeError =>
  new RealtimeError({ code, reason: 'policy', message, retriable: false });

/**
 * Turns a configuration and a credential into a URL, subprotocols and headers.
 *
 * Where headers can be sent the credential travels as one. A browser cannot send headers, so there it travels as a
 * subprotocol, and only if it is a short-lived client secret (`ek_…`). Cloudflare Workers and other servers that cannot send
 * headers either may send an API key so.
 *
 * @param config where to connect
 * @param secret the API key or client secret, if there is one
 * @param carrier how the platform can carry the credential
 * @param route where a server with a dialect lives, in place of `url` and `azure`
 * @throws RealtimeError `policy` with code `invalid_url`, `ambiguous_endpoint`, `insecure_url` or `key_in_browser`; `auth`
 *   with code `invalid_key`
 *
 * @example
 * import { endpoint } from '@rx-realtime/connection';
 *
 * console.log(endpoint({ model: 'gpt-realtime-2.1' }, 'sk-1', 'headers').url);
 * // prints: wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1
 */
export function endpoint(
  config: EndpointConfig,
  secret: string | undefined,
  carrier: 'headers' | 'subprotocols',
  route?: Route,
): Endpoint {
  const url = baseUrl(config, route);
  if (secret !== undefined && !isHeaderValue.test(secret)) {
    throw new RealtimeError({
      code: 'invalid_key',
      reason: 'auth',
      message: 'expected a key without spaces or line breaks',
      retriable: false,
    });
  }
  if (secret !== undefined && url.protocol !== 'wss:' && !loopback.test(url.hostname)) {
    throw refuse(
      'insecure_url',
      `refusing to send a credential over ${url.protocol}// to ${url.hostname}; use wss://`,
    );
  }
  const given = route ? Object.entries(route.parameters ?? {}) : parameters(config);
  for (const [name, value] of given) url.searchParams.set(name, value);
  return carrier === 'headers'
    ? { url: url.href, protocols: [], headers: { ...headers(config, secret, route), ...config.headers } }
    : { url: url.href, protocols: subprotocols(config, secret), headers: {} };
}

function baseUrl({ url, azure, translation }: EndpointConfig, route: Route | undefined): URL {
  const path = translation ? '/translations' : '';
  const text = route
    ? route.url
    : azure
      ? `${azure.endpoint.replace(/\/$/, '')}/openai/${azure.apiVersion ? '' : 'v1/'}realtime${path}`
      : `${url ?? openAiUrl}`;
  let parsed: URL;
  try {
    parsed = new URL(text);
  } catch {
    throw refuse('invalid_url', `expected a ws:// or wss:// URL, got ${text.length} characters`);
  }
  // Setting `protocol` between http and ws is not allowed by the URL standard, hence the detour by text.
  const scheme = { 'http:': 'ws:', 'https:': 'wss:', 'ws:': 'ws:', 'wss:': 'wss:' }[parsed.protocol];
  if (scheme === undefined) throw refuse('invalid_url', `expected ws:// or wss://, got ${parsed.protocol}//`);
  if (parsed.hash !== '') throw refuse('invalid_url', 'expected a URL without a fragment');
  if (parsed.username || parsed.password) {
    throw refuse('invalid_url', 'expected a URL without user and password; give apiKey');
  }
  const result = new URL(scheme + parsed.href.slice(parsed.protocol.length));
  if (translation && !azure && !result.pathname.endsWith(path)) result.pathname += path;
  return result;
}

function parameters({ model, callId, intent, azure }: EndpointConfig): [string, string][] {
  const given: [string, string][] = [];
  if (callId !== undefined) given.push(['call_id', callId]);
  else if (intent !== undefined) given.push(['intent', intent]);
  if (azure?.apiVersion) {
    return [...given, ['api-version', azure.apiVersion], ['deployment', azure.deployment]];
  }
  const deployment = azure && given.length === 0 ? azure.deployment : undefined;
  const chosen = model ?? deployment;
  if (chosen !== undefined) given.push(['model', chosen]);
  if (given.length > 1 || (callId !== undefined && intent !== undefined)) {
    throw refuse('ambiguous_endpoint', 'expected one of model, callId and intent, got several');
  }
  return given;
}

function headers(
  config: EndpointConfig,
  secret: string | undefined,
  route: Route | undefined,
): Record<string, string> {
  const { azure, organization, project, safetyIdentifier } = config;
  return {
    ...(secret !== undefined &&
      (route?.key === 'api-key' || (azure && !azure.bearer)
        ? { 'api-key': secret }
        : { Authorization: `Bearer ${secret}` })),
    ...(azure?.apiVersion && { 'OpenAI-Beta': 'realtime=v1' }),
    ...(organization && { 'OpenAI-Organization': organization }),
    ...(project && { 'OpenAI-Project': project }),
    ...(safetyIdentifier && { 'OpenAI-Safety-Identifier': safetyIdentifier }),
  };
}

function subprotocols({ organization, project }: EndpointConfig, secret: string | undefined): string[] {
  if (secret !== undefined && !secret.startsWith('ek_') && !isServer()) {
    throw refuse('key_in_browser', 'expected a client secret (ek_…): an API key must never reach a browser');
  }
  return [
    'realtime',
    ...(secret === undefined ? [] : [`openai-insecure-api-key.${secret}`]),
    ...(organization ? [`openai-organization.${organization}`] : []),
    ...(project ? [`openai-project.${project}`] : []),
  ];
}
