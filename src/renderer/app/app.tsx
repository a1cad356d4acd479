import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from '../rpc/query-client.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { cssVariables, schemeManager, theme } from './scheme.ts';
import { Shell } from './shell.tsx';

/** The window. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
    >
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <Shell />
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}

function styleNonce(): string {
  return document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? '';
}
