/** What a schema finds wrong with a value, and where. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema makes of a value. */
export type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

/**
 * A schema of any library that follows Standard Schema, such as zod 4, Valibot or ArkType; those that tell their JSON
 * schema (zod since 4.2, ArkType since 2.1.28) need no other.
 *
 * @see {@link https://standardschema.dev | Standard Schema} and {@link https://standardschema.dev/json-schema | Standard JSON Schema}
 */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | PromiseLike<StandardResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
    readonly jsonSchema?:
      | { readonly input: (options: { readonly target: 'draft-07' }) => Readonly<Record<string, unknown>> }
      | undefined;
  };
}
