export { createSimulator } from './createSimulator.ts';
export type { MemorySimulator } from './createSimulator.ts';
export type {
  RefusedUpgradeListener,
  SimulatorUpgradeResponse,
  SimulatorWebSocket,
  SimulatorWebSocketConstructor,
  SimulatorWebSocketOptions,
} from './simulatorWebSocket.ts';
export type { SimulatorFetch } from './simulatorFetch.ts';
export type { WasmSource } from './internal/wasmModule.ts';
export { startSimulator } from './startSimulator.ts';
export type { Simulator, StartSimulatorConfig } from './startSimulator.ts';
export type {
  Recorded,
  RecordedClose,
  RecordedFrame,
  RecordedHead,
  SimulatorConfig,
  SimulatorConnection,
  SimulatorConnectionEnd,
  SimulatorEvent,
  SimulatorStreams,
  SimulatorTiming,
} from './simulator.ts';
export type {
  Fault,
  FaultAction,
  FaultEventPoint,
  FaultPoint,
  FaultResponsePoint,
  FaultTimePoint,
  FaultUpgradePoint,
  FaultWhere,
} from './fault.ts';
export type { McpServer, McpServerTool } from './mcpServer.ts';
export { call, fail, mcpCall, say, wait } from './reply.ts';
export type { Call, Fail, McpCall, Reply, Say, Wait } from './reply.ts';
export type { FunctionOutput, OfferedTool, Replies, Responder, ResponderTurn } from './responder.ts';
export { greetAndEcho } from './greetAndEcho.ts';
export { scriptedDialogue } from './scriptedDialogue.ts';
export { replyTable } from './replyTable.ts';
export type { TableReply } from './replyTable.ts';
export { dialogueFromRecording } from './dialogueFromRecording.ts';
export type { Dialogue } from './dialogueFromRecording.ts';
export { parseRecording, recordLines } from './recording.ts';
export type { Recording } from './recording.ts';
export type { Transcribe, TranscribeInfo } from './transcribe.ts';
export type { Voice } from './voice.ts';
export { noiseVoice } from './noiseVoice.ts';
export type { NoiseVoiceConfig } from './noiseVoice.ts';
export type { VoiceDetector, VoiceDetectorFactory } from './voiceDetector.ts';
export { energyDetector } from './energyDetector.ts';
export { webrtcDetector } from './webrtcDetector.ts';
export type { WebrtcDetectorConfig } from './webrtcDetector.ts';
