/** Promises settle outside of virtual time: so many rounds of them fit between two moments of it. */
const rounds = 8;

/** Lets promises settle that need no time. */
export const settled = async (): Promise<void> => {
  for (let round = 0; round < rounds; round++) await Promise.resolve();
};
