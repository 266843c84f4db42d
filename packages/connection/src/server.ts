export { mintClientSecret, type FetchLike, type MintClientSecretConfig } from './mintClientSecret.ts';
