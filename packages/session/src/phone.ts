export { heardLines } from './phone/heardLines.ts';
export type { PhoneConfig } from './phone/phoneConfig.ts';
export type { PhoneEnd } from './phone/phoneEnd.ts';
export type { PhoneNotice } from './phone/phoneNotice.ts';
export { phoneSession, type PhoneSession } from './phone/phoneSession.ts';
