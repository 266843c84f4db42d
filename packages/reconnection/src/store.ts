export { LedgerEntryFromStored, type StoredLedgerEntry } from './store/ledgerEntryFromStored.ts';
export {
  type LedgerLines,
  ledgerLines,
  type LedgerLinesConfig,
  type LedgerSeal,
} from './store/ledgerLines.ts';
