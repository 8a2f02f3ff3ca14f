import { defineConfig } from 'vitest/config';

/**
 * The lanes of the tests. `unit` needs no server; the others share one embedded PostgreSQL, and every test file makes
 * its own database there. `faults` kills and hangs things, so it runs after the others. The files of the other lanes that
 * one process runs share what they import: loading it anew for each would take a third of the time.
 */
const lane = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...extra },
});
const withServer = { globalSetup: ['test/global-setup.ts'], testTimeout: 60_000, hookTimeout: 120_000 };

/**
 * Tests that kill, freeze and flood real processes may meet the limits of a machine that is busy with other work: CI runs
 * such a test again before it calls it failed, and the report names it. On a desk nothing is run again.
 */
const killedAgain = process.env['CI'] === undefined ? 0 : 2;

export default defineConfig({
  test: {
    globals: false,
    restoreMocks: true,
    maxWorkers: 3,
    projects: [
      lane('unit', { globalSetup: ['test/build.ts'], testTimeout: 60_000, isolate: false }),
      lane('integration', { ...withServer, isolate: false, retry: killedAgain }),
      lane('security', { ...withServer, isolate: false }),
      lane('browser', { ...withServer, isolate: false, retry: killedAgain }),
      lane('faults', {
        ...withServer,
        testTimeout: 120_000,
        retry: killedAgain,
        sequence: { groupOrder: 1 },
      }),
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'workers/**/*.ts'],
      exclude: ['src/database/generated/**'],
    },
  },
});
