import type { ErrorDetails } from '@rx-realtime/codecs';

/**
 * Codes of errors that only say that a race was lost, each with the race: the state asked for is, or will be, there anyway.
 *
 * @example
 * import { benignErrors } from '@rx-realtime/events';
 *
 * console.log(benignErrors.get('response_cancel_not_active')); // prints: the response had ended before
 */
export const benignErrors: ReadonlyMap<string, string> = new Map([
  ['conversation_already_has_active_response', 'another response had begun before'],
  ['input_audio_buffer_commit_empty', 'the sound had been committed before'],
  ['item_delete_invalid_item_id', 'the item had gone before'],
  ['item_retrieve_invalid_item_id', 'the item had gone before'],
  ['item_truncate_invalid_item_id', 'the item had gone before'],
  ['response_cancel_not_active', 'the response had ended before'],
]);

/** A truncation behind the end of the sound: all of it was heard. The service gives it the code of any bad value. */
const isShorterAlready = ({ message }: Pick<ErrorDetails, 'message'>): boolean =>
  /^Audio content of \d+ms is already shorter than \d+ms/.test(message);

/**
 * Whether an error of the server only says that a race was lost, so that most applications may go on and stay silent.
 *
 * A cancel that comes after the end, a commit that voice activity detection was faster with: nothing is wrong.
 *
 * @param error the `error` of an `error` event
 *
 * @example
 * import { isBenignError } from '@rx-realtime/events';
 *
 * console.log(isBenignError({ code: 'response_cancel_not_active', message: 'Cancellation failed' })); // prints: true
 * console.log(isBenignError({ code: 'invalid_value', message: 'Invalid value' })); // prints: false
 *
 * @see {@link benignErrors} for the codes, {@link RequestError} for the errors of a request
 */
export function isBenignError(error: Pick<ErrorDetails, 'code' | 'message'>): boolean {
  return benignErrors.has(error.code ?? '') || isShorterAlready(error);
}
