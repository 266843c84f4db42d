import type { AssistantSettings } from '../session/assistantConfig.ts';
import type { RealtimeTool } from '../tools/realtimeTool.ts';

/** Whom a conversation can be handed over to: another part for the same model to play, in the same session. */
export interface Agent {
  /** What the outcome calls it. */
  readonly name: string;
  /** What the model should now be and do. */
  readonly instructions: string;
  /** What it may call, in place of what it could call before. @defaultValue nothing */
  readonly tools?: readonly RealtimeTool[];
  /** Its voice, where it may still change: not after the session has spoken. @defaultValue the voice stays */
  readonly voice?: string;
  /** What else changes. */
  readonly session?: AssistantSettings;
}

/** What came of a hand-over; short, so that a tool can return it to the model. */
export interface HandedOver {
  /** The agent's name. */
  readonly to: string;
  /** `changed`; or `kept`, where the agent has none of its own or the session has spoken. */
  readonly voice: 'changed' | 'kept';
}
