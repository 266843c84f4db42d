import type { HeardCaption } from '../../captions/heardCaption.ts';

/** Whether a line of the assistant was heard to its end. */
export const isHeardOut = ({ who, status, text, heard }: HeardCaption): boolean =>
  who === 'assistant' && status === 'completed' && text.trim() !== '' && heard.trim() === text.trim();
