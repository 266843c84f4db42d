/** Where a sentence ends: at a mark that a space follows. Chinese and Japanese have no spaces, and marks of their own. */
const ending = /[.!?…]+["'”’)\]]*(?=\s)|[。！？]+/gu;

/** The ends of the sentences of a text from a place on; of one whose words are all there the last one counts too. */
export const sentencesIn = (text: string, from: number, isWhole: boolean): readonly number[] => {
  const ends = [...text.slice(from).matchAll(ending)].map((match) => from + match.index + match[0].length);
  const isOpen = (ends.at(-1) ?? from) < text.length;
  return isWhole && isOpen ? [...ends, text.length] : ends;
};
