// Preloaded into the action to make a part of it fail as a fault of its own would.
performance.now = () => {
  throw new Error('a part is broken');
};
