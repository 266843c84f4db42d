import type { Refusal } from '../shapes/refusal.ts';

/** The reason of the close frame: the error's type and, if it has one, its code. */
export const closeReason = ({ type, code }: Refusal): string => (code === null ? type : `${type}.${code}`);
