export { fullJitter, type FullJitterConfig } from './retry/fullJitter.ts';
export { reconnect, type ReconnectConfig, type ReconnectInfo } from './retry/reconnect.ts';
export { isReconnectError, ReconnectError, type ReconnectErrorCode } from './retry/reconnectError.ts';
export { durableSocket, type DurableSocket } from './durable/durableSocket.ts';
export type { DurableSocketConfig, InFlightPolicy } from './durable/durableSocketConfig.ts';
export type {
  DurableConnectionInfo,
  DurableEndpoint,
  DurableEndpointInfo,
} from './durable/durableEndpoint.ts';
export type { FailoverConfig, FailoverInfo } from './durable/failoverConfig.ts';
export type { RotationConfig, RotationOutcome } from './durable/rotationConfig.ts';
export type { HeardPart, Ledger, LedgerCall, Owed, OwedAnswer, OwedTurn } from './ledger/ledger.ts';
export type { LedgerEntry } from './ledger/ledgerEntry.ts';
export type { LedgerStore, LedgerStoreErrorCode } from './ledger/ledgerStore.ts';
export { isLedgerStoreError, LedgerStoreError } from './ledger/ledgerStoreError.ts';
export { memoryLedger } from './ledger/memoryLedger.ts';
export { emptyLedger, reduceLedger } from './ledger/reduceLedger.ts';
export { planRestore, type Replay, type RestoreConfig, type RestorePlan } from './restore/planRestore.ts';
export type { ReplayLimits } from './restore/replayLimits.ts';
export type { ReplayPolicy } from './restore/replayPolicy.ts';
