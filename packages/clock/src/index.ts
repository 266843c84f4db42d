export { clockOf } from './clockOf.ts';
