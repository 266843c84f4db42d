import * as t from 'io-ts';
import { openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

/** Where the microphone is: `near_field` at the mouth (headset), `far_field` in the room (laptop). */
export const NoiseReductionType = openEnum('near_field', 'far_field');
export type NoiseReductionType = t.TypeOf<typeof NoiseReductionType>;

const noiseReduction = struct(
  'NoiseReduction',
  {},
  {
    /** Where the microphone is. */
    type: NoiseReductionType,
    /** How strongly to filter; 1 when first enabled, unchanged when left out of an update. */
    strength: t.number,
  },
);
/** Filter on the user's audio before voice activity detection and the model. (null in a session: off.) */
export interface NoiseReduction extends t.TypeOf<typeof noiseReduction> {}
export const NoiseReduction: t.Type<NoiseReduction> = noiseReduction;
