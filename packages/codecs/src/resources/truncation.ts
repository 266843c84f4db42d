import * as t from 'io-ts';
import { integer, numberWithin, openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const TokenLimits = struct(
  'TokenLimits',
  {},
  {
    /** Most tokens to keep after the instructions, 0 or more. */
    post_instructions: integer(0),
  },
);

const retentionRatioTruncation = struct(
  'RetentionRatioTruncation',
  {
    type: t.literal('retention_ratio'),
    /** The part to keep when the limit is reached, 0–1. */
    retention_ratio: numberWithin(0, 1),
  },
  {
    /** The limit, when not that of the model. */
    token_limits: TokenLimits,
  },
);
/** Drops a larger piece at once, so that the rest stays cached over more turns. */
export interface RetentionRatioTruncation extends t.TypeOf<typeof retentionRatioTruncation> {}
export const RetentionRatioTruncation: t.Type<RetentionRatioTruncation> = retentionRatioTruncation;

const truncation = t.union([openEnum('auto', 'disabled'), RetentionRatioTruncation], 'Truncation');
/** What to forget when a conversation outgrows the model's context: `auto`, `disabled` (an error instead), or a ratio. */
export type Truncation = t.TypeOf<typeof truncation>;
export const Truncation: t.Type<Truncation> = truncation;
