/** How the command line's arguments begin when they say what is to be done. */
const saysWhat = /^(talk|simulate|inspect|help|-h|--help|--version)$/;

/**
 * What `npm start -- …` means for the command line: without a command it is `talk`, and without a question that of `sample`.
 *
 * @param given what stands after `--`
 * @param sample the path of a recording
 * @param parseOptions of the command line, which refuses a second question
 */
export const startArguments = (given, sample, parseOptions) => {
  if (saysWhat.test(given[0])) return given;
  const withSample = ['talk', sample, ...given];
  try {
    parseOptions(withSample);
    return withSample;
  } catch {
    // There is a question already, or a mistake that the command line tells.
    return ['talk', ...given];
  }
};
