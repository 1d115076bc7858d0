import { type Answer, type Asked, findIn, Refusal, type Routes, type Surroundings } from './answer.ts';
import { renderAlert } from './render.ts';
import { type Alert, now, type State } from './state.ts';

type Update = Partial<Pick<Alert, 'state' | 'resolution' | 'resolution_comment'>> & {
  readonly validity?: Alert['validity'] | null;
};

const path = '/repos/{owner}/{repo}/secret-scanning/alerts/{alert_number}';

/** The routes that read and resolve secret scanning alerts. */
export function createAlertRoutes({ alerts }: State, { apiUrl, login }: Surroundings): Routes {
  const find = (asked: Asked): Alert =>
    findIn(alerts, asked, (each) => each.number === asked.parameters['alert_number']);
  const show = (alert: Alert, hideSecret = false): Answer => ({
    status: 200,
    body: renderAlert(apiUrl, alert, { hideSecret }),
  });
  return {
    [`GET ${path}`]: (asked) => show(find(asked), asked.parameters['hide_secret'] === true),
    [`PATCH ${path}`]: (asked) => show(update(find(asked), asked.body as Update, login)),
  };
}

function update(
  alert: Alert,
  { validity, state, resolution = null, resolution_comment = null, ...others }: Update,
  login: string,
): Alert {
  if ((state === undefined && validity === undefined) || Object.keys(others).length > 0)
    throw new Error('The simulation only updates the state and the validity of an alert.');
  if (state !== undefined) {
    if ((state === 'resolved') !== (resolution !== null))
      throw new Refusal(422, 'State does not match the resolution or resolution comment');
    if (alert.state === state && alert.resolution === resolution)
      throw new Refusal(400, 'The resolution was not changed');
    const [resolved_at, resolved_by] = state === 'resolved' ? [now(), login] : [null, null];
    Object.assign(alert, { state, resolution, resolution_comment, resolved_at, resolved_by });
  }
  if (validity !== undefined) alert.validity = validity ?? 'unknown';
  return alert;
}
