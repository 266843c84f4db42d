export type { BetaConfig } from './beta/betaConfig.ts';
export { liftBetaEvent } from './beta/liftBetaEvent.ts';
export { lowerBetaEvent } from './beta/lowerBetaEvent.ts';
