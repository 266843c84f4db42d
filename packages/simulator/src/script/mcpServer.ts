import type { ObservableInput } from 'rxjs';

/** A tool that an MCP server offers. */
export interface McpServerTool {
  readonly name: string;
  readonly description?: string;
  /** What the server says of it in `readOnlyHint`: filters of sessions can name the tools that only read. @defaultValue false */
  readonly readOnly?: boolean;
  /** JSON Schema of the arguments. @defaultValue any object */
  readonly inputSchema?: Readonly<Record<string, unknown>>;
}

/** An MCP server as the simulated service sees it. Sessions reach it by `server_label`. */
export interface McpServer {
  readonly tools: readonly McpServerTool[];
  /** Runs a tool; its first value is the output, an error fails the call. */
  call(name: string, args: string): ObservableInput<string>;
}
