import { databaseOf, startPostgres } from './postgres.mjs';
import { spawnSync } from 'node:child_process';
const server = await startPostgres({ dataDir: '/tmp/dossier-demo-bench', durable: false });
const url = await databaseOf(server, 'dossier');
spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'dist/try-demo/bench.mjs'], { stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } });
await server.stop();
