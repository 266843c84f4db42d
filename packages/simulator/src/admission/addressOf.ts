/**
 * The address that a request asks for, or undefined when it cannot be read. A path is read as a path, whatever it begins
 * with: `//` names no host (RFC 9112, section 3.2.1).
 *
 * @param target as it stands in the request: a path with its query, or a whole URL
 */
export const addressOf = (target: string): URL | undefined => {
  try {
    return new URL(target.startsWith('/') ? `ws://localhost${target}` : target);
  } catch {
    return undefined;
  }
};
