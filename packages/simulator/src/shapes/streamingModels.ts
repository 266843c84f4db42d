/** Models whose deltas come before the commit; they work without turn detection. */
export const streamingModels: readonly string[] = ['gpt-realtime-whisper', 'gpt-live-transcribe'];
