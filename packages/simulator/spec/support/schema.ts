import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';

interface Schema {
  readonly $id: string;
  readonly $defs: {
    readonly RealtimeResponse: {
      readonly properties: {
        readonly audio: {
          readonly properties: { readonly output: { readonly properties: { voice: object } } };
        };
      };
    };
  };
  readonly serverEvents: Readonly<Record<string, string>>;
  readonly translationServerEvents: Readonly<Record<string, string>>;
}

export type EventMap = 'serverEvents' | 'translationServerEvents';

const read = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

const schema = JSON.parse(read('../../../codecs/fixtures/realtime.schema.json')) as Schema;
// The service departs from its description here: a response shows a custom voice as `{ id }`, as a session does.
schema.$defs.RealtimeResponse.properties.audio.properties.output.properties.voice = {
  $ref: '#/$defs/VoiceIdsOrCustomVoice',
};
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
ajv.addSchema(schema);

const validators = new Map<string, ValidateFunction>();

const validatorOf = (name: string): ValidateFunction => {
  const known = validators.get(name);
  if (known) return known;
  const made = ajv.compile({ $ref: `${schema.$id}#/$defs/${name}` });
  validators.set(name, made);
  return made;
};

/** What is wrong with a server event by OpenAI's description; empty when nothing is. */
export const offences = (
  event: { readonly type: string },
  map: EventMap = 'serverEvents',
): readonly string[] => {
  const name = schema[map][event.type];
  if (name === undefined) return [`no server event has the type ${event.type}`];
  const validate = validatorOf(name);
  const isValid: boolean = validate(event);
  if (isValid) return [];
  return (validate.errors ?? []).map((error) => `${event.type}${error.instancePath} ${error.message}`);
};

/** A REST body against one of the schema's definitions. */
export const bodyOffences = (name: string, body: unknown): readonly string[] => {
  const validate = validatorOf(name);
  const isValid: boolean = validate(body);
  if (isValid) return [];
  return (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message}`);
};

/** The orders of server events that OpenAI's documentation gives or its wire shows, by name. */
export const sequences = JSON.parse(read('../../fixtures/sequences.json')) as Readonly<
  Record<string, { readonly events: readonly string[] }>
>;

/** OpenAI's own example payloads, by event type. */
export const examples = JSON.parse(read('../../../codecs/fixtures/examples.json')) as Readonly<
  Record<string, readonly Readonly<Record<string, unknown>>[]>
>;

/** Payloads as the real service sends them. */
export const wirePayloads = JSON.parse(read('../../../codecs/fixtures/wire.json')) as Readonly<
  Record<string, readonly unknown[]>
>;
