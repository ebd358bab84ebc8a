import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const fence = '@nx/enforce-module-boundaries';

const probes = {
  allowed: ['libs/domains/customers/src/probe.ts', `import { DomainError } from '@dossier/kernel/errors';\nexport const probe = DomainError;\n`],
  upward: ['libs/domains/teams/src/probe.ts', `import { probe } from '@dossier/customers';\nexport const again = probe;\n`],
  kernelUpward: ['libs/kernel/src/probe.ts', `import { probe } from '@dossier/teams';\nexport const again = probe;\n`],
  sideways: ['libs/domains/audit/src/probe.ts', `import { probe } from '@dossier/channels';\nexport const again = probe;\n`],
  relative: ['libs/domains/customers/src/probe.ts', `import { DomainError } from '../../../kernel/src/errors/domain-error';\nexport const probe = DomainError;\n`],
  browserToServer: ['apps/web/src/probe.ts', `import { Injectable } from '@nestjs/common';\nexport const probe = Injectable;\n`],
  browserToKernel: ['libs/ui/src/probe.ts', `import { DomainError } from '@dossier/kernel/errors';\nexport const probe = DomainError;\n`],
  vocabularyToPackage: ['libs/vocabulary/src/probe.ts', `import pg from 'pg';\nexport const probe = pg;\n`],
  featureToFeature: ['apps/web/src/features/customers/probe.ts', `import { probe } from '../orders/probe';\nexport const again = probe;\n`],
  anything: ['libs/metrics/src/probe.ts', 'export const probe: any = 1;\n'],
  namelessExport: ['libs/metrics/src/probe.ts', 'export default 1;\n'],
  longFile: ['libs/kernel/src/list/probe.ts', 'export {};\n'.repeat(301)],
};

/** What lint says of each probe. */
let said: Record<keyof typeof probes, string>;

beforeAll(() => {
  const input = JSON.stringify(Object.values(probes).map(([path, code]) => ({ path, code })));
  const { stdout, stderr } = spawnSync(process.execPath, ['tools/fences.mjs'], { cwd: root, input, encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  if (!stdout) throw new Error(stderr);
  const messages = JSON.parse(stdout) as string[][];
  said = Object.fromEntries(Object.keys(probes).map((name, index) => [name, messages[index]?.join('\n') ?? ''])) as typeof said;
});

describe('the fences', () => {
  it('let an arrow point down', () => {
    expect(said.allowed).toBe('');
  });

  it.each(['upward', 'kernelUpward', 'sideways', 'relative', 'browserToServer', 'browserToKernel', 'vocabularyToPackage'] as const)(
    'refuse the import called %s',
    (name) => {
      expect(said[name]).toContain(fence);
    },
  );

  it('keep features apart', () => {
    expect(said.featureToFeature).toContain('Features never import each other');
  });

  it('hold the limits of the house', () => {
    expect(said.anything).toContain('no-explicit-any');
    expect(said.namelessExport).toContain('no-restricted-syntax');
    expect(said.longFile).toContain('max-lines');
  });
});

describe('the imports', () => {
  const sources = globSync('{apps,libs}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/node_modules|\/generated\//.test(file));
  const files = new Set(sources);

  const importsOf = (file: string): string[] =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^\s*(?:import|export)\s(?!type\b)[^'"`;]*?from\s+'(\.[^']*)'/gm)].flatMap(([, path = '']) => {
      const base = relative(root, resolve(root, dirname(file), path));
      return [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].filter((candidate) => files.has(candidate));
    });

  it('run in no circle', () => {
    expect(circlesIn(new Map(sources.map((file) => [file, importsOf(file)])))).toEqual([]);
  });

  it('never take the door of their own library', () => {
    const own = sources.filter((file) => {
      const [, library] = /^libs\/(?:domains\/)?([^/]+)\//.exec(file) ?? [];
      return library && library !== 'kernel' && library !== 'vocabulary' && readFileSync(join(root, file), 'utf8').includes(`from '@dossier/${library}'`);
    });
    expect(own).toEqual([]);
  });
});

/** Each circle once, as the files that it runs through. */
function circlesIn(graph: Map<string, string[]>): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push([...path.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return circles;
}
