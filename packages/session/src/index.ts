export { runTools, type RunToolsConfig } from './runTools.ts';
export type { ToolEvents } from './toolEvents.ts';
export type { ToolFailure } from './toolFailure.ts';
export type { ToolArguments, ToolCall, ToolName, Tools } from './tools.ts';
