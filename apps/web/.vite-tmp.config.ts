import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
export default defineConfig({
  root: import.meta.dirname, plugins: [react()], resolve: { tsconfigPaths: true },
  build: { outDir: '/tmp/webdist', emptyOutDir: true, target: 'es2022',
    rolldownOptions: { treeshake: { moduleSideEffects: (id: string) => (/libs\/(ui|client|vocabulary)\/src\/.*\.tsx?$/.test(id) ? false : undefined) } } },
});
