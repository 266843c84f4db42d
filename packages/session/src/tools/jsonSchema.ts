/** A JSON schema, as the service is told one. */
export type JsonSchema = Readonly<Record<string, unknown>>;
