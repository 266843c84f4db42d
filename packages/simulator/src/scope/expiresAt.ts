import type { Settings } from './settings.ts';

/** When a session that begins now ends, in seconds since the epoch: what is shown goes by the wall clock. */
export const expiresAt = ({ scheduler, timing }: Settings): number =>
  Math.floor((scheduler.now() + timing.sessionMs) / 1_000);
