import { type Answer, type Asked, isIn, type Routes, refuse, type Surroundings } from './answer.ts';
import { renderAlert } from './render.ts';
import { type Alert, now, type Resolution, type State, type Validity } from './state.ts';

interface Update {
  readonly state?: Alert['state'];
  readonly resolution?: Resolution | null;
  readonly resolution_comment?: string | null;
  readonly validity?: Validity | null;
}

const path = '/repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}';

/** The routes that read and resolve secret scanning alerts. */
export function createAlertRoutes({ alerts }: State, { apiUrl, login }: Surroundings): Routes {
  const answer = (asked: Asked, act: (alert: Alert) => Answer): Answer => {
    const alert = alerts.find(
      (each) => each.number === asked.parameters['alert_number'] && isIn(each, asked),
    );
    return alert === undefined ? refuse(404, 'Not Found') : act(alert);
  };
  const show = (alert: Alert, hideSecret = false): Answer => ({
    status: 200,
    body: renderAlert(apiUrl, alert, { hideSecret }),
  });
  return {
    [`GET ${path}`]: (asked) =>
      answer(asked, (alert) => show(alert, asked.parameters['hide_secret'] === true)),
    [`PATCH ${path}`]: (asked) =>
      answer(asked, (alert) => update(alert, asked.body as Update, login) ?? show(alert)),
  };
}

/** Updates an alert. Gives the refusal where it cannot be. */
function update(
  alert: Alert,
  { validity, state, resolution = null, resolution_comment = null, ...others }: Update,
  login: string,
): Answer | undefined {
  if ((state === undefined && validity === undefined) || Object.keys(others).length > 0)
    throw new Error('The simulation only updates the state and the validity of an alert.');
  if (state !== undefined) {
    if ((state === 'resolved') !== (resolution !== null))
      return refuse(422, 'State does not match the resolution or resolution comment');
    if (alert.state === state && alert.resolution === resolution)
      return refuse(400, 'The resolution was not changed');
    const [resolved_at, resolved_by] = state === 'resolved' ? [now(), login] : [null, null];
    Object.assign(alert, { state, resolution, resolution_comment, resolved_at, resolved_by });
  }
  if (validity !== undefined) alert.validity = validity ?? 'unknown';
  return undefined;
}
