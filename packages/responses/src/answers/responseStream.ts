import type {
  FunctionCallItem,
  RealtimeResponse,
  ServerItem,
  SpeechAddress,
  SpeechBlock,
} from '@rx-realtime/codecs';
import type { Observable } from 'rxjs';
import type { ResponseOutcome } from './responseOutcome.ts';

/** The streams of words and sound that a part, and summed up a whole response, offers. */
export interface ContentStreams {
  /** The written text so far. Late subscribers get it at once; the last value is the server's final text. */
  readonly text$: Observable<string>;
  /** The written text in pieces. Late subscribers get what they missed as one piece. */
  readonly textDelta$: Observable<string>;
  /** What is being said, so far. Late subscribers get it at once; the last value is the server's final transcript. */
  readonly transcript$: Observable<string>;
  /** What is being said, in pieces. Late subscribers get what they missed as one piece. */
  readonly transcriptDelta$: Observable<string>;
  /** The sound, decoded for each subscriber, from its first block on. */
  readonly audio$: Observable<SpeechBlock>;
}

/** One content part of an output message. All streams complete when the part does. */
export interface PartStream extends SpeechAddress, ContentStreams {
  /** `'text'`, `'audio'`, or what the server calls it. */
  readonly partType: string;
}

/** One output item of a response. All streams complete when the item does. */
export interface ItemStream {
  readonly responseId: string;
  readonly itemId: string;
  readonly outputIndex: number;
  /** `'message'`, `'function_call'`, `'mcp_call'`, or what the server calls it. */
  readonly itemType: string;
  /** The content parts of a message, in the order in which they open, from the first one on. */
  readonly parts$: Observable<PartStream>;
  /** The JSON text of a call's arguments so far; complete only when the call is. */
  readonly arguments$: Observable<string>;
  /** The arguments in pieces. Late subscribers get what they missed as one piece. */
  readonly argumentsDelta$: Observable<string>;
  /** The item as the server finished it; nothing when the response ended without finishing it. */
  readonly done$: Observable<ServerItem>;
}

/**
 * Where the session of a response stands.
 *
 * - `live`: it runs, or was restored under the same ids.
 * - `lost`: the connection is gone (`connection.lost`), and it is not known yet what follows.
 * - `replaced`: another session has begun, which knows nothing of this one.
 */
export type SessionState = 'live' | 'lost' | 'replaced';

/**
 * One answer of the model, while it is made.
 *
 * Every stream here replays what has arrived, completes exactly once when the response ends (for whatever
 * reason), and errors only with a `ResponseStreamError` that concerns this response alone.
 */
export interface ResponseStream extends ContentStreams {
  readonly responseId: string;
  /** `null` for an out-of-band response; `undefined` when the server did not say, or its saying so was missed. */
  readonly conversationId: string | null | undefined;
  /** The response as `response.created` announced it; `undefined` when that was missed. */
  readonly created: RealtimeResponse | undefined;
  /** The output items in the order in which they open, from the first one on. */
  readonly items$: Observable<ItemStream>;
  /** The function calls that the model finished, each once, with their arguments still JSON text. */
  readonly functionCalls$: Observable<FunctionCallItem>;
  /** How the response ended: exactly one value. */
  readonly done$: Observable<ResponseOutcome>;
  /** Where its session stands: the current state, then every change, also after the response has ended. */
  readonly session$: Observable<SessionState>;
}
