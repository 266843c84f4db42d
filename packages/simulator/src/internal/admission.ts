import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** How a client asked for its connection. */
export interface ConnectionRequest {
  /** Path and query, as in `/v1/realtime?model=gpt-realtime`; a whole URL will do. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly protocols: ReadonlyArray<string>;
}

export type SessionKind = 'realtime' | 'transcription' | 'translation';

/** Let in, or refused: one `error` event and a close frame, because the service checks after the upgrade. */
export type Admission =
  | { readonly kind: SessionKind; readonly model: string }
  | { readonly refused: Refusal; readonly closeCode: number };

export interface AdmissionRules {
  readonly accepts: ((credential: string) => boolean) | undefined;
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

/** Decides on a connection as the service does: credential first, then the shape of the request. */
export const admit = (request: ConnectionRequest, rules: AdmissionRules): Admission => {
  const { pathname, searchParams } = new URL(request.url, 'ws://localhost');
  const credential = credentialOf(request, searchParams);
  if (rules.accepts && credential === undefined) return { refused: noKey, closeCode: 3000 };
  if (rules.accepts && !rules.accepts(credential ?? '')) return { refused: badKey, closeCode: 3000 };
  if (/realtime=v1/.test(request.headers['openai-beta'] ?? ''))
    return { refused: betaShape, closeCode: 4000 };
  // A URL that names nothing, as in `ws://simulator`, is short for the endpoint with its usual model.
  const usual = pathname === '/' && [...searchParams].length === 0 ? usualModel : null;
  const model = searchParams.get('model') ?? searchParams.get('deployment') ?? usual;
  if (searchParams.get('intent') === 'transcription') {
    return model === null
      ? { kind: 'transcription', model: '' }
      : { refused: modelNotAllowed, closeCode: 4000 };
  }
  if (searchParams.has('call_id')) return { kind: 'realtime', model: model ?? usualModel };
  if (model === null || model === '') return { refused: noModel, closeCode: 4000 };
  if (!rules.acceptsModel(model)) return { refused: badModel, closeCode: 4000 };
  return { kind: /\/translations\/?$/.test(pathname) ? 'translation' : 'realtime', model };
};

/** The reason of the close frame: the error's type and, if it has one, its code. */
export const closeReason = ({ type, code }: Refusal): string => (code === null ? type : `${type}.${code}`);
