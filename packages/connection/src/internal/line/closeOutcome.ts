import { closeCode, fatalErrorCodes, isRetriable } from '../../closeCodes.ts';
import { RealtimeError } from '../../realtimeError.ts';
import type { ServerErrorInfo } from '../../realtimeError.ts';
import type { ConnectionPhase } from '../../connectionPhase.ts';
import type { CloseOutcome } from '../../realtimeStatus.ts';
import { permanent, temporary, verdicts } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/** What is known when a socket has ended. */
export interface CloseFacts {
  readonly generation: number;
  readonly phase: ConnectionPhase;
  readonly code: number;
  readonly reason: string;
  /** Whether this side asked for the close. */
  readonly local: boolean;
  /** Why this side gave up, when it did: heartbeat, timeout, credential. */
  readonly verdict?: Verdict | undefined;
  /** Whether a refused credential may be asked for once more. */
  readonly mayRefresh?: boolean;
  readonly httpStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly causeCode?: string | undefined;
  readonly serverError?: ServerErrorInfo | undefined;
}

/** Turns the facts of a close into one typed outcome; the only place that decides what is retriable. */
export function closeOutcome(facts: CloseFacts): CloseOutcome {
  const expired = facts.serverError?.code === 'session_expired';
  const agreed = facts.verdict === undefined && (facts.local || (facts.code === 1000 && !expired));
  const { generation, phase, code, reason, local, httpStatus, serverError } = facts;
  const outcome = { generation, phase, code, reason, local, httpStatus, serverError };
  if (agreed) return { ...outcome, wasClean: true, retriable: false };
  const verdict = facts.verdict ?? explain(facts);
  const error = new RealtimeError({
    generation,
    phase,
    closeCode: code,
    closeReason: reason,
    httpStatus,
    // An expired session is no failure: the next one may be opened at once.
    retryAfterMs: expired ? 0 : facts.retryAfterMs,
    leastWaitMs: closeCode(code).leastWaitMs,
    causeCode: facts.causeCode,
    serverError,
    ...verdict,
    retriable: verdict.retriable || (verdict.reason === 'auth' && facts.mayRefresh === true),
  });
  return { ...outcome, wasClean: false, retriable: error.retriable, error };
}

function explain(facts: CloseFacts): Verdict {
  if (facts.httpStatus !== undefined) return explainStatus(facts.httpStatus, facts.serverError);
  if (facts.phase === 'connecting') return explainCause(facts.causeCode);
  if (facts.causeCode?.startsWith('WS_ERR_')) return explainFrame(facts.causeCode);
  const { code, reason, serverError } = facts;
  const { meaning, reason: kind } = closeCode(code);
  const errorCode = serverError?.code;
  const fatal = errorCode != null && fatalErrorCodes.has(errorCode);
  const decisive = errorCode != null && (fatal || errorCode === 'session_expired' || code >= 3000);
  return {
    code: decisive ? errorCode : `closed_${code}`,
    reason: errorCode === 'invalid_api_key' ? 'auth' : fatal ? 'policy' : kind,
    message: `the server closed the connection with ${code} (${meaning})${detail(reason, serverError)}`,
    retriable: isRetriable(code, errorCode),
  };
}

/** `ws` has refused a frame; its codes say which rule of RFC 6455 was broken. */
const explainFrame = (causeCode: string): Verdict =>
  causeCode === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || causeCode === 'WS_ERR_TOO_MANY_BUFFERED_PARTS'
    ? permanent('frame_too_large', 'protocol', 'the server sent a frame above maxPayloadBytes')
    : permanent('broken_frame', 'protocol', `the server broke the WebSocket protocol (${causeCode})`);

const detail = (reason: string, serverError: ServerErrorInfo | undefined): string =>
  serverError ? `: ${serverError.message}` : reason ? `: ${reason}` : '';

/** Statuses after which the same request may be accepted later. */
const retriableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

function explainStatus(status: number, serverError: ServerErrorInfo | undefined): Verdict {
  const refused = status === 401 || status === 403;
  const fatal = serverError?.code != null && fatalErrorCodes.has(serverError.code);
  const redirect = status >= 300 && status < 400;
  return {
    code: serverError?.code ?? (redirect ? 'redirect_refused' : `http_${status}`),
    reason: refused ? 'auth' : redirect || status === 400 || status === 404 ? 'policy' : 'open',
    message: redirect
      ? `a redirect (HTTP ${status}) would carry the key along`
      : `the server refused the upgrade with HTTP ${status}${detail('', serverError)}`,
    retriable: retriableStatuses.has(status) && !fatal,
  };
}

const isTls = (code: string): boolean =>
  /^(CERT_|ERR_(TLS|SSL)_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|EPROTO$)/.test(code);

function explainCause(causeCode: string | undefined): Verdict {
  if (causeCode === undefined) return temporary('unreachable', 'open', 'the server cannot be reached');
  if (causeCode === verdicts.handshake.code) return verdicts.handshake;
  if (causeCode === 'bad_handshake' || causeCode.startsWith('HPE_')) {
    return permanent('bad_handshake', 'protocol', 'the peer does not speak WebSocket');
  }
  return isTls(causeCode)
    ? permanent('tls', 'open', `the TLS handshake failed (${causeCode})`)
    : temporary('unreachable', 'open', `the server cannot be reached (${causeCode})`);
}
