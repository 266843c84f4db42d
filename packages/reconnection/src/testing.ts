export { faultyLedger } from './contract/faultyLedger.ts';
export type { FaultyLedgerConfig, LedgerFault, LedgerFaultInfo } from './contract/faultyLedger.ts';
export { ledgerStoreContract } from './contract/ledgerStoreContract.ts';
export type { LedgerStoreCase, LedgerStorePlace } from './contract/ledgerStoreContract.ts';
