import type * as t from 'io-ts';
import { openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const reasoning = struct(
  'Reasoning',
  {},
  {
    /**
     * How long the model thinks before it answers.
     *
     * @defaultValue `low`
     */
    effort: openEnum('minimal', 'low', 'medium', 'high', 'xhigh'),
  },
);
/** How much a reasoning model (gpt-realtime-2 and later) thinks before it speaks. */
export interface Reasoning extends t.TypeOf<typeof reasoning> {}
export const Reasoning: t.Type<Reasoning> = reasoning;
