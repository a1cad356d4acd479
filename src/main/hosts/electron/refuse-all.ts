import type { Session, WebContents } from 'electron';
import { isAppOrigin, isAppPage } from './app-page.ts';

const allowed = 'clipboard-sanitized-write';

/** Denies every permission but writing text to the clipboard, asked for or only checked, by our own page alone. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(permission === allowed && details.isMainFrame && isAppPage(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => {
    return permission === allowed && isAppOrigin(origin);
  });
  session.setDevicePermissionHandler(() => false);
}

/** Keeps a page where it is: no other page, no other window, no web view inside. */
export function refuseLeaving(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isAppPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
