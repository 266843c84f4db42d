/** What a server confirms and can do; what is left out, it does. */
export interface Capabilities {
  /** It cuts the model's sound to what was heard (`conversation.item.truncate`). @defaultValue `true` */
  readonly truncation?: boolean;
  /** Items keep the ids that the client gives them; where not, items are confirmed in their order. @defaultValue `true` */
  readonly clientItemIds?: boolean;
  /** Responses bear the metadata that they were asked for with; where not, they answer in their order. @defaultValue `true` */
  readonly metadata?: boolean;
  /** It hears when a turn is over. @defaultValue `true` */
  readonly turnDetection?: boolean;
  /** It speaks. @defaultValue `true` */
  readonly soundOut?: boolean;
}
