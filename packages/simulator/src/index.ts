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
export type { WasmSource } from './voices/wasmModule.ts';
export { startSimulator } from './startSimulator.ts';
export type { Simulator, StartSimulatorConfig } from './startSimulator.ts';
export type {
  Recorded,
  RecordedClose,
  RecordedFrame,
  RecordedHead,
  SimulatorEvent,
} from './recording/recorded.ts';
export type { SimulatorConfig, SimulatorStreams } from './simulator.ts';
export type { SimulatorTiming } from './scope/timing.ts';
export { virtualTime } from './time/virtualTime.ts';
export type { VirtualTime } from './time/virtualTime.ts';
export type { SimulatorConnection, SimulatorConnectionEnd } from './line/simulatorConnection.ts';
export type {
  Fault,
  FaultAction,
  FaultEventPoint,
  FaultPoint,
  FaultResponsePoint,
  FaultTimePoint,
  FaultUpgradePoint,
  FaultWhere,
} from './faults/fault.ts';
export type { McpServer, McpServerTool } from './script/mcpServer.ts';
export { call, fail, mcpCall, say, wait } from './script/reply.ts';
export { fact } from './script/fact.ts';
export type { Fact, ToldFact } from './script/fact.ts';
export type { Call, Fail, McpCall, Reply, Say, Wait } from './script/reply.ts';
export type { FunctionOutput, OfferedTool, Replies, Responder, ResponderTurn } from './script/responder.ts';
export { greetAndEcho } from './script/greetAndEcho.ts';
export { goingOn } from './script/goingOn.ts';
export { scriptedDialogue } from './script/scriptedDialogue.ts';
export { replyTable } from './script/replyTable.ts';
export type { TableReply } from './script/replyTable.ts';
export { dialogueFromRecording } from './recording/dialogueFromRecording.ts';
export type { Dialogue } from './recording/dialogueFromRecording.ts';
export { parseRecording } from './recording/parseRecording.ts';
export { recordLines } from './recording/recordLines.ts';
export type { Recording } from './recording/recording.ts';
export type { Transcribe, TranscribeInfo } from './script/transcribe.ts';
export type { SimulatorVoice } from './voices/simulatorVoice.ts';
export { noiseVoice } from './voices/noiseVoice.ts';
export type { NoiseVoiceConfig } from './voices/noiseVoice.ts';
export type { VoiceDetectorFactory } from './ears/voiceDetectorFactory.ts';
export { energyDetector } from './ears/energyDetector.ts';
export { webrtcDetector } from './ears/webrtcDetector.ts';
export type { WebrtcDetectorConfig } from './ears/webrtcDetector.ts';
export { reduceServer } from './model/reduceServer.ts';
export { newServer } from './model/serverState.ts';
export type { ItemFact, OpenItem, ResponseFact, ServerState, SessionFact } from './model/serverState.ts';
export type { Happening } from './model/happening.ts';
export { simulatedUser } from './user/simulatedUser.ts';
export type { PresentUser, SimulatedUser, SimulatedUserConfig } from './user/simulatedUser.ts';
export type { Said, Utterance } from './user/utterance.ts';
