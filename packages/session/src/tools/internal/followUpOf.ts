import type { ResponseCreateParams } from '@rx-realtime/codecs';
import type { FollowUp } from '../realtimeTool.ts';

/** What follows the calls of one response: silence when all of them want it, else their settings, the later over the earlier. */
export const followUpOf = (wishes: readonly FollowUp[]): ResponseCreateParams | false => {
  if (wishes.every((wish) => wish === 'silent')) return false;
  return wishes.reduce<ResponseCreateParams>(
    (settings, wish) => (typeof wish === 'string' ? settings : { ...settings, ...wish }),
    {},
  );
};
