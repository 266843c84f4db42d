import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type JsonSchema = { readonly [keyword: string]: unknown };

export interface Protocol {
  readonly $id: string;
  readonly $defs: Readonly<Record<string, JsonSchema>>;
  readonly clientEvents: Readonly<Record<string, string>>;
  readonly serverEvents: Readonly<Record<string, string>>;
  readonly translationClientEvents: Readonly<Record<string, string>>;
  readonly translationServerEvents: Readonly<Record<string, string>>;
}

export type Payloads = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Jest starts every suite at the root of the workspace. */
function read(name: string): unknown {
  return JSON.parse(readFileSync(resolve('packages/codecs/fixtures', name), 'utf8'));
}

export const protocol = read('realtime.schema.json') as Protocol;

/** OpenAI's own example payloads by event type. */
export const examples = read('examples.json') as Payloads;

/** Payloads as real servers send them, by event type. */
export const wire = read('wire.json') as Payloads;

/** An event of a server that is compatible but for this. */
export interface Dialect {
  readonly server: string;
  readonly event: { readonly type: string; readonly [field: string]: unknown };
}

/** Events of compatible servers, each with its source. */
export const dialects = read('dialects.json') as readonly Dialect[];
