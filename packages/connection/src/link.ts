export { abandon } from './abandon.ts';
export { postpone } from './postpone.ts';
