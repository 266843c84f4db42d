/** Little-endian 16-bit samples from base64. */
export const pcm16FromBase64 = (base64: string): Int16Array => {
  const bytes = atob(base64);
  const pcm = new Int16Array(bytes.length >> 1);
  for (let i = 0; i < pcm.length; i++) pcm[i] = bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8);
  return pcm;
};
