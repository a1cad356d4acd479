import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { type Wall, walls } from './walls.ts';

/** What a look at all imports below `root`/src finds. */
export type Inspection = {
  readonly modules: readonly string[];
  /** "wall: from -> to", one for each import through a wall. */
  readonly breaches: readonly string[];
};

/** Reads every import below `root`/src, types included, and holds it against the walls. */
export async function inspectWalls(root: string): Promise<Inspection> {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      ruleSet: { forbidden: walls.map(ruleOf) },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: ['node_modules'] },
      exclude: { path: ['^src/[^/]+/out/'] },
    },
    { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'], bustTheCache: true },
  );
  const { modules, summary } = output as ICruiseResult;
  return {
    modules: modules.map(({ source }) => source).filter((source) => source.startsWith('src/')),
    breaches: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  };
}

function ruleOf({ name, from, to }: Wall): IForbiddenRuleType {
  return {
    name,
    severity: 'error',
    from,
    to: { ...to, dependencyTypes: to.dependencyTypes?.slice() },
  } as IForbiddenRuleType;
}
