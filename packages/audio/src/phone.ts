export type { CallFormat } from './phone/callFormat.ts';
export { echoGate, type EchoGate, type EchoGateConfig } from './phone/echoGate.ts';
export type { PhoneCall, PhoneMedia, PhoneMediaConfig } from './phone/phoneCall.ts';
export { plivoCall } from './phone/plivoCall.ts';
export { plivoInput, type PlivoInputConfig } from './phone/plivoInput.ts';
export {
  PlivoClearedAudio,
  type PlivoCommand,
  PlivoDtmf,
  PlivoMedia,
  PlivoMessage,
  PlivoPlayedStream,
  PlivoStart,
  PlivoStop,
} from './phone/plivoMedia.ts';
export { plivoPlayer, type PlivoPlayerConfig } from './phone/plivoPlayer.ts';
export { telnyxCall, type TelnyxCallConfig } from './phone/telnyxCall.ts';
export { telnyxInput, type TelnyxInputConfig } from './phone/telnyxInput.ts';
export {
  TelnyxClear,
  type TelnyxCommand,
  TelnyxConnected,
  TelnyxDtmf,
  TelnyxError,
  TelnyxMark,
  TelnyxMedia,
  TelnyxMessage,
  TelnyxStart,
  TelnyxStop,
} from './phone/telnyxMedia.ts';
export { telnyxPlayer, type TelnyxPlayerConfig } from './phone/telnyxPlayer.ts';
export { twilioCall } from './phone/twilioCall.ts';
export { twilioInput, type TwilioInputConfig } from './phone/twilioInput.ts';
export {
  TwilioClear,
  type TwilioCommand,
  TwilioConnected,
  TwilioDtmf,
  TwilioMark,
  TwilioMedia,
  TwilioMessage,
  TwilioStart,
  TwilioStop,
} from './phone/twilioMedia.ts';
export { twilioPlayer, type TwilioPlayerConfig } from './phone/twilioPlayer.ts';
export { vonageCall } from './phone/vonageCall.ts';
export { vonageInput, type VonageInputConfig } from './phone/vonageInput.ts';
export {
  VonageCleared,
  type VonageCommand,
  VonageConnected,
  VonageDtmf,
  VonageMedia,
  VonageMessage,
  VonageNotify,
} from './phone/vonageMedia.ts';
export { vonagePlayer, type VonagePlayerConfig } from './phone/vonagePlayer.ts';
