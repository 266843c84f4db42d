export { heardLines } from './phone/heardLines.ts';
export type { PhoneConfig } from './phone/phoneConfig.ts';
export { phoneSession, type PhoneEnd, type PhoneNotice, type PhoneSession } from './phone/phoneSession.ts';
