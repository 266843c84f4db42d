export interface FuzzReport {
  readonly seed: number;
  readonly left: number;
  readonly unknown: number;
  readonly understood: number;
  readonly slowestMs: number;
  readonly failures: readonly { readonly what: string; readonly frame: string }[];
}

export function fuzz(
  api: object,
  payloads: readonly unknown[],
  counts: { readonly seed: number; readonly damaged: number; readonly mixed: number; readonly sound: number },
): FuzzReport;
