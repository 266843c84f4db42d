const signatures: readonly (readonly [RegExp, string])[] = [
  [/^(ID3|\xff[\xe2-\xfb])/, 'MP3'],
  [/^OggS/, 'Ogg'],
  [/^fLaC/, 'FLAC'],
  [/^....ftyp/s, 'MP4 or M4A'],
  [/^.E\xdf\xa3/s, 'WebM'],
  [/^FORM....AIF/s, 'AIFF'],
  [/^\.snd/, 'AU'],
  [/^riff\.\x91\xcf/, 'W64'],
  [/^caff/, 'CAF'],
  [/^#!AMR/, 'AMR'],
  [/^RIF[FX]/, 'RIFF without sound'],
  [/^[\t\n\r\x20-\x7e]+$/, 'text'],
];

/** What a file that is not a WAV file looks like from its first bytes. */
export const looksLike = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return 'an empty file';
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  return signatures.find(([pattern]) => pattern.test(start))?.[1] ?? 'something else';
};

/** A path as a shell reads it back. */
const quoted = (path: string): string => {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[\w./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
};

/** The command that makes a file readable: ffmpeg decodes what SoX does not, MP3 inside of WAV for one. */
export const convertHint = (path: string | undefined, input = ''): string =>
  path === undefined
    ? 'Convert it on the way: ffmpeg -i - -ac 1 -ar 24000 -f wav -'
    : `Convert it: ffmpeg ${input}-i ${quoted(path)} -ac 1 -ar 24000 ${quoted(`${path.replace(/\.\w+$/, '')}-pcm.wav`)}`;

/** What helps against a file that looks so. */
export const refusalHint = (actual: string, path: string | undefined): string => {
  if (actual === 'an empty file') return 'The recording was cut off, or never written';
  if (actual === 'text') return 'Choose a recording';
  if (actual === 'something else')
    return `If it is raw PCM: ${convertHint(path, '-f s16le -ar 24000 -ac 1 ')}`;
  return convertHint(path);
};
