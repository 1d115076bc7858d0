// Preloaded into the action to make a part of it, the one that plans, fail as a fault of its own would.
Object.groupBy = () => {
  throw new Error('a part is broken');
};
