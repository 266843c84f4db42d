import type { McpServer } from '../script/mcpServer.ts';
import type { Responder } from '../script/responder.ts';
import type { Transcribe } from '../script/transcribe.ts';
import type { VoiceDetectorFactory } from '../ears/voiceDetectorFactory.ts';
import type { Time } from './time.ts';
import type { Timing } from './timing.ts';

/** What all sessions of one simulator share. */
export interface Settings extends Time {
  readonly responder: Responder;
  readonly transcribe: Transcribe;
  readonly translate: (text: string, language: string) => string;
  readonly mcp: ReadonlyMap<string, McpServer>;
  /** Speech of a text at 24 kHz. */
  readonly speak: (text: string) => Int16Array | Promise<Int16Array>;
  readonly detectorOf: VoiceDetectorFactory;
  readonly timing: Timing;
}
