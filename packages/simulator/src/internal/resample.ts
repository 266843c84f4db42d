const zeroCrossings = 12;

/**
 * Converts a whole block of mono PCM16 to another rate by windowed-sinc interpolation (Hann window, 12 zero crossings).
 * The cutoff is the lower of the two Nyquist frequencies, so that converting down does not alias.
 */
export const resample = (pcm: Int16Array, fromHz: number, toHz: number): Int16Array => {
  if (fromHz === toHz || pcm.length === 0) return pcm;
  const length = Math.round((pcm.length * toHz) / fromHz);
  const cutoff = Math.min(1, toHz / fromHz);
  const reach = zeroCrossings / cutoff;
  const output = new Int16Array(length);
  for (let index = 0; index < length; index++) {
    const position = (index * fromHz) / toHz;
    const first = Math.max(0, Math.ceil(position - reach));
    const last = Math.min(pcm.length - 1, Math.floor(position + reach));
    let sum = 0;
    for (let tap = first; tap <= last; tap++) {
      const distance = (tap - position) * cutoff;
      const sinc = distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
      sum += pcm[tap]! * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / zeroCrossings)) * cutoff;
    }
    output[index] = Math.max(-32768, Math.min(32767, Math.round(sum)));
  }
  return output;
};
