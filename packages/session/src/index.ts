export type { HeardCaption } from './captions/heardCaption.ts';
export { markHeard } from './captions/markHeard.ts';
export { muteWith } from './ears/muteWith.ts';
export { pushToTalk, type PushToTalkConfig, type PushToTalkEvent } from './ears/pushToTalk.ts';
export type { Assistant, CloseConfig, Interruption, Said } from './session/assistant.ts';
export { realtimeSession } from './session/realtimeSession.ts';
export type {
  AssistantSettings,
  AssistantSocket,
  Ears,
  RealtimeSessionConfig,
} from './session/realtimeSessionConfig.ts';
export { isSessionError, SessionError, type SessionErrorCode } from './session/sessionError.ts';
export { callTools, type CallToolsConfig } from './tools/callTools.ts';
export { describe } from './tools/describe.ts';
export type { JsonSchema } from './tools/jsonSchema.ts';
export type { FollowUp, PreparedTool, RealtimeTool } from './tools/realtimeTool.ts';
export { runTools, type RunToolsConfig } from './tools/runTools.ts';
export type { StandardIssue, StandardResult, StandardSchema } from './tools/standardSchema.ts';
export { tool, type ToolArgumentsOf, type ToolConfig, type ToolParameters } from './tools/tool.ts';
export { isToolError, ToolError, type ToolErrorCode } from './tools/toolError.ts';
export type { ToolEvents } from './tools/toolEvents.ts';
export type { ToolFailure } from './tools/toolFailure.ts';
export type { ToolArguments, ToolCall, ToolName, Tools } from './tools/tools.ts';
export type { Turn, TurnCall, TurnResponse } from './turns/turn.ts';
export { turns, type TurnsConfig } from './turns/turns.ts';
