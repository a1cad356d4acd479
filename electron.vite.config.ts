import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        // Entries are found by their names: index (Electron), browser (its host), and the threads.
        input: {
          index: at('src/main/hosts/electron/index.ts'),
          browser: at('src/main/hosts/browser/browser.ts'),
          writer: at('src/main/workers/writer.ts'),
          reader: at('src/main/workers/reader.ts'),
          'store-writer': at('src/main/workers/store-writer.ts'),
          loader: at('src/main/workers/loader.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed page takes one CommonJS file that brings everything along.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      minify: true,
      // The policy lets in files of our own only, no data: fonts or scripts.
      assetsInlineLimit: 0,
      // Read from the disk beside it, not over a network.
      chunkSizeWarningLimit: 4_000,
      rolldownOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
});
