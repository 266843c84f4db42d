/** The row of a model: its own, or for a dated snapshot (`gpt-realtime-2025-08-28`) that of the model. */
export const rowOf = <Row>(table: Readonly<Record<string, Row>>, model: string): Row | undefined => {
  const undated = model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  if (Object.hasOwn(table, model)) return table[model];
  return Object.hasOwn(table, undated) ? table[undated] : undefined;
};
