// Preloaded into the action: tells which of Node's own modules are loaded when it ends.
const prefix = 'NativeModule ';

process.on('exit', () => {
  const loaded = process.moduleLoadList.filter((each) => each.startsWith(prefix));
  console.error(JSON.stringify(loaded.map((each) => each.slice(prefix.length))));
});
