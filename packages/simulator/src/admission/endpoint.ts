/** `/v1/realtime` with whatever stands before it, and `/`, which is short for it. */
export const endpoint = /^\/$|\/realtime(\/translations)?\/?$/;

/** Whether a path is one of the API's: others are refused before a WebSocket is opened. */
export const isEndpoint = (path: string): boolean => endpoint.test(path);
