const requestType = 1;
const abortType = 4;

/** The most a window or a program may send in one frame, in bytes. */
export const maxFrameBytes = 1024 * 1024;

/**
 * True for a frame the RPC library can take without tripping: a request, or the wish to stop one.
 * Whatever else arrives from a window is refused before it gets there, because a frame that cannot
 * be decoded would end the thread.
 */
export function isRequestFrame(frame: unknown): frame is string {
  if (typeof frame !== 'string' || frame.length > maxFrameBytes) return false;
  const message = parseObject(frame);
  if (message === null || typeof message['i'] !== 'string') return false;
  if (message['t'] === abortType) return true;
  const isRequest = message['t'] === undefined || message['t'] === requestType;
  return isRequest && isRequestPayload(message['p']);
}

function isRequestPayload(payload: unknown): boolean {
  if (!isObject(payload)) return false;
  const { u: url, m: method, h: headers } = payload;
  if (typeof url !== 'string' || !url.startsWith('/') || !URL.canParse(`http://rpc${url}`)) {
    return false;
  }
  if (method !== undefined && method !== 'GET' && method !== 'POST') return false;
  return headers === undefined || (isObject(headers) && Object.keys(headers).every(isKnownHeader));
}

// Content headers would make the library build files and forms: no call of ours takes any.
function isKnownHeader(name: string): boolean {
  return name === 'last-event-id';
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
