import * as core from '@actions/core';
import type { Influxctl, InfluxctlVersion } from '../../connection/client-settings.ts';
import { showAddress } from '../../connection/download.ts';
import { influxctlUnavailable } from '../../errors.ts';
import { fetchPackage, findApt, repositoryUrl } from './apt.ts';
import { fetchArchive } from './archive.ts';
import { archiveUrl, defaultVersion, type FetchNeeds, findKnownSum, type Release } from './release.ts';

/** For all of it, in ms. */
const longestFetch = 120_000;

/**
 * Fetches influxctl, verified, into a private folder: an archive with a checksum, given or published; otherwise a
 * package of InfluxData's signed repository. Nothing is kept for later runs: a file that another job can write to is
 * only as trustworthy as that job. Where no version is requested it is {@link defaultVersion}.
 *
 * @throws {@link ActionError} `influxctl-unavailable` where it cannot be had, is another one, or cannot be verified.
 */
export async function fetchInfluxctl(requested: InfluxctlVersion, needs: FetchNeeds): Promise<Influxctl> {
  const version = requested.version ?? defaultVersion;
  const release = { ...requested, version };
  const signal = AbortSignal.any([needs.signal, AbortSignal.timeout(longestFetch)]);
  const { fetch, origin } = chooseSource(release, { ...needs, signal });
  const name = requested.version === undefined ? `${version} (the default version)` : version;
  core.info(`Fetching influxctl ${name} from ${origin}.`);
  return { file: await fetch(), version, origin: `version ${name} from ${origin}` };
}

/** Chooses what to fetch. `origin` says where it is from and how it is verified. */
function chooseSource(release: Release, needs: FetchNeeds) {
  const { version, url, signingKey } = release;
  const known = url === undefined ? findKnownSum(version) : undefined;
  const sha256 = release.sha256 ?? known;
  if (sha256 !== undefined) {
    const how = release.sha256 === undefined ? 'the SHA-256 that InfluxData publishes' : '`influxctl-sha256`';
    return {
      fetch: () => fetchArchive({ ...release, sha256 }, needs),
      origin: `${showAddress(new URL(url ?? archiveUrl(version)))}, verified by ${how}`,
    };
  }
  const apt = findApt(needs.env);
  if (apt === undefined) throw unverifiable(release);
  return {
    fetch: () => fetchPackage(apt, release, needs),
    origin: `${showAddress(new URL(url ?? repositoryUrl))}, verified by apt with the key ${signingKey}`,
  };
}

/** Says how to get a checksum: the command is a code block of Markdown, and a line of its own in the log. */
function unverifiable({ version, url }: Release): Error {
  if (url !== undefined)
    return influxctlUnavailable(
      'A mirror of the repository can be used on Linux with apt only.',
      'Give the address of an archive in `influxctl-download-url`, and its checksum in `influxctl-sha256`.',
    );
  const archive = archiveUrl(version);
  return influxctlUnavailable(
    `InfluxData publishes no checksum of influxctl ${version} for this system.`,
    `Set \`influxctl: ${version}\`, and give in \`influxctl-sha256\` what this command prints on a machine that you ` +
      `trust:\n\n    ${sumCommand(archive)}\n\nOr install influxctl in an earlier step.`,
  );
}

function sumCommand(url: string): string {
  switch (process.platform) {
    case 'win32':
      return `irm ${url} -OutFile influxctl.zip; (Get-FileHash influxctl.zip).Hash`;
    case 'darwin':
      return `curl -fsSL ${url} | shasum -a 256`;
    default:
      return `curl -fsSL ${url} | sha256sum`;
  }
}
