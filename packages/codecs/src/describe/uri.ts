/** An absolute URI as RFC 3986 §4.3 means it: a scheme, a colon, and nothing that must be escaped. */
export function isUri(s: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s"<>\\^`{|}]*$/.test(s);
}
