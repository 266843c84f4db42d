/** How an upgrade goes wrong. */
export type FailedUpgrade =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'badHandshake' }
  | { readonly kind: 'noAnswer' };
