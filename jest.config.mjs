import { readFileSync } from 'node:fs';

/** Jest runs the sources as they are: ES modules, through swc, with the doors of tsconfig.base.json. */
const { paths } = JSON.parse(readFileSync(new URL('./tsconfig.base.json', import.meta.url), 'utf8')).compilerOptions;

const doors = Object.fromEntries(
  Object.entries(paths).map(([door, [file]]) => [
    `^${door.replace('/*', '/(.+)')}$`,
    `<rootDir>/${file.replace('./', '').replace('*', '$1')}`,
  ]),
);

const swc = (react) => [
  '@swc/jest',
  {
    swcrc: false,
    module: { type: 'es6' },
    sourceMaps: 'inline',
    jsc: {
      target: 'es2024',
      keepClassNames: true,
      parser: { syntax: 'typescript', tsx: react, decorators: true },
      transform: react
        ? { react: { runtime: 'automatic' } }
        : { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  },
];

const both = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/.nx/'],
};

export default {
  // Patience costs nothing where nobody is late; on a busy machine it tells a slow answer from none.
  testTimeout: 120_000,
  maxWorkers: 2,
  // Each spec loads the product anew, and Node does not let go of modules: a worker that has grown begins afresh.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    {
      ...both,
      displayName: 'api',
      testEnvironment: 'node',
      roots: ['<rootDir>/libs', '<rootDir>/apps/api'],
      testMatch: ['<rootDir>/libs/{vocabulary,metrics,kernel,domains}/**/*.spec.ts', '<rootDir>/apps/api/**/*.spec.ts'],
      moduleNameMapper: doors,
      transform: { '\\.ts$': swc(false) },
      setupFiles: ['<rootDir>/apps/api/test/register.ts'],
      globalSetup: '<rootDir>/tools/jest/postgres.mjs',
      globalTeardown: '<rootDir>/tools/jest/postgres-stop.mjs',
    },
    {
      ...both,
      displayName: 'web',
      testEnvironment: '<rootDir>/tools/jest/browser.mjs',
      roots: ['<rootDir>/libs/ui', '<rootDir>/libs/client', '<rootDir>/apps/web'],
      testMatch: ['<rootDir>/libs/{ui,client}/**/*.spec.{ts,tsx}', '<rootDir>/apps/web/**/*.spec.{ts,tsx}'],
      moduleNameMapper: { '\\.(css|svg|png|woff2)(\\?.*)?$': '<rootDir>/tools/jest/no-asset.mjs', ...doors },
      transform: { '\\.tsx?$': swc(true) },
      setupFilesAfterEnv: ['<rootDir>/tools/jest/browser-setup.mjs'],
    },
  ],
};
