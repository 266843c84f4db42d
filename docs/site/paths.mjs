// Where things are: the repository, the staged pages, the built site.
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
/** The pages as VitePress reads them: copies with links that hold in the site, and the generated reference. */
export const staged = `${root}docs/.site/`;
/** The built site. */
export const built = `${root}docs/dist/`;
/** Where a link leads that the site has no page for. */
export const repositoryUrl = 'https://github.com/rx-realtime/rx-realtime/blob/main/';
