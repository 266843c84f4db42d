import * as t from 'io-ts';
import { sealed } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

/** A voice by name. Cannot change once the session has spoken. */
export type VoiceName =
  | 'alloy'
  | 'ash'
  | 'ballad'
  | 'coral'
  | 'echo'
  | 'sage'
  | 'shimmer'
  | 'verse'
  | 'marin'
  | 'cedar'
  | (string & {});
export const VoiceName: t.Type<VoiceName> = t.string;

const customVoice = struct(
  'CustomVoice',
  {
    /** Its id, `voice_…`. */
    id: t.string,
  },
  {},
);
/** A voice made for your organisation. */
export interface CustomVoice extends t.TypeOf<typeof customVoice> {}
export const CustomVoice: t.Type<CustomVoice> = customVoice;

/** A voice by name or by id. */
export type Voice = VoiceName | CustomVoice;
export const Voice: t.Type<Voice> = t.union([VoiceName, sealed(CustomVoice)], 'Voice');
