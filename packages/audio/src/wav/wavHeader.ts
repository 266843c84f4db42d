/** Bytes of the header that {@link wavHeader} writes. */
export const wavHeaderBytes = 44;

const text = (header: DataView, at: number, value: string): void =>
  [...value].forEach((character, index) => header.setUint8(at + index, character.charCodeAt(0)));

/** The header of a mono PCM16 file with `samples` samples; sizes stop at the format's 4 GiB. */
export const wavHeader = (samples: number, sampleRateHz: number): Uint8Array => {
  const header = new DataView(new ArrayBuffer(wavHeaderBytes));
  const dataBytes = Math.min(samples * 2, 0xffff_ffff - 36);
  text(header, 0, 'RIFF');
  header.setUint32(4, 36 + dataBytes, true);
  text(header, 8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true); // integer PCM
  header.setUint16(22, 1, true); // channels
  header.setUint32(24, sampleRateHz, true);
  header.setUint32(28, sampleRateHz * 2, true); // bytes a second
  header.setUint16(32, 2, true); // bytes a frame
  header.setUint16(34, 16, true); // bits a sample
  text(header, 36, 'data');
  header.setUint32(40, dataBytes, true);
  return new Uint8Array(header.buffer);
};
