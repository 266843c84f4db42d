import { tokenLimit } from '../state/conversation.ts';
import type { Conversation } from '../state/conversation.ts';

/** `rate_limits.updated` follows the end of a response by some 40 ms. */
export const announceRateLimits = (conversation: Conversation): void => {
  const { scope } = conversation;
  scope.after(scope.settings.timing.rateLimitsMs, () =>
    scope.emit('rate_limits.updated', {
      rate_limits: [
        {
          name: 'tokens',
          limit: tokenLimit,
          remaining: Math.max(0, conversation.tokensLeft),
          reset_seconds: 60,
        },
      ],
    }),
  );
};
