import { existsSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const programs = ['main', 'worker', 'print', 'migrate', 'seed', 'figures', 'bench', 'doctor', 'audit', 'backup', 'restore', 'faults', 'faults/ears'];

const entries = {
  ...Object.fromEntries(programs.map((name) => [name, `apps/api/src/${name}.ts`])),
  // Runs in threads of its own: kernel/crypto looks for it beside the bundle.
  'crypto-worker': 'libs/kernel/src/crypto/sealing.ts',
  // Likewise, by kernel/print.
  'press-thread': 'libs/kernel/src/print/press-thread.ts',
  // Likewise, by insight/models.
  'compute-thread': 'libs/domains/insight/src/models/compute-thread.ts',
  // Likewise, by leads/assignment.
  'simulation-thread': 'libs/domains/leads/src/assignment/simulation-thread.ts',
};

/** Our own code in one bundle an entry; what npm installed stays outside. */
export default defineConfig({
  input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
  platform: 'node',
  tsconfig: 'apps/api/tsconfig.json',
  // The helpers that oxc adds for decorators are not installed: they belong into the bundle.
  external: (id) => /^(node:|[a-z]|@(?!dossier\/|oxc-project\/))/i.test(id),
  output: {
    dir: 'dist/apps/api',
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunks/[name]-[hash].mjs',
    keepNames: true,
    cleanDir: true,
  },
});
