import type { McpApprovalResponseItem } from '../resources/mcpItem.ts';
import { randomId } from '../randomId.ts';

/**
 * Allows or refuses a call to an MCP tool.
 *
 * @param approvalRequestId the `id` of the `mcp_approval_request` item
 * @param approve whether the call may be made
 * @param reason why
 */
export function mcpApprovalResponse(
  approvalRequestId: string,
  approve: boolean,
  reason?: string,
): McpApprovalResponseItem {
  const id = randomId('item_');
  return {
    type: 'mcp_approval_response',
    id,
    approval_request_id: approvalRequestId,
    approve,
    ...(reason !== undefined && { reason }),
  };
}
