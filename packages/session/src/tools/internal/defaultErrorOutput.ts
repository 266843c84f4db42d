import type { ToolFailure } from '../toolFailure.ts';

const hasMessage = (cause: unknown): cause is { readonly message: string } =>
  typeof cause === 'object' && cause !== null && 'message' in cause && typeof cause.message === 'string';

/** What was wrong with the arguments is the model's own doing and told; what was thrown may hold anything and is not. */
export const defaultErrorOutput = ({ code, name, cause }: ToolFailure): { readonly error: string } => {
  if (code === 'timeout') return { error: `${name} took too long` };
  if (code === 'output_too_long') return { error: `${name} found more than can be told; ask for less` };
  if (code !== 'invalid_arguments') return { error: `${name} failed` };
  return { error: `${name}: ${hasMessage(cause) ? cause.message : 'the arguments do not fit'}` };
};
