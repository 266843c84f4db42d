/**
 * One jest for the whole workspace, in ESM mode (the WebAssembly packages are ESM only).
 * Specs run against the sources: `@rx-realtime/<package>` is mapped to its `src`, so no build is needed.
 *
 * @jest-config-loader esbuild-register
 */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  // A limit is for what hangs: on a machine that is busy with other things a spec may take its time.
  testTimeout: 60_000,
  // What a worker keeps of the files that it has run makes the next ones slow.
  workerIdleMemoryLimit: '512MB',
  testMatch: [
    '<rootDir>/packages/*/src/**/*.spec.ts',
    '<rootDir>/packages/{audio,codecs,connection,reconnection,rx-realtime,session,simulator}/spec/**/*.spec.ts',
    '<rootDir>/docs/**/*.spec.ts',
    '<rootDir>/scripts/*.spec.ts',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': process.env['MUTANT_FILE']
      ? '<rootDir>/scripts/mutation/transform.cjs'
      : [
          '@swc/jest',
          { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
        ],
  },
  moduleNameMapper: {
    '^#here$': '<rootDir>/packages/simulator/src/internal/hereEsm.ts',
    '^#webSocket$': '<rootDir>/packages/connection/src/internal/line/webSocketNode.ts',
    '^@rx-realtime/([^/]+)$': '<rootDir>/packages/$1/src/index.ts',
    '^@rx-realtime/([^/]+)/(?!package\\.json)(.+)$': '<rootDir>/packages/$1/src/$2.ts',
    '^rx-realtime$': '<rootDir>/packages/rx-realtime/src/index.ts',
    '^rx-realtime/(.+)$': '<rootDir>/packages/rx-realtime/src/$1.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist'],
};

export default config;
