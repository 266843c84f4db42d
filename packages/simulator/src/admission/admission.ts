import type { Headers } from './credentialOf.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** How a client asked for its connection. */
export interface ConnectionRequest {
  /** Path and query, as in `/v1/realtime?model=gpt-realtime`; a whole URL will do. */
  readonly url: string;
  readonly headers: Headers;
  readonly protocols: readonly string[];
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
  /** Whether the call was rejected or hung up. */
  readonly isOver: (callId: string) => boolean;
  readonly acceptsModel: (model: string) => boolean;
}
