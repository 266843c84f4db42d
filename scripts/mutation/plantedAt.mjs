/** Mistakes in a file, and the specs of its package that must turn red for each. */
export const at = (file, ...specs) => {
  const [name] = /^packages\/[\w-]+\//.exec(file) ?? [];
  return (mistake, text, by) => ({
    file,
    mistake,
    text,
    by,
    specs: specs.map((spec) => name + spec),
  });
};
