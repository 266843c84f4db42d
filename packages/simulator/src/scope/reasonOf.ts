/** What was thrown, in words; whoever wrote a script may throw anything. */
export const reasonOf = (error: unknown): string => {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'something that cannot be put into words';
  }
};
