type Env = Readonly<Record<string, string | undefined>>;

export function findElectron(root: string, env?: Env): string | null;
export function fetchElectron(root: string): Promise<string | null>;
export function hasScreen(env?: Env, platform?: NodeJS.Platform): boolean;
