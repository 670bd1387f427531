// Stripe's own command line triggers every event that has to do with billing, with the fixtures inside its binary. Each
// must end with exit code 0, and the sandbox must deliver the event that was named, signed as the official library
// verifies it. Prints TAP.
// usage: node stripe_cli.mjs BILLINGCTL
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEar } from './ear.mjs';
import { startSandbox, testKey } from './sandbox.mjs';
import { exitCode, plan, report } from './tap.mjs';

const [billingctl] = process.argv.slice(2);
const cli = join(createRequire(import.meta.url).resolve('@stripe/cli-linux-x64/package.json'), '..', 'bin', 'stripe');
const workers = Math.max(4, availableParallelism());

// What the command line can trigger and the sandbox does not do, by the beginning of the name.
const leftOut = [
  ['account.', 'accounts of others (Connect)'],
  ['identity.', 'identity checks are no billing'],
  ['issuing_', 'cards that one issues are no billing'],
  ['reporting.', 'reports of the dashboard'],
  ['topup.', 'money paid in to the merchant'],
  ['transfer.', 'money paid to others (Connect)'],
  ['v1.billing.meter.', 'the command line sends these to meter-events.stripe.com, whatever --api-base says'],
];
// Two names are no events but stories; this is what they lead to.
const tellsOf = { 'subscription.payment_failed': 'invoice.payment_failed', 'subscription.payment_succeeded': 'invoice.payment_succeeded' };
// Stripe tells of a schedule's end 7 days before; the fixture stops its clock 9 days before. The same clock goes on.
const afterwards = {
  'subscription_schedule.expiring': async (sandbox) => {
    const headers = { authorization: `Bearer ${testKey}` };
    const clocks = await (await fetch(`${sandbox.base}/v1/test_helpers/test_clocks?limit=1`, { headers })).json();
    const { id, frozen_time: frozen } = clocks.data[0];
    const body = new URLSearchParams({ frozen_time: frozen + 3 * 86_400 });
    await fetch(`${sandbox.base}/v1/test_helpers/test_clocks/${id}/advance`, { method: 'POST', headers, body });
  },
};
const pixell = ['checkout.session.completed', 'customer.subscription.created', 'invoice.payment_succeeded', 'invoice.payment_failed'];


function runCli(home, args) {
  const env = { HOME: home, PATH: process.env.PATH, STRIPE_CLI_TELEMETRY_OPTOUT: '1' };
  return new Promise((resolve) => {
    execFile(cli, args, { env, timeout: 30_000 }, (error, stdout, stderr) => resolve({ code: error ? (error.code ?? 1) : 0, text: `${stdout}${stderr}` }));
  });
}

async function triggerable(home) {
  const { text } = await runCli(home, ['trigger', '--help']);
  const list = text.slice(text.indexOf('Supported events:'), text.indexOf('Usage:'));
  return list.split('\n').slice(1).map((line) => line.trim()).filter(Boolean);
}

const reasonToLeaveOut = (event) => leftOut.find(([start]) => event.startsWith(start))?.[1];

// One trigger: what went wrong with it, nothing when all is well.
async function trigger(event, home, sandbox, ear) {
  ear.forget();
  const run = await runCli(home, ['trigger', event, '--api-base', sandbox.base, '--api-key', testKey]);
  if (run.code !== 0) return [`exit code ${run.code}`, ...run.text.trim().split('\n').slice(-3)];
  const wanted = tellsOf[event] ?? event;
  await afterwards[event]?.(sandbox);
  if (!(await ear.hears(wanted, 5_000))) return [`${wanted} was not delivered; these were: ${ear.heard().join(', ')}`];
  await sandbox.settled(ear);
  return ear.problems();
}

// Each worker has a sandbox and an ear of its own: no event of another's trigger can be taken for the one it waits for.
async function work(events, home, results) {
  const ear = await startEar();
  const sandbox = await startSandbox(billingctl, { deliverTo: ear.url, secret: ear.secret });
  try {
    for (let event = events.shift(); event; event = events.shift()) results.set(event, await trigger(event, home, sandbox, ear));
  } finally {
    await sandbox.stop();
    await ear.stop();
  }
}

async function main(home) {
  const all = await triggerable(home);
  for (const event of all.filter(reasonToLeaveOut)) console.log(`# left out: ${event} (${reasonToLeaveOut(event)})`);
  const events = all.filter((event) => !reasonToLeaveOut(event));
  report(pixell.every((event) => events.includes(event)), 'the command line triggers the four events of Pixell');
  const results = new Map();
  const queue = [...events];
  await Promise.all(Array.from({ length: workers }, () => work(queue, home, results)));
  for (const event of events) {
    const problems = results.get(event) ?? ['was not tried'];
    report(problems.length === 0, `stripe trigger ${event}: delivered, and verified by the library`, problems);
  }
  plan();
}

const home = await mkdtemp(join(tmpdir(), 'stripe-cli-'));
try {
  await main(home);
} catch (error) {
  report(false, `the test itself: ${error.message}`, String(error.stack).split('\n'));
} finally {
  await rm(home, { recursive: true, force: true });
}
process.exit(exitCode());
