import type { ServerEvent, TypedEvent } from '@rx-realtime/codecs';
import { renameItems } from '@rx-realtime/codecs/correlation';

/** The ids that the current server uses for items, where they are not those of the conversation. */
export class ItemNames {
  readonly #theirs = new Map<string, string>();
  readonly #ours = new Map<string, string>();

  /** The server has answered an item that was given to it under our id. */
  learn(ours: string, reply: ServerEvent | undefined): void {
    if (reply === undefined || !('item' in reply) || !('id' in reply.item) || reply.item.id === ours) return;
    this.#theirs.set(ours, reply.item.id);
    this.#ours.set(reply.item.id, ours);
  }

  toServer<E extends TypedEvent>(event: E): E {
    return renameItems(event, this.#theirs);
  }

  fromServer<E extends TypedEvent>(event: E): E {
    return renameItems(event, this.#ours);
  }
}
