/** A URL as it may be shown: where it leads, without user, password and query, which may hold a key. */
export const shownUrl = (url: string): string => {
  if (!URL.canParse(url)) return 'a URL that cannot be read';
  const { protocol, host, pathname } = new URL(url);
  return host === '' ? `${protocol}…` : `${protocol}//${host}${pathname}`;
};
