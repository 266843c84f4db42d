export { summarised } from './restore/summarised.ts';
export type { SummarisedConfig, SummarisedReplay } from './restore/summarised.ts';
