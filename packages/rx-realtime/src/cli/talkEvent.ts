/** What happens while a question is asked and answered, as `--json` prints it and the terminal shows it. */
export type TalkEvent =
  | {
      readonly type: 'endpoint';
      readonly url: string;
      readonly simulated: boolean;
      readonly reason: string;
      readonly notice?: string | undefined;
    }
  | {
      readonly type: 'question';
      readonly name: string;
      readonly durationMs: number;
      readonly sampleRateHz: number;
    }
  | { readonly type: 'session'; readonly id: string; readonly model: string; readonly generation: number }
  | {
      readonly type: 'reconnecting';
      readonly attempt: number;
      readonly delayMs: number;
      readonly reason: string;
    }
  | { readonly type: 'upload'; readonly sentMs: number; readonly totalMs: number }
  | { readonly type: 'speech_started'; readonly atMs: number }
  | { readonly type: 'speech_stopped'; readonly atMs: number }
  | { readonly type: 'user'; readonly transcript: string; readonly final: boolean }
  | { readonly type: 'assistant'; readonly transcript: string; readonly final: boolean }
  | { readonly type: 'tool_call'; readonly name: string; readonly arguments: unknown }
  | { readonly type: 'tool_result'; readonly output: string }
  | { readonly type: 'audio'; readonly receivedMs: number }
  | { readonly type: 'warning'; readonly message: string }
  | Summary;

/** The figures of a finished talk. */
export interface Summary {
  readonly type: 'summary';
  /** From the end of speech (or the request, in a text turn) to the first block of spoken answer. */
  readonly toFirstAudioMs: number | undefined;
  readonly firstAudioToDoneMs: number | undefined;
  readonly audioInMs: number;
  readonly audioOutMs: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Absent when the model has no known price. */
  readonly usd: number | undefined;
  readonly pricesAsOf: string | undefined;
  /** How many sockets it took. */
  readonly connections: number;
  readonly out: string;
}
