import { EventEmitter } from 'node:events';

/** A port as Electron's main process has it, joined with the one at the page's end. */
export class PortDouble extends EventEmitter {
  other: PortDouble | null = null;
  isStarted = false;
  isClosed = false;
  readonly sent: unknown[] = [];

  postMessage(data: unknown): void {
    this.sent.push(data);
    const { other } = this;
    setImmediate(() => other?.isClosed === false && other.emit('message', { data, ports: [] }));
  }

  start(): void {
    this.isStarted = true;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    setImmediate(() => {
      this.emit('close');
      this.other?.close();
    });
  }
}

/** Two joined ports: the page's, and the one main gets. */
export function portPair(): { page: PortDouble; main: PortDouble } {
  const [page, main] = [new PortDouble(), new PortDouble()];
  page.other = main;
  main.other = page;
  return { page, main };
}

/** The contents of a window or of something a page tries to open. */
export class ContentsDouble extends EventEmitter {
  mainFrame = { origin: 'app://playhead' };
  openHandler: ((details: { url: string }) => { action: string }) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

class WindowDouble extends EventEmitter {
  readonly webContents = new ContentsDouble();
  readonly options: { webPreferences: Record<string, unknown> } & Record<string, unknown>;
  readonly loaded: string[] = [];
  isShown = false;
  wasFocused = false;
  isSmall = false;

  constructor(options: WindowDouble['options']) {
    super();
    this.options = options;
    double.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }

  show(): void {
    this.isShown = true;
  }

  focus(): void {
    this.wasFocused = true;
  }

  isMinimized(): boolean {
    return this.isSmall;
  }

  restore(): void {
    this.isSmall = false;
  }
}

type Handler = (...args: never[]) => unknown;
type Scheme = { scheme: string; privileges: Record<string, boolean> };

/** What the code under test did to the double, and what a test may set. */
export const double = {
  windows: [] as WindowDouble[],
  schemes: [] as Scheme[],
  wasReadyWhenDeclared: false,
  handlers: new Map<string, (request: Request) => Response | Promise<Response>>(),
  session: new Map<string, Handler>(),
  menu: null as readonly { role?: string; label?: string }[] | null,
  errorBoxes: [] as string[],
  isOnlyInstance: true,
  isSandboxed: false,
  quits: 0,
  chosenFiles: [] as string[],
};

/** Forgets everything, for the next test. */
export function resetDouble(): void {
  double.windows.length = 0;
  double.schemes.length = 0;
  double.handlers.clear();
  double.session.clear();
  double.errorBoxes.length = 0;
  double.chosenFiles = [];
  Object.assign(double, { menu: null, isOnlyInstance: true, isSandboxed: false, quits: 0 });
  app.removeAllListeners();
  ipcMain.removeAllListeners();
}

class AppDouble extends EventEmitter {
  requestSingleInstanceLock(): boolean {
    return double.isOnlyInstance;
  }

  enableSandbox(): void {
    double.isSandboxed = true;
  }

  async whenReady(): Promise<void> {}

  /** As Electron does: `will-quit` may hold the end back once. */
  quit(): void {
    double.quits++;
    this.emit('will-quit', { preventDefault: () => double.quits-- });
  }
}

export const app = new AppDouble();
export const ipcMain = new EventEmitter();
export const BrowserWindow = WindowDouble;

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Scheme[]) => double.schemes.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
    double.handlers.set(scheme, handler);
  },
};

const keep = (name: string) => (handler: Handler) => void double.session.set(name, handler);

export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
  },
};

export const dialog = {
  showErrorBox: (title: string, text: string) => void double.errorBoxes.push(`${title}: ${text}`),
  showOpenDialog: async () => ({ filePaths: double.chosenFiles }),
};

export const Menu = {
  buildFromTemplate: (template: readonly { role?: string; label?: string }[]) => template,
  setApplicationMenu: (menu: readonly { role?: string; label?: string }[]) => {
    double.menu = menu;
  },
};
