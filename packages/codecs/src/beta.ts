export { liftBetaEvent } from './wire/liftBetaEvent.ts';
