import { fields, nullable, oneOf, record, tagged, text, uri, wordOr } from './shape.ts';

const ofInput = {
  type: text,
  prompt_cache_breakpoint: fields({ mode: oneOf('explicit'), ttl: oneOf('30m', '12h') }, 'mode'),
};
const image = {
  image_url: nullable(uri),
  file_id: nullable(text),
  detail: oneOf('low', 'high', 'auto', 'original'),
};
const file = {
  file_id: nullable(text),
  filename: text,
  file_data: text,
  file_url: uri,
  detail: oneOf('auto', 'low', 'high'),
};

/** What a variable of a prompt stands for: words, an image or a file. */
const variable = wordOr(
  text,
  tagged('type', {
    input_text: fields({ ...ofInput, text }, 'text'),
    input_image: fields({ ...ofInput, ...image }, 'detail'),
    input_file: fields({ ...ofInput, ...file }),
  }),
);

export const prompt = nullable(
  fields({ id: text, version: nullable(text), variables: nullable(record(variable)) }, 'id'),
);
