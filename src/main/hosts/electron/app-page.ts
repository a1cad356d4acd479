/** The scheme of the app's own page; never file://, whose pages may read each other. */
export const appScheme = 'app';

/** The origin of the app's page, as frames state it. */
export const appOrigin = 'app://playhead';

/** The one page there is. */
export const appPage = 'app://playhead/';

/** True for the app's one page, whatever its fragment says; compared as parsed, not as text. */
export function isAppPage(text: string): boolean {
  const url = URL.parse(text);
  if (!url) return false;
  url.hash = '';
  return url.href === new URL(appPage).href;
}

/** True for the origin of the app's page, written with or without a slash at its end. */
export function isAppOrigin(text: string): boolean {
  return text === appOrigin || text === `${appOrigin}/`;
}
