export { runTools, type RunToolsConfig } from './runTools.ts';
export type { ToolFailure } from './toolFailure.ts';
export type { ToolCall, Tools } from './tools.ts';
