export { xaiDialect } from './dialects/xaiDialect.ts';
