export { CallAcceptRequest, CallCreateRequest, CallReferRequest, CallRejectRequest } from './rest/call.ts';
export { ClientSecretCreateRequest, ClientSecretCreateResponse } from './rest/clientSecret.ts';
export { WebhookRealtimeCallIncoming } from './rest/webhookRealtimeCallIncoming.ts';
