import type { JsonObject } from '../shapes/jsonObject.ts';

/** One item of the server's conversation and what the server knows about it beyond the wire. */
export interface StoredItem {
  readonly id: string;
  /** The item as it goes over the wire. */
  readonly wire: JsonObject;
  /** What a user's audio was scripted to say; the model knows it at once, whenever the transcription arrives. */
  readonly heard?: string;
  /** Milliseconds of sound the item holds. */
  readonly audioMs: number;
  /** The sound of each part of the content, empty for a part without; not all of it is kept. */
  readonly sounds?: readonly Int16Array[] | undefined;
  /** True for sound made by the model: only such items can be truncated. */
  readonly spoken: boolean;
  /** The client has cut the sound; more of it that is being generated changes nothing. */
  readonly isTruncated?: boolean;
}
