import type { Listening } from './listening.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

const included = 'item.input_audio_transcription.logprobs';
const utf8 = new TextEncoder();

/** How sure a model would be of a token: made up, but the same for the same token, and surer of longer ones. */
const logprobOf = (token: string): JsonObject => ({
  token,
  logprob: -1 / (2 + token.length),
  bytes: [...utf8.encode(token)],
});

/** The `logprobs` of a transcription event, if the session includes them. */
export const logprobs = ({ session }: Listening, tokens: readonly string[]): JsonObject =>
  session.include?.includes(included) === true ? { logprobs: tokens.map(logprobOf) } : {};
