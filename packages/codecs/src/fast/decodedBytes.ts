/**
 * What the fast path decoded as its proof, for whoever asks for the sound of the same event next: in a stream that is
 * the next thing that happens. One place only: a map of all events costs more than decoding again.
 */
let lastEvent: object | undefined;
let lastBytes: Uint8Array | undefined;

export function keepBytes(event: object, bytes: Uint8Array): void {
  lastEvent = event;
  lastBytes = bytes;
}

/** The bytes of an event, once: whoever asks later decodes again and so cannot write into another's samples. */
export function takeBytes(event: object): Uint8Array | undefined {
  if (event !== lastEvent) return undefined;
  const bytes = lastBytes;
  lastEvent = undefined;
  lastBytes = undefined;
  return bytes;
}
