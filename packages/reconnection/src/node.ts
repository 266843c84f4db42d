export { fileLedger } from './file/fileLedger.ts';
export type { FileLedgerConfig, TornLine } from './file/fileLedgerConfig.ts';
