/** Why the server refuses something: the `error` object of an `error` event, without the client's `event_id`. */
export interface Refusal {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly param: string | null;
}

/** An `invalid_request_error`, the type of all but a handful of errors. */
export const refusal = (code: string | null, message: string, param: string | null = null): Refusal => ({
  type: 'invalid_request_error',
  code,
  message,
  param,
});

const listed = (values: readonly string[]): string => {
  const quoted = values.map((value) => `'${value}'`);
  if (quoted.length < 3) return quoted.join(' and ');
  return `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
};

/** What a value is, in the words of the error messages. */
const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
};

const shortened = (value: string): string => (value.length > 64 ? `${value.slice(0, 64)}…` : value);

export const invalidType = (path: string, expected: string, value: unknown): Refusal =>
  refusal(
    'invalid_type',
    `Invalid type for '${path}': expected ${expected}, but got ${kindOf(value)} instead.`,
    path,
  );

export const invalidValue = (path: string, value: string, supported: readonly string[]): Refusal =>
  refusal(
    'invalid_value',
    `Invalid value: '${shortened(value)}'. Supported values are: ${listed(supported)}.`,
    path,
  );

export const notInFormat = (path: string, expected: string): Refusal =>
  refusal('invalid_value', `Invalid '${path}'. Expected ${expected}.`, path);

export const oneModality = (path: string): Refusal =>
  refusal('invalid_value', "Invalid modalities. Supported combinations are: ['text'] and ['audio'].", path);

export const missingParameter = (path: string): Refusal =>
  refusal('missing_required_parameter', `Missing required parameter: '${path}'.`, path);

export const unknownParameter = (path: string): Refusal =>
  refusal('unknown_parameter', `Unknown parameter: '${shortened(path)}'.`, shortened(path));

export const tooLong = (path: string, limit: number, length: number): Refusal =>
  refusal(
    'string_above_max_length',
    `Invalid '${path}': string too long. ` +
      `Expected a string with maximum length ${limit}, but got a string with length ${length} instead.`,
    path,
  );

export const emptyArray = (path: string): Refusal =>
  refusal(
    'empty_array',
    `Invalid '${path}': empty array. Expected an array with minimum length 1, but got an empty array instead.`,
    path,
  );

/** A number out of range: `integer_below_min_value`, `decimal_above_max_value` and their two siblings. */
export const outOfRange = (
  path: string,
  number: 'integer' | 'decimal',
  bound: 'below_min' | 'above_max',
  limit: number,
  value: number,
): Refusal =>
  refusal(
    `${number}_${bound}_value`,
    `Invalid '${path}': ${number} ${bound === 'below_min' ? 'below minimum' : 'above maximum'} value. ` +
      `Expected a value ${bound === 'below_min' ? '>=' : '<='} ${limit}, but got ${value} instead.`,
    path,
  );

/** A fault that is not the client's. */
export const serverError: Refusal = {
  type: 'server_error',
  code: null,
  message: 'The server had an error while processing your request. Sorry about that!',
  param: null,
};

export const invalidJson = refusal('invalid_json', 'The event could not be parsed as JSON.');
export const missingType = refusal('invalid_event', "The 'type' field is missing.");
export const binaryFrame = refusal(
  'invalid_event',
  'Binary frames are not supported. Send events as text frames.',
);

export const commitEmpty = (bufferedMs: number): Refusal =>
  refusal(
    'input_audio_buffer_commit_empty',
    'Error committing input audio buffer: buffer too small. ' +
      `Expected at least 100ms of audio, but buffer only has ${bufferedMs.toFixed(2)}ms of audio.`,
  );

/** What the service answers is not known; the code is one that it uses for values. */
export const bufferFull = (bufferedMs: number): Refusal =>
  refusal(
    'invalid_value',
    `Invalid 'audio'. The input audio buffer is full: it holds ${(bufferedMs / 1_000).toFixed(2)}s of audio. ` +
      'Commit or clear it.',
    'audio',
  );

export const activeResponse = (responseId: string): Refusal =>
  refusal(
    'conversation_already_has_active_response',
    `Conversation already has an active response in progress: ${responseId}. ` +
      'Wait until the response is finished before creating a new one.',
  );

export const cancelNotActive = refusal(
  'response_cancel_not_active',
  'Cancellation failed: no active response found',
);

export const cannotUpdateVoice = refusal(
  'cannot_update_voice',
  "Cannot update a conversation's voice if assistant audio is present.",
  'session.audio.output.voice',
);

/** `item_delete_invalid_item_id`, `item_truncate_invalid_item_id`, `item_retrieve_invalid_item_id`. */
export const invalidItemId = (operation: 'delete' | 'truncate' | 'retrieve', itemId: string): Refusal =>
  refusal(
    `item_${operation}_invalid_item_id`,
    `Error: the item with id '${shortened(itemId)}' does not exist, so it cannot be ${operation}d.`,
    'item_id',
  );

export const invalidPreviousItemId = (itemId: string): Refusal =>
  refusal(
    'item_create_invalid_previous_item_id',
    `Error adding item: the previous item with id '${shortened(itemId)}' does not exist.`,
    'previous_item_id',
  );

export const duplicateItemId = (itemId: string): Refusal =>
  refusal(
    'item_create_duplicate_item_id',
    `Error adding item: an item with id '${shortened(itemId)}' already exists.`,
    'item.id',
  );

export const invalidToolCallId = (callId: string): Refusal =>
  refusal(
    'invalid_tool_call_id',
    `Tool call ID '${shortened(callId)}' not found in conversation.`,
    'item.call_id',
  );

export const notTruncatable = refusal(
  'unsupported_content_type',
  'Only model output audio messages can be truncated',
  'item_id',
);

export const truncateTooFar = (audioMs: number, requestedMs: number): Refusal =>
  refusal('invalid_value', `Audio content of ${audioMs}ms is already shorter than ${requestedMs}ms`);

/** The service's words, which clients look for, whatever the length of this session. */
export const sessionExpired = refusal(
  'session_expired',
  'Your session hit the maximum duration of 60 minutes.',
);
