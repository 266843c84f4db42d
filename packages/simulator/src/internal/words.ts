/** A text cut into tokens as a model streams them: words with the space before them. */
export const words = (text: string): readonly string[] =>
  text.match(/\s*\S+(?:\s+$)?/g) ?? (text === '' ? [] : [text]);
