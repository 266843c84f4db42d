export interface Tokens {
  readonly text: number;
  readonly audio: number;
}

/** About four characters of English make a token. */
export const textTokens = (text: string): number => Math.ceil(text.length / 4);
/** OpenAI's rates: sound of the user 1 token for each 100 ms, of the assistant 1 for each 50 ms. */
export const userAudioTokens = (ms: number): number => Math.ceil(ms / 100);
export const assistantAudioTokens = (ms: number): number => Math.ceil(ms / 50);

export const addTokens = (left: Tokens, right: Tokens): Tokens => ({
  text: left.text + right.text,
  audio: left.audio + right.audio,
});
