import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  build: {
    outDir: '../../dist/apps/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // Our doors have no side effects: a page carries only what it takes from them.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => (/libs\/(ui|client|vocabulary)\/src\/.*\.tsx?$/.test(id) ? false : undefined) } },
    // antd's table alone is larger than the limit that vite warns at.
    chunkSizeWarningLimit: 900,
  },
});
