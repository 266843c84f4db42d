import type { SessionSettings } from './clientEvents.ts';

const toolsOf = (settings: SessionSettings) => ('tools' in settings && settings.tools) || [];

/**
 * Settings whose MCP tools have the `authorization` and `headers` of other settings, where they have none themselves.
 *
 * What is stored holds no credentials: they come from whoever configures the session.
 *
 * @param settings what is to be set, such as settings that were stored
 * @param source where tools of the same `server_label` have them
 * @example
 * import { withCredentials } from '@rx-realtime/codecs';
 *
 * const tool = { type: 'mcp', server_label: 'shop', server_url: 'https://shop.example' } as const;
 * const settings = withCredentials({ tools: [tool] }, { tools: [{ ...tool, authorization: 'secret' }] });
 * console.log('tools' in settings && settings.tools?.map((one) => 'authorization' in one)); // prints: [ true ]
 */
export function withCredentials(settings: SessionSettings, source: SessionSettings): SessionSettings {
  const tools = toolsOf(settings).map((tool) =>
    toolsOf(source).reduce(
      (known, other) =>
        known.type === 'mcp' && other.type === 'mcp' && known.server_label === other.server_label
          ? { authorization: other.authorization, headers: other.headers, ...known }
          : known,
      tool,
    ),
  );
  return tools.length > 0 ? { ...settings, tools } : settings;
}
