import type { AssistantSettings } from '../session/assistantConfig.ts';
import type { Agent } from './agent.ts';

/** Options of {@link agentSettings}. */
export interface AgentSettingsConfig {
  /** Whether the session has spoken: then its voice stays. @defaultValue `false` */
  readonly hasSpoken?: boolean;
}

/**
 * What a session is told to become another agent, in one `session.update`.
 *
 * Tools are always named, so that those of the agent before are gone.
 *
 * @param agent whom the conversation is handed over to
 * @param config what can no longer be changed
 *
 * @example
 * import { agentSettings } from '@rx-realtime/session';
 *
 * const { instructions, tools } = agentSettings({ name: 'billing', instructions: 'You know the bills.' });
 * console.log(instructions, tools); // prints: You know the bills. []
 *
 * @see {@link Assistant.handOver}
 */
export function agentSettings(
  { instructions, tools = [], voice, session }: Agent,
  { hasSpoken = false }: AgentSettingsConfig = {},
): AssistantSettings {
  const { audio, ...rest } = session ?? {};
  const { output, ...input } = audio ?? {};
  const { voice: own, ...speech } = output ?? {};
  const chosen = hasSpoken ? undefined : (voice ?? own);
  const sound = {
    ...input,
    ...withContent('output', { ...speech, ...(chosen === undefined ? {} : { voice: chosen }) }),
  };
  return {
    ...rest,
    ...withContent('audio', sound),
    instructions,
    tools: [...(session?.tools ?? []), ...tools.map(({ definition }) => definition)],
  };
}

/** A field that is left out where there is nothing in it. */
const withContent = <Key extends string, Content extends object>(
  key: Key,
  content: Content,
): { readonly [name in Key]?: Content } =>
  Object.keys(content).length === 0 ? {} : ({ [key]: content } as { readonly [name in Key]: Content });
