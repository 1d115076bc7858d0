// The smallest action there is: what GitHub's own toolkit costs, bundled as usual, with nothing to do.
import * as core from '@actions/core';

core.setOutput('x', core.getInput('x'));
