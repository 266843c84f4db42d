export { twilioInput } from './twilioInput.ts';
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
} from './twilioMedia.ts';
export { twilioPlayer, type TwilioPlayerConfig } from './twilioPlayer.ts';
