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
