/**
 * How a call ended. `caller`: the caller has hung up. `goodbye`: the assistant has, when its goodbye was heard.
 * `hung_up`: `hangUp()`, or leaving the connection. `assistant_failed`: the line to the model is gone. `call_failed`: the
 * call cannot be taken, or its own line failed.
 */
export interface PhoneEnd {
  readonly reason: 'caller' | 'goodbye' | 'hung_up' | 'assistant_failed' | 'call_failed';
  /** Messages of the call that could not be read. */
  readonly malformed: number;
}
