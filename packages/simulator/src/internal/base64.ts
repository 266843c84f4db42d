const strict = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes of a base64 text, or undefined when it is not base64 (the simulator refuses it as the service does).
 * They may lie in memory that Node shares between buffers: whoever keeps them keeps a copy.
 */
export const bytesFromBase64 = (text: string): Uint8Array | undefined => {
  if (text.length % 4 !== 0 || !strict.test(text)) return undefined;
  if (typeof Buffer !== 'undefined') return Buffer.from(text, 'base64');
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
};

export const base64FromBytes = (bytes: Uint8Array): string => {
  if (typeof Buffer !== 'undefined') {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  }
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
};
