import '@mantine/core/styles.css';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '../ui/tokens.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../rpc/query-client.ts';
import { watchForTickets } from '../rpc/window-secret.ts';
import { runPlayhead } from '../state/run-playhead.ts';
import { followAddressBar } from '../state/window-store.ts';
import { App } from './app.tsx';
import { showSchemeAtOnce } from './scheme.ts';

showSchemeAtOnce();
watchForTickets();
followAddressBar();
runPlayhead(queryClient);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
