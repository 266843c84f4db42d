/** Digital silence: what a muted microphone sends. */
export const isSilent = (pcm: Int16Array): boolean => {
  for (let index = 0; index < pcm.length; index++) if (pcm[index] !== 0) return false;
  return true;
};
