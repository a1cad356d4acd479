import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { newNonce, safeHeaders } from './content-security-policy.ts';

/** A file of the window as a host answers it. */
export type RendererAnswer = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** The window's files, by the path a page asks for. */
export type RendererFiles = {
  /** The file at this path with its headers, `/` being index.html with a nonce of its own; null where there is none. */
  find(pathname: string): RendererAnswer | null;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const noncePlace = '__CSP_NONCE__';

/** Takes stock of the built window; only what is there now is ever answered. Throws where it was not built. */
export function openRendererFiles(folder: string): RendererFiles {
  const files = new Map<string, string>(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [`/${relative(folder, file).split(sep).join('/')}`, file] as const;
      }),
  );
  const index = readFileSync(join(folder, 'index.html'), 'utf8');
  return {
    find: (pathname) => {
      if (pathname === '/' || pathname === '/index.html') return indexPage(index);
      const file = files.get(pathname === '/favicon.ico' ? '/favicon.svg' : pathname);
      return file === undefined ? null : answer(readFileSync(file), file, null);
    },
  };
}

function indexPage(template: string): RendererAnswer {
  const nonce = newNonce();
  return answer(Buffer.from(template.replaceAll(noncePlace, nonce)), 'index.html', nonce);
}

function answer(body: Uint8Array, file: string, nonce: string | null): RendererAnswer {
  const type = types[extname(file)] ?? 'application/octet-stream';
  return { headers: { ...safeHeaders(nonce), 'content-type': type }, body };
}
