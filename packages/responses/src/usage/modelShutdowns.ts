import { rowOf } from './internal/rowOf.ts';

/** The announced end of a model. */
export interface ModelShutdown {
  /** The first day on which the service may refuse the model, as `YYYY-MM-DD`. */
  readonly endsOn: string;
  /** What the service recommends in its place. */
  readonly replacement: string;
}

const speaking = { endsOn: '2027-01-20', replacement: 'gpt-realtime-2.1' };
const small = { endsOn: '2027-01-20', replacement: 'gpt-realtime-2.1-mini' };
const writing = { endsOn: '2027-02-26', replacement: 'gpt-transcribe' };

/**
 * Models of the Realtime API whose end was announced by November 2026 (developers.openai.com/api/docs/deprecations).
 *
 * This table does not follow the page: a model that is not in it may have an end by now. The service itself tells it as
 * `shutdown_date` of `GET /v1/models`. Where sound is transcribed while it is spoken, `gpt-live-transcribe` replaces too.
 *
 * @example
 * import { modelShutdowns } from '@rx-realtime/responses/usage';
 *
 * console.log(modelShutdowns['whisper-1']); // prints: { endsOn: '2027-02-26', replacement: 'gpt-transcribe' }
 */
export const modelShutdowns: Readonly<Record<string, ModelShutdown>> = {
  'gpt-realtime': speaking,
  'gpt-realtime-mini': small,
  'gpt-4o-transcribe': writing,
  'gpt-4o-transcribe-diarize': writing,
  'gpt-4o-mini-transcribe': writing,
  'whisper-1': writing,
};

/**
 * The announced end of a model, if there is one: its own, or for a dated snapshot that of the model.
 *
 * @param model its name, such as `gpt-realtime-2025-08-28`
 *
 * @example
 * import { shutdownOf } from '@rx-realtime/responses/usage';
 *
 * console.log(shutdownOf('gpt-realtime-2025-08-28')?.endsOn, shutdownOf('gpt-realtime-2.1')); // prints: 2027-01-20 undefined
 *
 * @see {@link modelShutdowns}
 */
export function shutdownOf(model: string): ModelShutdown | undefined {
  return rowOf(modelShutdowns, model);
}
