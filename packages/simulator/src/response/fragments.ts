/** Arguments cut into pieces of a few characters, as they arrive on the wire. */
export const fragments = (text: string, length = 5): readonly string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  return pieces;
};
