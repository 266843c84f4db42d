export { betaDialect, type BetaDialectConfig } from './dialects/betaDialect.ts';
