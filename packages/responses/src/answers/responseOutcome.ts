import type { RealtimeResponse, ResponseDone } from '@rx-realtime/codecs';

/** Why a response ended without the server saying so. */
export type InterruptionReason =
  /** The source completed before `response.done`. */
  | 'source_completed'
  /** The source failed before `response.done`; `cause` holds its error. */
  | 'source_errored'
  /** Nobody was subscribed any more, so the rest was not read. */
  | 'unsubscribed'
  /** The connection was lost, and the session with it; `cause` holds the outcome of the connection. */
  | 'connection_lost'
  /** A new session began (`session.created`): the server forgets a running response with its session. */
  | 'session_replaced'
  /** More responses were open than `maxOpenResponses`; this was the oldest. */
  | 'too_many_open'
  /** The response outgrew one of the limits; `cause` holds the `ResponseStreamError`. */
  | 'overflow';

/** How a response ended, told apart by `status`. */
export type ResponseOutcome =
  | { readonly status: 'completed'; readonly response: RealtimeResponse }
  | {
      readonly status: 'cancelled';
      /** `'turn_detected'` (the user spoke), `'client_cancelled'`, or what the server says. */
      readonly reason: string | undefined;
      readonly response: RealtimeResponse;
    }
  | {
      readonly status: 'incomplete';
      /** `'max_output_tokens'`, `'content_filter'`, or what the server says. */
      readonly reason: string | undefined;
      readonly response: RealtimeResponse;
    }
  | {
      readonly status: 'failed';
      /** The server's reason, such as `rate_limit_exceeded` or `insufficient_quota`. */
      readonly code: string | undefined;
      /** The class of the failure, such as `invalid_request_error` or `server_error`. */
      readonly type: string | undefined;
      readonly message: string | undefined;
      readonly response: RealtimeResponse;
    }
  | { readonly status: 'interrupted'; readonly reason: InterruptionReason; readonly cause: unknown };

/** Reads the outcome from `response.done`. A status that is missing counts as completed, an unheard-of one as incomplete. */
export function outcomeOf({ response }: ResponseDone): ResponseOutcome {
  const { status, status_details: details } = response;
  const reason = details?.reason ?? undefined;
  if (status === undefined || status === null || status === 'completed')
    return { status: 'completed', response };
  if (status === 'cancelled') return { status: 'cancelled', reason, response };
  if (status !== 'failed') return { status: 'incomplete', reason: reason ?? status, response };
  const { code, type, message } = details?.error ?? {};
  const error = { code: code ?? undefined, type: type ?? undefined, message: message ?? undefined };
  return { status: 'failed', ...error, response };
}
