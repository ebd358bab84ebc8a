import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';

/*
 * The fences of the house. Who may import whom stands here and nowhere else: arrows point down, and a project without
 * tags may import nothing. Of the lower floors each domain names only the neighbours; theirs follow.
 */
const below = {
  teams: [],
  identity: ['teams'],
  workspace: ['identity'],
  audit: ['workspace'],
  brand: ['workspace'],
  channels: ['workspace'],
  customers: ['channels'],
  insight: ['customers'],
  campaigns: ['insight', 'brand'],
  leads: ['campaigns'],
  costs: ['campaigns'],
  relations: ['campaigns'],
  analytics: ['leads', 'costs', 'relations'],
  innovation: ['leads', 'costs', 'relations'],
};

const reach = (name) => [...new Set(below[name].flatMap((lower) => [lower, ...reach(lower)]))];
const scopes = (names) => names.map((name) => `scope:${name}`);

const kernelPackages = [
  '@nestjs/*', '@apollo/server', '@apollo/server/*', '@as-integrations/express5', 'typeorm', 'pg', 'pg-boss', 'pg-copy-streams',
  'graphql', 'graphql/*', 'graphql-jit', 'graphql-ws', 'graphql-subscriptions', 'dataloader', 'rxjs', 'reflect-metadata', 'pino',
  'pino-http', 'nestjs-pino', 'prom-client', 'express', 'compression', 'helmet', 'passport', 'rate-limiter-flexible', 'class-validator',
  'class-transformer', 'csv-parse', 'csv-parse/*', 'csv-stringify', 'csv-stringify/*', 'exceljs', 'saxes', 'iconv-lite', 'opencc-js',
  'opencc-js/*', 'pinyin-pro', 'libphonenumber-js', 'libphonenumber-js/*', 'tyme4ts', 'supertest', 'ipaddr.js', 'nodemailer', 'smtp-server', 'pdfmake', 'pdfmake/*', '@jest/globals',
];
const domainPackages = [
  '@nestjs/*', 'typeorm', 'graphql', 'class-validator', 'class-transformer', 'dataloader', 'rxjs', 'express', 'rate-limiter-flexible',
  'tyme4ts', 'passport', 'iconv-lite', 'ipaddr.js', '@jest/globals',
];
/** What one domain alone needs. */
const ownPackages = { identity: ['otplib', 'qrcode', 'openid-client', 'oidc-provider'], customers: ['unpdf', 'altcha-lib', 'altcha-lib/*'], leads: ['imapflow', 'mailparser', 'hoodiecrow-imap'] };
const serverOnly = ['@nestjs/*', 'typeorm', 'pg', 'pg-*', '@apollo/*', 'express', 'pino', 'pino-*', 'nestjs-*'];

const depConstraints = [
  { sourceTag: 'side:both', onlyDependOnLibsWithTags: [], allowedExternalImports: ['@jest/globals'] },
  { sourceTag: 'floor:kernel', onlyDependOnLibsWithTags: ['scope:vocabulary', 'floor:kernel'], allowedExternalImports: kernelPackages },
  ...Object.keys(below).map((name) => ({
    sourceTag: `scope:${name}`,
    onlyDependOnLibsWithTags: [
      'floor:kernel', 'scope:vocabulary', ...scopes(reach(name)),
      ...(['analytics', 'innovation', 'insight', 'leads', 'customers'].includes(name) ? ['scope:metrics'] : []),
    ],
    allowedExternalImports: [...domainPackages, ...(ownPackages[name] ?? [])],
  })),
  { sourceTag: 'app:api', onlyDependOnLibsWithTags: ['side:server', 'side:both'] },
  { sourceTag: 'scope:ui', onlyDependOnLibsWithTags: ['scope:vocabulary'], bannedExternalImports: serverOnly },
  { sourceTag: 'scope:client', onlyDependOnLibsWithTags: ['scope:vocabulary', 'scope:ui'], bannedExternalImports: serverOnly },
  { sourceTag: 'app:web', onlyDependOnLibsWithTags: ['side:browser', 'side:both'], bannedExternalImports: serverOnly },
  { sourceTag: 'side:story', onlyDependOnLibsWithTags: ['side:both'] },
  { sourceTag: 'side:tool', onlyDependOnLibsWithTags: [] },
];

/** Constructors are free: what is injected there is wiring. */
const atMost = (count) => ({
  selector: ['FunctionDeclaration', 'ArrowFunctionExpression', 'MethodDefinition[kind!="constructor"] > FunctionExpression']
    .map((kind) => `${kind}[params.length>${count}]`).join(', '),
  message: `A function takes at most ${count} parameters.`,
});
const noDefault = { selector: 'ExportDefaultDeclaration', message: 'An export has a name.' };
const noStar = { selector: 'ExportAllDeclaration[exportKind!="type"]', message: 'A door names what it lets through.' };

const features = readdirSync(join(import.meta.dirname, 'apps/web/src/features'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** A feature reaches itself, the shell reaches them all, and nobody else reaches one. */
const betweenFeatures = features.map((feature) => ({
  files: [`apps/web/src/features/${feature}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [
        ...features.filter((other) => other !== feature).map((other) => ({
          group: [`../${other}/*`, `../${other}`, `**/features/${other}/**`],
          message: 'Features never import each other: the shell joins them.',
        })),
        { group: ['**/shell/**'], message: 'A feature does not know the shell.' },
      ],
    }],
  },
}));

export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', '.nx/', '.data/', '**/generated/', '**/.vite-tmp.config.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['{apps,libs,e2e}/**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], enforceBuildableLibDependency: false, depConstraints }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-asserted-optional-chain': 'error',
      'no-restricted-syntax': ['error', noDefault, noStar, atMost(4)],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-control-regex': 'error',
      'no-debugger': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always'],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
    },
  },
  {
    files: ['**/*.tsx', '**/use[A-Z]*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  ...betweenFeatures,
  { files: ['apps/api/test/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.spec.{ts,tsx}'], rules: { 'max-lines-per-function': 'off', 'no-restricted-syntax': ['error', noDefault, noStar] } },
  {
    // Tables of words.
    files: ['libs/vocabulary/src/**/*.ts', '**/*.text.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // A migration is reviewed SQL, a theme a table of values: neither becomes clearer in pieces.
    files: ['apps/api/src/migrations/*.ts', 'libs/ui/src/theme/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // The parameters of a resolver are the arguments of the surface; those of Records are its contract.
    files: ['**/*.resolver.ts', 'libs/kernel/src/data/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefault, noStar, atMost(6)] },
  },
  {
    // What others expect: a default export here, a merged namespace there.
    files: ['**/vite.config.ts', '**/*.d.ts'],
    rules: { 'no-restricted-syntax': ['error', noStar] },
  },
  {
    // Programs of the command line speak on it.
    files: ['apps/api/src/{main,worker,print,migrate,seed,figures,bench,doctor,faults}.ts', 'apps/api/src/{seed,figures,bench,faults}/**/*.ts', 'e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tools/**/*.mjs', '*.mjs', 'apps/api/*.mjs'],
    rules: { 'max-lines': ['error', 300], 'max-lines-per-function': ['error', 40], 'max-params': ['error', 4], 'prefer-const': 'error', 'no-var': 'error' },
  },
  { files: ['tools/**/*.spec.mjs'], rules: { 'max-lines-per-function': 'off' } },
);
