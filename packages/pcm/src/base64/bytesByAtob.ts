/** Base64 where there is no `Buffer`. */

/** `btoa` takes a string of bytes; `fromCharCode` takes so many arguments at once on every engine. */
const charsAtOnce = 8192;

/** `Buffer` reads the url-safe spelling too, so it is read here. */
const standard = (base64: string): string => base64.replaceAll('-', '+').replaceAll('_', '/');

/** The bytes, or nothing when `atob` finds a character outside the alphabet. */
export function bytesByAtob(base64: string): Uint8Array | undefined {
  let binary: string;
  try {
    binary = atob(standard(base64));
  } catch {
    return undefined;
  }
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Base64 of bytes. */
export function base64ByBtoa(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += charsAtOnce) {
    binary += String.fromCharCode(...bytes.subarray(i, i + charsAtOnce));
  }
  return btoa(binary);
}
