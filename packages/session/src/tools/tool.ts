import type * as t from 'io-ts';
import { parametersOf } from './internal/parametersOf.ts';
import { isStandardSchema } from './internal/isStandardSchema.ts';
import { standardDecoder } from './internal/standardDecoder.ts';
import type { JsonSchema } from './jsonSchema.ts';
import type { FollowUp, RealtimeTool } from './realtimeTool.ts';
import type { StandardSchema } from './standardSchema.ts';
import { ToolError } from './toolError.ts';
import type { ToolCall } from './tools.ts';

/** What reads the arguments of a tool: an io-ts codec, or a schema of another library. */
export type ToolParameters = t.Decoder<unknown, unknown> | StandardSchema;

/** What `parameters` make of the arguments. */
export type ToolArgumentsOf<Parameters> =
  Parameters extends StandardSchema<infer Output>
    ? Output
    : Parameters extends t.Decoder<unknown, infer Arguments>
      ? Arguments
      : never;

/** Options of {@link tool}. */
export interface ToolConfig<Parameters extends ToolParameters> {
  /** 1 to 64 letters, digits, `_` and `-`. */
  readonly name: string;
  /** When to call it, for the model. */
  readonly description: string;
  /** Reads the arguments, and gives `run` their type. */
  readonly parameters: Parameters;
  /** What the model reads about the parameters. @defaultValue derived from `parameters` */
  readonly schema?: JsonSchema;
  /**
   * Runs it. What it returns is the output, or a promise, an observable or an async iterable of it, whose last value
   * counts: a string as it is, anything else as JSON.
   */
  readonly run: (args: ToolArgumentsOf<Parameters>, call: ToolCall) => unknown;
  /** How long it may take. @defaultValue that of `callTools`, 30,000 ms */
  readonly timeoutMs?: number;
  /** What follows its output. @defaultValue `speak` */
  readonly followUp?: FollowUp;
  /**
   * Whether it does no harm when it runs twice: it is not claimed, and runs again when another process takes over. Its
   * `callId` is the same then, to tell by.
   *
   * @defaultValue `false`: it is claimed first, and never runs again
   */
  readonly idempotent?: boolean;
  /**
   * What is said when the result takes a while, such as `One moment.` The user may speak meanwhile and is answered; the
   * result comes later, as an answer of its own, when nobody speaks.
   *
   * @defaultValue nothing is said
   */
  readonly filler?: string;
  /** How long it may take without a word. @defaultValue 600 ms */
  readonly fillerAfterMs?: number;
}

const validName = /^[\w-]{1,64}$/;

/**
 * A function that the model may call, declared once: its name, what it is for, its parameters, and what runs.
 *
 * One tool, one declaration.
 *
 * From an io-ts codec the JSON schema of the parameters is derived: from `type`, `partial`, `intersection`, `strict` and
 * `exact`, `readonly`, `array` and `readonlyArray`, `union`, `literal`, `keyof`, `string`, `number`, `Int`, `boolean`,
 * `null`, `record` of strings, and `brand` (as what it is a brand of), with the words of {@link describe}. A codec that reads something else than what JSON carries,
 * such as a date from a string, has no schema to derive: give `schema`. A Standard Schema tells its own; one that
 * validates asynchronously refuses every call.
 *
 * Arguments that do not decode are answered with an error that the model reads, and nothing is run.
 *
 * @param config the declaration
 * @throws ToolError with the path, where no schema can be derived, the parameters are no object, or the name is not one
 *
 * @example
 * import { tool } from '@rx-realtime/session';
 * import * as t from 'io-ts';
 *
 * const order = tool({
 *   name: 'order',
 *   description: 'Orders a pizza.',
 *   parameters: t.type({ size: t.keyof({ small: null, large: null }), count: t.number }),
 *   run: ({ size, count }) => `${count} ${size}`,
 * });
 * console.log(JSON.stringify(order.definition.parameters));
 * // prints: {"type":"object","properties":{"size":{"type":"string","enum":["small","large"]},"count":{"type":"number"}},"required":["size","count"]}
 *
 * @see {@link callTools}, which runs them
 */
export function tool<const Parameters extends ToolParameters>(config: ToolConfig<Parameters>): RealtimeTool;
export function tool(config: ToolConfig<ToolParameters>): RealtimeTool {
  const { name, description, parameters, timeoutMs, followUp = 'speak', idempotent = false } = config;
  const { filler, fillerAfterMs = 600 } = config;
  if (!validName.test(name))
    throw new ToolError('invalid_name', name, 'a name is 1 to 64 letters, digits, _ and -');
  const decoder = isStandardSchema(parameters) ? standardDecoder(parameters) : parameters;
  return {
    name,
    definition: {
      type: 'function',
      name,
      description,
      parameters: config.schema ?? parametersOf(parameters, `${name}.parameters`),
    },
    decoder,
    run: config.run.bind(config),
    timeoutMs,
    followUp,
    idempotent,
    filler,
    fillerAfterMs,
  };
}
