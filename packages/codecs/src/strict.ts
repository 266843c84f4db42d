export { strict } from './wire/strict.ts';
