import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** Stands where a secret was. */
const redacted = 'redacted';
/** Deeper than the server reads: what is there cannot be looked through, so nobody gets to see it. */
const deepest = 64;

/** Whether a text can hold a key at all. Most of what passes here is sound in base64, long, and cannot. */
const mayHoldKey = (text: string): boolean => {
  const assigned = text.indexOf('=');
  return text.includes('sk-') || text.includes('ek_') || (assigned >= 0 && assigned < text.length - 2);
};

/** A text without API keys (`sk-…`), client secrets (`ek_…`) and keys in queries. */
export const redactText = (text: string): string =>
  mayHoldKey(text)
    ? text
        .replaceAll(/\b(sk-|ek_)[\w-]+/g, `$1${redacted}`)
        .replaceAll(/([?&]api-?key=)[^&#\s"]+/gi, `$1${redacted}`)
    : text;

/**
 * A frame that is no event, without keys. Where what an MCP tool is given ends cannot be told in what does not parse, so
 * from its name on nothing is left.
 */
export const redactFrame = (frame: string): string =>
  redactText(frame).replace(/("(?:authorization|headers|server_url)"\s*:)[^]*/i, `$1${redacted}`);

/** The address of an MCP server without whatever could be a key: user, password, the values of its query, the fragment. */
const redactAddress = (url: string): string =>
  url
    .replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@]*@/i, `$1${redacted}:${redacted}@`)
    .replaceAll(/([?&][^=&#]*=)[^&#]*/g, `$1${redacted}`)
    .replace(/#.*$/, `#${redacted}`);

const ofMcpTool = (key: string, value: unknown): unknown => {
  if (key === 'authorization') return redacted;
  if (key === 'server_url' && typeof value === 'string') return redactAddress(value);
  if (key === 'headers' && isObject(value))
    return Object.fromEntries(Object.keys(value).map((name) => [name, redacted]));
  return value;
};

const redactValue = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) return redacted;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return redactObject(value, depth);
};

const redactObject = (value: object, depth: number): JsonObject => {
  const entries: readonly [string, unknown][] = Object.entries(value);
  const isMcpTool = entries.some(([key, kind]) => key === 'type' && kind === 'mcp');
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, redactValue(isMcpTool ? ofMcpTool(key, inner) : inner, depth + 1)]),
  );
};

/** An event without keys: neither those that look like one nor those that an MCP tool is given. */
export const redactEvent = (event: JsonObject): JsonObject => redactObject(event, 0);
