/** The version of this action: a test compares it with package.json. */
export const version = '1.0.0';
