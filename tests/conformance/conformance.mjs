// The providers' own libraries and our console understand each other, both ways. Prints TAP.
// usage: node conformance.mjs BILLINGCTL [SEED]
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventTypes, firedRequest, loggedEvents, post, shownEvents, startListener } from './console.mjs';
import { libraries } from './libraries.mjs';
import { dodoEvent, Random, stripeEvent } from './randomevents.mjs';
import { exitCode, plan, report } from './tap.mjs';

const [billingctl, givenSeed] = process.argv.slice(2);
const seed = Number(givenSeed ?? process.env.CONFORMANCE_SEED ?? randomBytes(4).readUInt32LE());
const rounds = 100;
const secret = `whsec_${randomBytes(32).toString('base64')}`;

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

function messages(library, random, types) {
  return Array.from({ length: rounds }, (_, i) => {
    const id = `${library.provider === 'stripe' ? 'evt' : 'msg'}_${library.name}${i}`;
    const type = random.pick(types);
    return { id, body: library.provider === 'stripe' ? stripeEvent(random, type, id) : dodoEvent(random, type) };
  });
}

async function deliver(library, sent, port) {
  const problems = [];
  for (const { id, body } of sent) {
    const { status, answer } = await post(port, library.path, library.sign(id, body, secret), body);
    if (status !== 200) problems.push(`${id}: ${status} ${answer.slice(0, 200)}`);
  }
  report(problems.length === 0, `${library.name} signs ${rounds} random bodies and each is answered 200`, problems);
}

async function refuseForgery(library, { id, body }, port) {
  const forged = await post(port, library.path, library.sign(`${id}x`, body, `whsec_${randomBytes(32).toString('base64')}`), body);
  const changed = await post(port, library.path, library.sign(`${id}y`, body, secret), `${body} `);
  report(forged.status === 400 && changed.status === 400, `what ${library.name} signs with another secret, or over other bytes, is answered 400`, [`${forged.status} ${changed.status}`]);
}

function shown(library, sent, log, list) {
  const kept = ({ id, body }) => log.get(id)?.sha256 === sha256(body) && list.get(id) === 'ok';
  const problems = sent.filter((one) => !kept(one)).map(({ id }) => `${id} is not shown, or not kept byte for byte`);
  report(problems.length === 0, `the ${rounds} events of ${library.name} are shown as verified and kept byte for byte`, problems);
}

// Half are composed events of real types, half are random bodies.
async function fireToLibrary(library, random, types, folder, secretFile) {
  const problems = [];
  let refusals = 0;
  const one = async (i) => {
    const bodyFile = join(folder, `${library.name}${i}`);
    const composed = i % 2 === 0;
    const type = random.pick(types);
    if (!composed) await writeFile(bodyFile, messageBody(library, random, type, i));
    const { body, headers } = await firedRequest(billingctl, secretFile, library.scheme, composed ? ['--type', type, '--provider', library.provider] : ['--body', bodyFile]);
    try {
      library.verify(body, headers, secret);
    } catch (error) {
      problems.push(`${i} ${type}: ${error.message}`);
    }
    try {
      library.verify(`${body} `, headers, secret);
    } catch {
      ++refusals;
    }
  };
  for (let i = 0; i < rounds; i += 2) await Promise.all([one(i), one(i + 1)]);
  report(problems.length === 0, `${library.name} verifies ${rounds} events that we fire`, problems);
  report(refusals === rounds, `${library.name} refuses each of them when a byte is added`, [`${refusals} refused`]);
}

function messageBody(library, random, type, i) {
  return library.provider === 'stripe' ? stripeEvent(random, type, `evt_fired${i}`) : dodoEvent(random, type);
}

async function main(folder) {
  const random = new Random(seed);
  const secretFile = join(folder, 'secret');
  const database = join(folder, 'events.sqlite');
  await writeFile(secretFile, `${secret}\n`, { mode: 0o600 });
  const types = { dodo: await eventTypes(billingctl, 'dodo'), stripe: await eventTypes(billingctl, 'stripe') };
  const listener = await startListener(billingctl, database, secretFile, libraries.map(({ path, scheme }) => `${path}=${scheme}`));
  const sent = new Map();
  try {
    for (const library of libraries) {
      sent.set(library, messages(library, random, types[library.provider]));
      await deliver(library, sent.get(library), listener.port);
      await refuseForgery(library, sent.get(library)[0], listener.port);
    }
  } finally {
    await listener.stop();
  }
  const log = await loggedEvents(database);
  const list = await shownEvents(billingctl, database);
  for (const library of libraries) shown(library, sent.get(library), log, list);
  for (const library of libraries) await fireToLibrary(library, random, types[library.provider], folder, secretFile);
  plan();
}

console.log(`# seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
try {
  await main(folder);
} catch (error) {
  report(false, `the test itself: ${error.message}`, String(error.stack).split('\n'));
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(exitCode());
