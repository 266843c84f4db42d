export { decodeEvents } from './decodeEvents.ts';
export { ofItem } from './ofItem.ts';
export { ofResponse } from './ofResponse.ts';
export { ofTurn, type OfTurnConfig } from './ofTurn.ts';
export { ofType, type Typed } from './ofType.ts';
export type { ReplyMap, ResponseEvent } from './replyMap.ts';
export { request, type Request, type RequestConfig, type RequestSocket } from './request.ts';
export { isRequestError, RequestError, type RequestErrorInfo } from './requestError.ts';
export { routeEvents, type EventRouter } from './routeEvents.ts';
