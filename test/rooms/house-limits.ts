import ts from 'typescript';

/** The limits of the house. */
export const limits = { fileLines: 300, functionLines: 60 } as const;

/** What in a source file goes past the limits, as sentences; nothing where it keeps them. */
export function breachesOf(path: string, text: string): string[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const lines = text.split('\n').length - 1;
  const found = lines > limits.fileLines ? [`${path} has ${lines} lines`] : [];
  const visit = (node: ts.Node): void => {
    const breach = breachOf(node, file);
    if (breach) found.push(`${path}:${lineOf(node, file)} ${breach}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function breachOf(node: ts.Node, file: ts.SourceFile): string | null {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'says any';
  if (isDefaultExport(node)) return 'has a default export';
  if (!isFunction(node) || isTestFile(file.fileName)) return null;
  const length = file.getLineAndCharacterOfPosition(node.end).line + 2 - lineOf(node, file);
  return length > limits.functionLines ? `has a function of ${length} lines` : null;
}

// What a test file gives to describe() is a chapter, not a function.
function isTestFile(path: string): boolean {
  return /(?:\.test|\.spec|-contract)\.tsx?$/.test(path);
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  return ts.canHaveModifiers(node) === true
    ? (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
    : false;
}

function isFunction(node: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}

function lineOf(node: ts.Node, file: ts.SourceFile): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
