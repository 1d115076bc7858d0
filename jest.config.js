/** Node strips the types itself: nothing is transformed. */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
};

export default {
  // Scenarios run whole processes, some of which wait on purpose.
  testTimeout: 60_000,
  // Scenarios wait more than they work: a worker for each core leaves none of them idle.
  maxWorkers: '100%',
  coverageProvider: 'v8',
  coverageThreshold: { global: { lines: 95, branches: 90 } },
  // The front door and `run` are seen by the scenarios, which run them as a process.
  collectCoverageFrom: [
    'src/**/*.ts',
    '!src/main.ts',
    '!src/run.ts',
    '!src/node-version.ts',
    '!src/signals.ts',
    '!src/memory.ts',
    // Types, and names that only the documentation loads.
    '!src/revocation/token-client.ts',
  ],
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/__tests__/unit/**/*.test.ts'] },
    { ...common, displayName: 'scenarios', testMatch: ['<rootDir>/__tests__/scenarios/**/*.test.ts'] },
    { ...common, displayName: 'keycloak', testMatch: ['<rootDir>/__tests__/keycloak/**/*.test.ts'] },
  ],
};
