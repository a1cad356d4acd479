/**
 * One wall of the house: modules whose path matches `from` must not import what matches `to`.
 * Paths are regular expressions over paths from the project's root; `$1` in `to` stands for the
 * first group of `from`. `planted` is a violation the test must catch: files and their text.
 */
export type Wall = {
  readonly name: string;
  readonly from: Side;
  readonly to: Side & {
    readonly circular?: boolean;
    readonly dependencyTypes?: readonly string[];
  };
  readonly planted: Readonly<Record<string, string>>;
};

type Side = { readonly path?: string; readonly pathNot?: string; readonly orphan?: boolean };

const packages = (names: string) => `(^|node_modules/)(${names})(/|$)`;
const imports = (path: string) => `import { it } from '${path}';\nconsole.log(it);\n`;
const it = 'export const it = 1;\n';
/** A planted import of one file by another. */
const plant = (from: string, to: string) => ({
  [from]: imports(`${'../'.repeat(from.split('/').length - 1)}${to}`),
  [to]: it,
});

/** Who may import what, as a table. */
export const walls: readonly Wall[] = [
  {
    name: 'shared imports only shared; its contract also zod and @orpc/contract',
    from: { path: '^src/shared/' },
    to: { pathNot: `^src/shared/|${packages('zod|@orpc/contract')}` },
    planted: { 'src/shared/kit/a.ts': imports('node:fs') },
  },
  {
    name: 'kit imports only kit',
    from: { path: '^src/shared/kit/' },
    to: { pathNot: '^src/shared/kit/' },
    planted: plant('src/shared/kit/a.ts', 'src/shared/log/b.ts'),
  },
  {
    name: 'the words of the log import only kit',
    from: { path: '^src/shared/log/' },
    to: { pathNot: '^src/shared/(kit|log)/' },
    planted: plant('src/shared/log/a.ts', 'src/shared/domain/b.ts'),
  },
  {
    name: 'the domain imports no contract and no package',
    from: { path: '^src/shared/domain/' },
    to: { pathNot: '^src/shared/(kit|log|domain)/' },
    planted: plant('src/shared/domain/a.ts', 'src/shared/contract/b.ts'),
  },
  {
    name: 'only log/kafka imports kafkajs and its codecs',
    from: { pathNot: '^src/main/log/kafka/' },
    to: { path: packages('kafkajs|kafkajs-snappy|lz4-napi') },
    planted: { 'src/main/ingest/a.ts': imports('kafkajs') },
  },
  {
    name: 'only store and log/local import better-sqlite3',
    from: { pathNot: '^src/main/(store|log/local)/' },
    to: { path: packages('better-sqlite3|@types/better-sqlite3') },
    planted: { 'src/main/queries/a.ts': imports('better-sqlite3') },
  },
  {
    name: 'only hosts/electron and preload import electron',
    from: { pathNot: '^src/(main/hosts/electron|preload)/' },
    to: { path: packages('electron') },
    planted: { 'src/main/workers/a.ts': imports('electron') },
  },
  {
    name: 'the log imports no room above it',
    from: { path: '^src/main/log/' },
    to: { path: '^src/main/(ingest|store|queries|commands|notify|rpc|workers|hosts)/' },
    planted: plant('src/main/log/local/a.ts', 'src/main/store/b.ts'),
  },
  {
    name: 'the codec knows neither log, store nor ingest',
    from: { path: '^src/main/codec/' },
    to: { path: '^src/main/(?!codec/)' },
    planted: plant('src/main/codec/a.ts', 'src/main/log/b.ts'),
  },
  {
    name: 'the store imports no room that uses it',
    from: { path: '^src/main/store/' },
    to: { path: '^src/main/(ingest|queries|commands|notify|rpc|workers|hosts)/' },
    planted: plant('src/main/store/read/a.ts', 'src/main/queries/b.ts'),
  },
  {
    name: 'queries read and never write',
    from: { path: '^src/main/queries/' },
    to: { path: '^src/main/(store/write|commands)/' },
    planted: plant('src/main/queries/a.ts', 'src/main/store/write/b.ts'),
  },
  {
    name: 'commands never write the read model: the circle closes through the log',
    from: { path: '^src/main/commands/' },
    to: { path: '^src/main/store/write/' },
    planted: plant('src/main/commands/a.ts', 'src/main/store/write/b.ts'),
  },
  {
    name: 'who tells others reads the log, and neither the read model nor its questions and orders',
    from: { path: '^src/main/notify/' },
    to: { path: '^src/main/(ingest|store|queries|commands|rpc|workers)/' },
    planted: plant('src/main/notify/a.ts', 'src/main/store/b.ts'),
  },
  {
    name: 'only the destinations of notices know how mail is sent',
    from: { pathNot: '^src/main/notify/destinations/' },
    to: { path: packages('nodemailer') },
    planted: { 'src/main/hosts/a.ts': imports('nodemailer') },
  },
  {
    name: 'rpc and queries know no host and no thread',
    from: { path: '^src/main/(rpc|queries|commands|notify|ingest|store|log)/' },
    to: { path: '^src/main/hosts/' },
    planted: plant('src/main/rpc/a.ts', 'src/main/hosts/b.ts'),
  },
  {
    name: 'the machine does not import the glass',
    from: { path: '^src/(main|preload)/' },
    to: { path: '^src/renderer/' },
    planted: plant('src/main/hosts/a.ts', 'src/renderer/b.ts'),
  },
  {
    name: 'the glass does not import the machine',
    from: { path: '^src/renderer/' },
    to: { path: `^src/(main|preload)/|${packages('ws|@orpc/server')}` },
    planted: plant('src/renderer/app/a.ts', 'src/main/rpc/b.ts'),
  },
  {
    name: 'the glass uses nothing of Node',
    from: { path: '^src/(renderer|preload|shared)/' },
    to: { dependencyTypes: ['core'] },
    planted: { 'src/renderer/app/a.ts': imports('node:path') },
  },
  {
    name: 'the preload page imports only shared and electron',
    from: { path: '^src/preload/' },
    to: { pathNot: `^src/(preload|shared)/|${packages('electron')}` },
    planted: plant('src/preload/a.ts', 'src/main/rpc/b.ts'),
  },
  {
    name: 'features are strangers to each other',
    from: { path: '^src/renderer/features/([^/]+)/' },
    to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    planted: plant('src/renderer/features/users/a.ts', 'src/renderer/features/roles/b.ts'),
  },
  {
    name: 'ui has no domain words',
    from: { path: '^src/renderer/ui/' },
    to: { path: '^src/(shared/(domain|contract)|renderer/(app|features|rpc|state|domain-ui))/' },
    planted: plant('src/renderer/ui/a.ts', 'src/shared/domain/b.ts'),
  },
  {
    name: 'nothing imports in a circle',
    from: {},
    to: { circular: true },
    planted: {
      'src/main/rpc/a.ts': imports('./b.ts').replace('console', 'export { it };\nconsole'),
      'src/main/rpc/b.ts': imports('./a.ts').replace('console', 'export { it };\nconsole'),
    },
  },
  {
    name: 'nothing stands alone',
    from: { orphan: true, pathNot: '\\.d\\.ts$' },
    to: {},
    planted: { 'src/main/rpc/a.ts': it },
  },
];
