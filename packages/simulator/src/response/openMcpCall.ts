import { EMPTY, catchError, concat, defer, filter, from, ignoreElements, map, of, take, tap } from 'rxjs';
import type { Observable } from 'rxjs';
import type { McpServerTool } from '../script/mcpServer.ts';
import type { McpCall } from '../script/reply.ts';
import type { Conversation } from '../state/conversation.ts';
import { reasonOf } from '../scope/reasonOf.ts';
import { namesTool } from './namesTool.ts';
import { announce, finish, place } from './outputItem.ts';
import type { OutputItem } from './outputItem.ts';
import { fragments } from './fragments.ts';
import { obfuscation } from '../scope/obfuscation.ts';
import type { ResponseTarget } from './responseTarget.ts';
import type { ToolState } from '../state/sessionState.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import { textTokens } from '../state/tokens.ts';

/** An MCP call of a response: after its arguments it has to be approved and run. */
export interface McpOutputItem extends OutputItem {
  readonly run$: Observable<never>;
}

type Outcome = { readonly output: string } | { readonly error: JsonObject };

/** Tools need the client's approval unless the response's tools say `never`, of all of them or of some. */
const needsApproval = (tools: readonly ToolState[], called: McpServerTool, label: string): boolean => {
  const tool = tools.find(({ type, server_label }) => type === 'mcp' && server_label === label);
  const rule = tool?.require_approval ?? 'always';
  return isObject(rule) ? !namesTool(rule['never'], called) : rule !== 'never';
};

const failure = (message: string): Outcome => ({ error: { type: 'tool_execution_error', message } });

/** @param tools those of the response, which may be others than the session's */
export const openMcpCall = (
  conversation: Conversation,
  target: ResponseTarget,
  outputIndex: number,
  { serverLabel, name, arguments: args }: McpCall,
  tools: readonly ToolState[],
): McpOutputItem => {
  const { scope } = target;
  const { emit, ids, random, settings } = scope;
  const id = ids.item();
  const at = place(target, id, outputIndex);
  const progress = { item_id: id, output_index: outputIndex };
  let wire: JsonObject = {
    id,
    type: 'mcp_call',
    server_label: serverLabel,
    name,
    arguments: '',
    approval_request_id: null,
    output: null,
    error: null,
  };
  const stored = () => ({ id, wire, audioMs: 0, spoken: false });
  announce(target, outputIndex, stored());

  /** Emits whether the call may run; asks the client first if it has to. */
  const approval = defer((): Observable<boolean> => {
    const called = settings.mcp.get(serverLabel)?.tools.find((tool) => tool.name === name) ?? { name };
    if (!needsApproval(tools, called, serverLabel)) return of(true);
    const requestId = ids.item();
    wire = { ...wire, approval_request_id: requestId };
    const request = {
      id: requestId,
      type: 'mcp_approval_request',
      server_label: serverLabel,
      name,
      arguments: args,
    };
    const previous = conversation.items.insert({ id: requestId, wire: request, audioMs: 0, spoken: false });
    emit('conversation.item.done', { previous_item_id: previous, item: request });
    return conversation.approvals$.pipe(
      filter((answer) => answer.requestId === requestId),
      take(1),
      map(({ approve }) => approve),
    );
  });

  const execute = (): Observable<Outcome> => {
    const server = settings.mcp.get(serverLabel);
    if (!server) return of(failure(`There is no MCP server with the label '${serverLabel}'.`));
    return defer(() => from(server.call(name, args))).pipe(
      take(1),
      map((output) => ({ output })),
      catchError((error: unknown) => of(failure(reasonOf(error)))),
    );
  };

  const settle = (outcome: Outcome): void => {
    wire = { ...wire, ...outcome };
    emit('error' in outcome ? 'response.mcp_call.failed' : 'response.mcp_call.completed', progress);
  };

  let isSettled = false;
  const outcome$ = defer(() => {
    emit('response.mcp_call_arguments.done', { ...at, arguments: args });
    wire = { ...wire, arguments: args };
    let mayRun = false;
    return concat(
      approval.pipe(
        tap((approved) => (mayRun = approved)),
        ignoreElements(),
      ),
      defer(() => {
        if (mayRun) emit('response.mcp_call.in_progress', progress);
        return mayRun ? execute() : of(failure('The call was not approved.'));
      }),
    );
  });

  return {
    kind: 'mcp_call',
    steps: fragments(args).map((delta, index) => ({
      atMs: index * settings.timing.textDeltaMs,
      run: () => {
        if (!target.spend({ text: textTokens(delta), audio: 0 })) return false;
        emit('response.mcp_call_arguments.delta', { ...at, delta, obfuscation: obfuscation(random, delta) });
        return true;
      },
    })),
    run$: outcome$.pipe(
      tap((outcome) => {
        isSettled = true;
        settle(outcome);
      }),
      ignoreElements(),
      catchError(() => EMPTY),
    ),
    close: () => {
      if (!isSettled) settle(failure('The response ended before the call.'));
      return finish(target, outputIndex, stored());
    },
  };
};
