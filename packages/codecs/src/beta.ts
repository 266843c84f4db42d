export { liftBetaEvent } from './liftBetaEvent.ts';
