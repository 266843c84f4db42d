import { closeCode, fatalErrorCodes, isRetriable } from '../closeCodes.ts';
import { RealtimeError, type RealtimeErrorInfo, type ServerErrorInfo } from '../realtimeError.ts';
import type { CloseOutcome, ConnectionPhase } from '../realtimeStatus.ts';

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

/** A failure that this side found: what it will say in the error. */
export type Verdict = Pick<RealtimeErrorInfo, 'code' | 'reason' | 'message' | 'retriable' | 'causeCode'>;

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
    retryAfterMs: facts.retryAfterMs,
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
function explainFrame(causeCode: string): Verdict {
  const tooLarge =
    causeCode === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' || causeCode === 'WS_ERR_TOO_MANY_BUFFERED_PARTS';
  return tooLarge
    ? {
        code: 'frame_too_large',
        reason: 'protocol',
        message: 'the server sent a frame above maxPayloadBytes',
        retriable: false,
      }
    : {
        code: 'broken_frame',
        reason: 'protocol',
        message: `the server broke the WebSocket protocol (${causeCode})`,
        retriable: false,
      };
}

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
      ? `the server redirected the upgrade (HTTP ${status}); a redirect is not followed, it would carry the key along`
      : `the server refused the upgrade with HTTP ${status}${detail('', serverError)}`,
    retriable: retriableStatuses.has(status) && !fatal,
  };
}

const isTls = (code: string): boolean =>
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_|HOSTNAME_MISMATCH|EPROTO$)/.test(
    code,
  );

function explainCause(causeCode: string | undefined): Verdict {
  if (causeCode === 'handshake_timeout') {
    return {
      code: causeCode,
      reason: 'open',
      message: 'the server did not answer the upgrade in time',
      retriable: true,
    };
  }
  if (causeCode === 'bad_handshake' || causeCode?.startsWith('HPE_')) {
    return {
      code: 'bad_handshake',
      reason: 'protocol',
      message: 'the peer does not speak WebSocket',
      retriable: false,
    };
  }
  if (causeCode !== undefined && isTls(causeCode)) {
    return {
      code: 'tls',
      reason: 'open',
      message: `the TLS certificate was refused (${causeCode})`,
      retriable: false,
    };
  }
  const because = causeCode === undefined ? '' : ` (${causeCode})`;
  return {
    code: 'unreachable',
    reason: 'open',
    message: `the server cannot be reached${because}`,
    retriable: true,
  };
}
