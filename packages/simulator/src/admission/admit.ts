import { credentialOf, isClientSecret } from './credentialOf.ts';
import { refuseModel } from './refuseModel.ts';
import { invalidValue, notInFormat, refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { ConnectionRequest, Admission, AdmissionRules } from './admission.ts';
import { endpoint } from './endpoint.ts';

const usualModel = 'gpt-realtime';
const secretPrefix = 'openai-insecure-api-key.';

const credentialIn = (
  { headers, protocols }: ConnectionRequest,
  query: URLSearchParams,
): string | undefined => {
  const protocol = protocols.find((name) => name.startsWith(secretPrefix))?.slice(secretPrefix.length);
  return credentialOf(headers) ?? protocol ?? query.get('api-key') ?? undefined;
};

const badKey = refusal('invalid_api_key', 'Incorrect API key provided.');
const noKey = refusal(null, 'Missing bearer or basic authentication in header');
const betaShape = refusal(
  'beta_api_shape_disabled',
  'The Realtime beta API is no longer supported. Remove the OpenAI-Beta header.',
);
const noModel = refusal('missing_model', 'You must provide a model parameter.', 'model');
const modelNotAllowed = refusal(
  'invalid_model',
  'You must not provide a model parameter for transcription sessions.',
  'model',
);

const tooMuch = refusal('invalid_value', 'You must provide exactly one of model, call_id and intent.');
const noCall = notInFormat('call_id', 'the id of a call that is not over');

const refuse = (refused: Refusal, closeCode = 4000): Admission => ({ refused, closeCode });

const admitModel = (
  model: string | null,
  kind: 'realtime' | 'translation',
  rules: AdmissionRules,
): Admission => {
  if (model === null || model === '') return refuse(noModel);
  const refused = refuseModel(model, kind, rules.acceptsModel);
  return refused ? refuse(refused) : { kind, model, setup: {} };
};

const admitCall = (callId: string, rules: AdmissionRules): Admission =>
  /^rtc_./.test(callId) && !rules.isOver(callId)
    ? { kind: 'realtime', model: usualModel, setup: rules.callOf(callId) ?? {} }
    : refuse(noCall);

const admitByUrl = ({ pathname, searchParams }: URL, rules: AdmissionRules): Admission => {
  const model = searchParams.get('model') ?? searchParams.get('deployment');
  const intent = searchParams.get('intent');
  const callId = searchParams.get('call_id');
  if (intent === 'transcription' && searchParams.has('model')) return refuse(modelNotAllowed);
  if (['model', 'call_id', 'intent'].filter((name) => searchParams.has(name)).length > 1)
    return refuse(tooMuch);
  if (endpoint.exec(pathname)?.[1] !== undefined) return admitModel(model, 'translation', rules);
  if (intent === 'transcription') return { kind: 'transcription', model: '', setup: {} };
  if (intent !== null) return refuse(invalidValue('intent', intent, ['transcription']));
  return callId === null ? admitModel(model, 'realtime', rules) : admitCall(callId, rules);
};

/** Decides on a connection as the service does: credential first, then the shape of the request. */
export const admit = (request: ConnectionRequest, address: URL, rules: AdmissionRules): Admission => {
  const credential = credentialIn(request, address.searchParams);
  if (rules.accepts && credential === undefined) return refuse(noKey, 3000);
  const grant = rules.grantOf(credential ?? '');
  const accepts = rules.accepts ?? ((key: string) => !isClientSecret(key));
  if (!grant && !accepts(credential ?? '')) return refuse(badKey, 3000);
  if (/realtime=v1/.test(request.headers['openai-beta'] ?? '')) return refuse(betaShape);
  // A client secret says it all; the URL may be bare.
  return grant ?? admitByUrl(address, rules);
};
