/** The part of a transcript that belongs to the first `heardMs`, by its share of the sound, at the end of a word. */
export const heardText = (transcript: string, heardMs: number, receivedMs: number): string => {
  if (receivedMs <= 0) return '';
  if (heardMs >= receivedMs) return transcript;
  const cut = Math.floor((transcript.length * Math.max(heardMs, 0)) / receivedMs);
  const words = /^.*(?=\s)/su.exec(transcript.slice(0, cut + 1))?.[0];
  // Writing without spaces is cut where it is, but never inside a character.
  return (
    words ??
    Array.from(transcript.slice(0, cut + 1))
      .slice(0, -1)
      .join('')
  );
};
