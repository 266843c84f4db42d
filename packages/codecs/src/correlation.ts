// @rx-realtime/codecs/correlation: which events answer a client event, as data, and what is still outstanding.
export { Outstanding } from './correlation/Outstanding.ts';
export type { Capabilities } from './correlation/capabilities.ts';
export { correlationWithin } from './correlation/correlationWithin.ts';
export { realtimeCorrelation, requestKey } from './correlation/realtimeCorrelation.ts';
export { renameItems } from './correlation/renameItems.ts';
export { sessionBond } from './correlation/sessionBond.ts';
export type { SessionBond } from './correlation/sessionBond.ts';
export { serverEventIds } from './correlation/serverEventIds.ts';
export type { Answer, Correlation, IdentifiedEvent } from './correlation/correlation.ts';
