import { crc32 } from 'node:zlib';

/** A line of the file with its number and checksum, so that nothing can change, go or come twice without being seen. */
export const frame = (seq: number, entry: string): string =>
  `{"seq":${seq},"crc":${crc32(`${seq} ${entry}`)},"entry":${entry}}\n`;

/** The entry in a line, if it is the line of this number and as it was written. */
export const unframe = (seq: number, line: string): string | undefined => {
  const [, number, crc, entry] = /^\{"seq":(\d+),"crc":(\d+),"entry":(.*)\}$/su.exec(line) ?? [];
  if (entry === undefined || Number(number) !== seq) return undefined;
  return crc32(`${seq} ${entry}`) === Number(crc) ? entry : undefined;
};
