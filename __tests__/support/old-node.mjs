// Preloaded into the action to make it believe that it runs on a Node that is too old for it.
Object.defineProperty(process.versions, 'node', { value: '20.19.0' });
