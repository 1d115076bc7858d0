// Imported before anything else: undici uses parts of Node that are missing from older versions, and would end the
// process with a stack trace while it loads.
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  const hint = 'GitHub runs it with the right one; on a self-hosted runner, update the runner.';
  process.stdout.write(
    `::error::This action needs Node ${oldest} and runs on ${process.versions.node}. ${hint}\n`,
  );
  process.exit(1);
}
