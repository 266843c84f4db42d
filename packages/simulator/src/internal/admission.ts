import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { JsonObject } from './shape.ts';

/** How a client asked for its connection. */
export interface ConnectionRequest {
  /** Path and query, as in `/v1/realtime?model=gpt-realtime`; a whole URL will do. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly protocols: ReadonlyArray<string>;
}

type SessionKind = 'realtime' | 'transcription' | 'translation';

/** What a client is let in to: the session it gets and how it is configured from the start. */
export interface Admitted {
  readonly kind: SessionKind;
  readonly model: string;
  /** The configuration that came with a client secret or an accepted call. */
  readonly setup: JsonObject;
}

/** Let in, or refused: one `error` event and a close frame, because the service checks after the upgrade. */
export type Admission = Admitted | { readonly refused: Refusal; readonly closeCode: number };

export interface AdmissionRules {
  /** Without it every credential is good. */
  readonly accepts: ((credential: string) => boolean) | undefined;
  /** What a client secret stands for. */
  readonly grantOf: (credential: string) => Admitted | undefined;
  /** The configuration of an accepted call. */
  readonly callOf: (callId: string) => JsonObject | undefined;
  readonly acceptsModel: (model: string) => boolean;
}

const usualModel = 'gpt-realtime';
const secretPrefix = 'openai-insecure-api-key.';

const credentialOf = (
  { headers, protocols }: ConnectionRequest,
  query: URLSearchParams,
): string | undefined => {
  const bearer = /^bearer\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  const protocol = protocols.find((name) => name.startsWith(secretPrefix))?.slice(secretPrefix.length);
  return bearer ?? headers['api-key'] ?? protocol ?? query.get('api-key') ?? undefined;
};

const badKey = refusal('invalid_api_key', 'Incorrect API key provided.');
const noKey = refusal(null, 'Missing bearer or basic authentication in header');
const betaShape = refusal(
  'beta_api_shape_disabled',
  'The Realtime beta API is no longer supported. Remove the OpenAI-Beta header.',
);
const noModel = refusal('missing_model', 'You must provide a model parameter.', 'model');
const badModel = refusal(
  'invalid_model',
  'The requested model is not supported for the Realtime API.',
  'model',
);
const modelNotAllowed = refusal(
  'invalid_model',
  'You must not provide a model parameter for transcription sessions.',
  'model',
);

const refuse = (refused: Refusal, closeCode = 4000): Admission => ({ refused, closeCode });

const admitByUrl = ({ pathname, searchParams }: URL, rules: AdmissionRules): Admission => {
  // A URL that names nothing, as in `ws://simulator`, is short for the endpoint with its usual model.
  const usual = pathname === '/' && [...searchParams].length === 0 ? usualModel : null;
  const model = searchParams.get('model') ?? searchParams.get('deployment') ?? usual;
  if (searchParams.get('intent') === 'transcription') {
    return model === null ? { kind: 'transcription', model: '', setup: {} } : refuse(modelNotAllowed);
  }
  const callId = searchParams.get('call_id');
  if (callId !== null) {
    return { kind: 'realtime', model: model ?? usualModel, setup: rules.callOf(callId) ?? {} };
  }
  if (model === null || model === '') return refuse(noModel);
  if (!rules.acceptsModel(model)) return refuse(badModel);
  return { kind: /\/translations\/?$/.test(pathname) ? 'translation' : 'realtime', model, setup: {} };
};

/** Decides on a connection as the service does: credential first, then the shape of the request. */
export const admit = (request: ConnectionRequest, rules: AdmissionRules): Admission => {
  const url = new URL(request.url, 'ws://localhost');
  const credential = credentialOf(request, url.searchParams);
  if (rules.accepts && credential === undefined) return refuse(noKey, 3000);
  const grant = rules.grantOf(credential ?? '');
  if (rules.accepts && !grant && !rules.accepts(credential ?? '')) return refuse(badKey, 3000);
  if (/realtime=v1/.test(request.headers['openai-beta'] ?? '')) return refuse(betaShape);
  // A client secret says it all; the URL may be bare.
  if (grant) return grant;
  return admitByUrl(url, rules);
};

/** The reason of the close frame: the error's type and, if it has one, its code. */
export const closeReason = ({ type, code }: Refusal): string => (code === null ? type : `${type}.${code}`);
