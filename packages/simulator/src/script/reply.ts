import type { Fact } from './fact.ts';

/** The assistant speaks (or writes, in a text response) one message. */
export interface Say {
  readonly _tag: 'Say';
  readonly text: string;
  /** What of it matters. */
  readonly facts?: readonly Fact[];
}

/** The assistant calls a function of the application. */
export interface Call {
  readonly _tag: 'Call';
  readonly name: string;
  /** The arguments as they go over the wire: usually JSON, but a test may want it broken. */
  readonly arguments: string;
}

/** The assistant has the service call a tool of an MCP server. */
export interface McpCall {
  readonly _tag: 'McpCall';
  readonly serverLabel: string;
  readonly name: string;
  readonly arguments: string;
  /** True: the response ends without waiting for the call, which the real service may do. */
  readonly background: boolean;
}

/** The response ends as failed. */
export interface Fail {
  readonly _tag: 'Fail';
  readonly code: string | null;
  readonly message: string;
  readonly type: string;
}

/** The assistant is silent for a while before it goes on. */
export interface Wait {
  readonly _tag: 'Wait';
  readonly ms: number;
}

/** One thing the assistant does in a response. */
export type Reply = Say | Call | McpCall | Fail | Wait;

/**
 * Says `text`: spoken in an audio response, written in a text response. An empty text makes a message without content.
 *
 * @param facts what of it matters, see {@link fact}
 * @throws RangeError when the words of a fact are not in the text
 */
export const say = (text: string, ...facts: readonly Fact[]): Say => {
  const stray = facts.find(({ words }) => words !== undefined && !text.includes(words));
  if (stray) throw new RangeError(`The fact "${stray.name}" has words that are not said.`);
  return facts.length === 0 ? { _tag: 'Say', text } : { _tag: 'Say', text, facts };
};

/** Calls the function `name`; a string is sent as it is, anything else as JSON. */
export const call = (name: string, args: unknown = {}): Call => ({
  _tag: 'Call',
  name,
  arguments: typeof args === 'string' ? args : JSON.stringify(args),
});

/**
 * Has the service call the tool `name` of the MCP server `serverLabel`, with the client's approval if the session's tool
 * requires it. The servers are in the simulator's `mcp` option.
 */
export const mcpCall = (
  serverLabel: string,
  name: string,
  args: unknown = {},
  { background = false }: { readonly background?: boolean } = {},
): McpCall => ({
  _tag: 'McpCall',
  serverLabel,
  name,
  arguments: typeof args === 'string' ? args : JSON.stringify(args),
  background,
});

/** Fails the response, by default as the service does when it has a fault of its own (`server_error`, no code). */
export const fail = (details: { code?: string | null; message?: string; type?: string } = {}): Fail => ({
  _tag: 'Fail',
  code: details.code ?? null,
  message: details.message ?? 'The server had an error while processing your request. Sorry about that!',
  type: details.type ?? 'server_error',
});

/** Waits `ms` milliseconds of the simulator's scheduler. */
export const wait = (ms: number): Wait => ({ _tag: 'Wait', ms });
