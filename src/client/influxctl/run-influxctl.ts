import { type ProgramCall, type ProgramEnd, runProgram } from '../../program/run-program.ts';

/** More is no message, in characters. */
const longestMessage = 64 * 1024;

/**
 * Runs influxctl. Of a long message on standard error the end is kept, from the start of a line on: half of a token would not
 * be known as one. Never throws.
 */
export async function runInfluxctl(call: ProgramCall): Promise<ProgramEnd> {
  const end = await runProgram(call);
  if (end.kind !== 'ended' || end.stderr.length <= longestMessage) return end;
  const rest = end.stderr.slice(-longestMessage);
  const start = rest.indexOf('\n') + 1;
  return { ...end, stderr: start === 0 ? '' : rest.slice(start) };
}
