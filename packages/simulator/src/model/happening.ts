/** A connection is open: an empty session begins. */
interface Opens {
  readonly type: 'server.opens';
  /** @defaultValue `gpt-realtime` */
  readonly model?: string;
}

/** The connection has ended, whoever ended it and how: everything that the session knew is lost. */
interface Closes {
  readonly type: 'server.closes';
}

/** The user is heard to speak. Nothing happens in a session without turn detection. */
interface SpeechStarts {
  readonly type: 'server.speech_starts';
  /** In milliseconds of the sound appended. @defaultValue where the buffer begins */
  readonly audio_start_ms?: number;
}

/** The user has stopped: what was said becomes an item, and is answered if the session says so. */
interface SpeechStops {
  readonly type: 'server.speech_stops';
  /** In milliseconds of the sound appended. @defaultValue where the buffer ends */
  readonly audio_end_ms?: number;
}

/** The words of a user's sound are known. Nothing happens when the item is gone. */
interface Transcribes {
  readonly type: 'server.transcribes';
  readonly item_id: string;
  readonly transcript: string;
}

interface InResponse {
  /** Which response, where several are under way. @defaultValue the one of the conversation */
  readonly response_id?: string;
}

/** The assistant begins a message. */
interface Says extends InResponse {
  readonly type: 'server.says';
  /** What is sent of it at once. @defaultValue nothing yet */
  readonly text?: string;
  /** Milliseconds of sound that are sent at once. @defaultValue 0 ms */
  readonly audio_ms?: number;
}

/** The assistant begins a function call. */
interface Calls extends InResponse {
  readonly type: 'server.calls';
  readonly name: string;
  /** What is sent of the arguments at once. @defaultValue nothing yet */
  readonly arguments?: string;
}

/** More of the item that was begun last is sent: text, arguments, sound. */
interface Sends extends InResponse {
  readonly type: 'server.sends';
  /** @defaultValue none */
  readonly text?: string;
  /** @defaultValue 0 ms */
  readonly audio_ms?: number;
}

/** The oldest item that is still open is whole. */
interface Finishes extends InResponse {
  readonly type: 'server.finishes';
}

/** The response is over, and what is open of it with it. */
interface Ends extends InResponse {
  readonly type: 'server.ends';
  /** @defaultValue `completed` */
  readonly status?: 'completed' | 'incomplete' | 'failed';
}

/**
 * What happens at the server without a client's doing: the line opens and closes, the user speaks, the assistant
 * answers. A happening that cannot be (nothing is under way, nobody is connected) changes nothing.
 */
export type Happening =
  Opens | Closes | SpeechStarts | SpeechStops | Transcribes | Says | Calls | Sends | Finishes | Ends;
