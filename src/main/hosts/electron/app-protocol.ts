import { protocol } from 'electron';
import { safeHeaders } from '../content-security-policy.ts';
import type { RendererFiles } from '../renderer-files.ts';
import { appOrigin, appScheme } from './app-page.ts';

/** Makes `app://` a scheme like https: with an origin, and secure. Must be called before the app is ready. */
export function declareAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/** Answers `app://playhead/...` with the window's files, and nothing else. */
export function serveAppScheme(files: RendererFiles): void {
  protocol.handle(appScheme, (request) => {
    const url = URL.parse(request.url);
    const isOurs = url !== null && `${url.protocol}//${url.host}` === appOrigin;
    const found = isOurs && request.method === 'GET' ? files.find(url.pathname) : null;
    if (!found) return new Response(null, { status: 404, headers: safeHeaders(null) });
    return new Response(Buffer.from(found.body), { status: 200, headers: found.headers });
  });
}
