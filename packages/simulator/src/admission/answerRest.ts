import { addressOf } from './addressOf.ts';
import type { AdmissionRules, Admitted } from './admission.ts';
import { credentialOf } from './credentialOf.ts';
import type { Headers } from './credentialOf.ts';
import type { Grants } from './grants.ts';
import type { Ids } from '../scope/ids.ts';
import { refuseModel } from './refuseModel.ts';
import { invalidJson, missingParameter, refusal, unknownParameter } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { refuseDetection } from '../state/refuseDetection.ts';
import { realtimeSession, transcriptionSession, translationSession } from '../shapes/session.ts';
import { applyUpdate, translationBases } from '../state/applyUpdate.ts';
import { initialSession, initialTranscription, initialTranslation } from '../state/initialSession.ts';
import { isTooDeep } from '../shapes/isTooDeep.ts';
import { fields, integer, oneOf, text } from '../shapes/shape.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

export interface RestRequest {
  readonly method: string;
  /** As it stands in the request: a path with its query, or a whole URL. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface RestAnswer {
  readonly status: number;
  /** Sent as JSON; undefined sends nothing. */
  readonly body: unknown;
}

export interface RestScope {
  readonly grants: Grants;
  readonly ids: Ids;
  readonly rules: AdmissionRules;
  /** When a session that begins now ends, in seconds since the epoch. */
  readonly expiresAt: () => number;
}

/** The longest body; more of it need not be read. */
export const maxBodyBytes = 1_024 * 1_024;

const defaultSecretSeconds = 600;

const refused = (why: Refusal, status = 400): RestAnswer => ({ status, body: { error: why } });
const noKey = refusal(null, 'Missing bearer authentication in header');
const badKey = refusal('invalid_api_key', 'Incorrect API key provided.');
const nowhere = refusal(null, 'Invalid URL: the simulator has no such endpoint.');
const tooMany = refusal('rate_limit_exceeded', 'Too many client secrets are good at the same time.');
const unreadable = refusal(null, 'Invalid URL.');
const tooLarge = refusal(null, `The body is larger than ${maxBodyBytes} bytes.`);

/** The JSON object of a body, or undefined when it is none or is nested too deep. */
const bodyOf = (given: string): JsonObject | undefined => {
  try {
    const body: unknown = given === '' ? {} : JSON.parse(given);
    return isObject(body) && !isTooDeep(body) ? body : undefined;
  } catch {
    return undefined;
  }
};

const secretParameters = fields({
  expires_after: fields({ anchor: oneOf('created_at'), seconds: integer(10, 7_200) }),
  session: (value) => (isObject(value) ? undefined : missingParameter('session')),
});

const secondsOf = (body: JsonObject): number => {
  const after = body['expires_after'];
  const seconds = isObject(after) ? after['seconds'] : undefined;
  return typeof seconds === 'number' ? seconds : defaultSecretSeconds;
};

const modelOf = (session: JsonObject): string =>
  typeof session['model'] === 'string' ? session['model'] : 'gpt-realtime';

const without = (session: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(session).filter(([name]) => name !== key));

/** Answers the REST requests that belong to the Realtime API; knows no transport. */
export const answerRest = (scope: RestScope, request: RestRequest): RestAnswer => {
  const { grants, ids, rules } = scope;
  const expiresAt = scope.expiresAt();

  const ofKind = (model: string, kind: 'realtime' | 'translation', param: string): Refusal | undefined =>
    refuseModel(model, kind, rules.acceptsModel, param);

  const secret = (body: JsonObject, admitted: Admitted, session: object): RestAnswer => {
    const minted = grants.mint(admitted, secondsOf(body));
    if (!minted) return refused(tooMany, 429);
    return { status: 200, body: { value: minted.value, expires_at: minted.expiresAt, session } };
  };

  const clientSecret = (body: JsonObject): RestAnswer => {
    const offence = secretParameters(body, '');
    if (offence) return refused(offence);
    const session = isObject(body['session']) ? body['session'] : { type: 'realtime' };
    if (session['type'] === 'transcription') {
      const wrong = transcriptionSession(session, 'session');
      if (wrong) return refused(wrong);
      const opened = applyUpdate(initialTranscription(ids.session(), expiresAt), session);
      const twice = refuseDetection(opened);
      if (twice) return refused(twice);
      return secret(body, { kind: 'transcription', model: '', setup: session }, opened);
    }
    const model = modelOf(session);
    const wrong = realtimeSession(session, 'session') ?? ofKind(model, 'realtime', 'session.model');
    if (wrong) return refused(wrong);
    const admitted: Admitted = { kind: 'realtime', model, setup: session };
    return secret(body, admitted, applyUpdate(initialSession(ids.session(), model, expiresAt), session));
  };

  const translationSecret = (body: JsonObject): RestAnswer => {
    const offence = secretParameters(body, '');
    if (offence) return refused(offence);
    const session = body['session'];
    if (!isObject(session) || typeof session['model'] !== 'string')
      return refused(missingParameter('session.model'));
    const setup = without(session, 'model');
    const model = modelOf(session);
    const wrong = translationSession(setup, 'session') ?? ofKind(model, 'translation', 'session.model');
    if (wrong) return refused(wrong);
    const admitted: Admitted = { kind: 'translation', model, setup };
    return secret(
      body,
      admitted,
      applyUpdate(initialTranslation(ids.session(), model, expiresAt), setup, translationBases),
    );
  };

  const call = (callId: string, action: string, body: JsonObject): RestAnswer => {
    const ok = { status: 200, body: undefined };
    if (!callId.startsWith('rtc_') || grants.isOver(callId))
      return refused(refusal(null, 'No call with this id.'), 404);
    if (action === 'accept') {
      const offence = realtimeSession(body, '') ?? ofKind(modelOf(body), 'realtime', 'model');
      if (offence) return refused(offence);
      grants.acceptCall(callId, body);
      return ok;
    }
    if (action === 'refer') {
      const offence = fields({ target_uri: text }, 'target_uri')(body, '');
      return offence ? refused(offence) : ok;
    }
    const offence = action === 'reject' ? fields({ status_code: integer(300, 699) })(body, '') : undefined;
    const extra = Object.keys(body)[0];
    if (action === 'hangup' && extra !== undefined) return refused(unknownParameter(extra));
    if (offence) return refused(offence);
    grants.endCall(callId);
    return ok;
  };

  const credential = credentialOf(request.headers);
  if (rules.accepts && credential === undefined) return refused(noKey, 401);
  if (rules.accepts && !rules.accepts(credential ?? '')) return refused(badKey, 401);
  const address = addressOf(request.url);
  if (!address) return refused(unreadable);
  if (request.body.length > maxBodyBytes) return refused(tooLarge, 413);
  const body = bodyOf(request.body);
  if (!body) return refused(invalidJson);
  const path = address.pathname.replace(/^\/(?:openai\/)?v1\/realtime/, '');
  if (request.method === 'POST' && path === '/client_secrets') return clientSecret(body);
  if (request.method === 'POST' && path === '/translations/client_secrets') return translationSecret(body);
  const [, callId, action] = /^\/calls\/([^/]+)\/(accept|reject|refer|hangup)$/.exec(path) ?? [];
  if (request.method === 'POST' && callId !== undefined && action !== undefined)
    return call(callId, action, body);
  return refused(nowhere, 404);
};
