import type { Failure } from '../failure.ts';
import { inventTokenString } from '../token-string.ts';
import type { RunContext } from './context.ts';
import { prepareTests, type TestPhase, type Witness } from './witness.ts';

/**
 * An answer means something only where the credentials of the run are accepted and a string that is made up is not: a gateway or a
 * cache may answer everyone alike. This says whether it is so.
 */
export type Calibration =
  | {
      readonly kind: 'calibrated';
      readonly witness: Witness;
      /** Why an acceptance says nothing all the same. Undefined: it does. */
      readonly doubt: string | undefined;
    }
  | {
      readonly kind: 'none';
      readonly why: string;
      /** Whether the cause may pass. */
      readonly mayPass: boolean;
    };

/** Calibrates where that has not been done, or has failed for a cause that may pass. */
export type Calibrate = (phase?: CalibrationPhase) => Promise<Calibration>;

type CalibrationPhase = Extract<TestPhase, 'calibration' | 'last'>;

/** Finds the first witness that tells the credentials of the run from a string that is made up, best without a doubt. */
async function calibrateWitness(context: RunContext, phase: CalibrationPhase): Promise<Calibration> {
  const tried: Calibration[] = [];
  for (const witness of context.witnesses) {
    const calibration = await calibrateWith(witness, context, phase);
    if (calibration.kind === 'calibrated' && calibration.doubt === undefined) return calibration;
    tried.push(calibration);
  }
  const best = tried.find(({ kind }) => kind === 'calibrated') ?? tried[0] ?? noRoute;
  return best.kind === 'none' ? { ...best, mayPass: tried.some(mayPass) } : best;
}

function mayPass(calibration: Calibration): boolean {
  return calibration.kind === 'none' && calibration.mayPass;
}

const cannot = (why: string, mayPass = false) => ({ kind: 'none', why, mayPass }) as const;
const noRoute = cannot('There is no route for it here.');

function isPassing({ retryable, code }: Failure): boolean {
  return retryable || code === 'timeout';
}

/** The made-up string comes second: a cache can give everyone the answer that the run itself has got. */
async function calibrateWith(
  witness: Witness,
  context: RunContext,
  phase: CalibrationPhase,
): Promise<Calibration> {
  const own = await prepareTests(witness, context, phase)(undefined);
  if (own.kind === 'rejected') return cannot('It rejects the credentials of this run.', true);
  if (own.kind === 'failed') return cannot(own.message, isPassing(own));
  const askInvented = prepareTests(witness, context, 'invented');
  const invented = await askInvented(inventTokenString(context.time.random));
  if (invented.kind === 'accepted') return cannot('It accepts a string that is made up.');
  const doubt =
    invented.kind === 'failed' && isPassing(invented)
      ? `It is not known whether the cluster would accept a made-up string too. ${invented.message}`
      : undefined;
  return { kind: 'calibrated', witness, doubt };
}

/**
 * Makes what calibrates when it is first needed, and again where that has failed for a cause that may pass: at once if it failed
 * soon, since an open token waits, and before the token in use in any case.
 */
export function prepareCalibration(context: RunContext): Calibrate {
  const { limits, notify, time } = context;
  let calibration: Promise<Calibration> | undefined;
  const calibrate = async (phase: CalibrationPhase): Promise<Calibration> => {
    const startedAt = time.now();
    const found = await calibrateWitness(context, phase);
    if (mayPass(found) && time.now() - startedAt < limits.delay) calibration = undefined;
    if (found.kind === 'none' && !limits.starting.aborted) notify({ ...found, kind: 'no-witness' });
    return found;
  };
  return async (phase = 'calibration') => {
    const known = phase === 'last' ? await calibration : undefined;
    if (known !== undefined && mayPass(known)) calibration = undefined;
    calibration ??= calibrate(phase);
    return calibration;
  };
}
