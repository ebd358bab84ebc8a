import { Global, Module, type DynamicModule } from '@nestjs/common';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Installation } from '@dossier/workspace';
import { migrations } from './migrations';
import type { Settings } from './settings';

/** What is known of this installation from its settings and the files it was started with. */
export function installationOf(settings: Pick<Settings, 'dataDir' | 'keyFile' | 'key' | 'tls' | 'smtpUrl'>, part: Installation['part']): Installation {
  return {
    part, ...built(),
    migrations: migrations.length,
    dataDir: settings.dataDir,
    cluster: clusterOf(settings.dataDir),
    keyFile: settings.key === null ? settings.keyFile : null,
    certificate: settings.tls?.cert ?? null,
    mails: settings.smtpUrl !== null,
  };
}

/** Makes what is known of the installation known to every domain. */
@Global()
@Module({})
export class InstallationModule {
  static forRoot(installation: Installation): DynamicModule {
    return { module: InstallationModule, providers: [{ provide: Installation, useValue: installation }], exports: [Installation] };
  }
}

/** Where the embedded database lies; null where there is none. */
export function clusterOf(dataDir: string): string | null {
  const file = join(dataDir, 'database.json');
  if (!existsSync(file)) return null;
  const { cluster } = JSON.parse(readFileSync(file, 'utf8')) as { cluster?: string };
  return cluster && existsSync(cluster) ? cluster : null;
}

/** Version and commit of this build: the image names its commit, a checkout has it in .git. */
function built(): { version: string; commit: string } {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return { version, commit: process.env['DOSSIER_COMMIT']?.slice(0, 12) || commitOf('.git') || 'unknown' };
}

function commitOf(folder: string): string | null {
  try {
    const head = readFileSync(join(folder, 'HEAD'), 'utf8').trim();
    const name = /^ref: (.+)$/.exec(head)?.[1];
    return (name ? readFileSync(join(folder, name), 'utf8').trim() : head).slice(0, 12);
  } catch {
    return null;
  }
}
