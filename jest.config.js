/** Node strips the types itself: nothing is transformed. */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
};

export default {
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/main.ts', '!src/node-version.ts'],
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/__tests__/unit/**/*.test.ts'] },
    { ...common, displayName: 'scenarios', testMatch: ['<rootDir>/__tests__/scenarios/**/*.test.ts'] },
  ],
};
