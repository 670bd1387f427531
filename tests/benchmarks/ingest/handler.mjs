// The peer: what a team would write on Node 20. Verifies, stores under the webhook id, answers after the commit.
// usage: node handler.mjs DATABASE SECRET_FILE      prints its port on the first line
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { Webhook } from 'standardwebhooks';

const [file, secretFile] = process.argv.slice(2);
const webhook = new Webhook(readFileSync(secretFile, 'utf8').trim().split(/\s/)[0]);

const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`CREATE TABLE IF NOT EXISTS webhook_events (
  id INTEGER PRIMARY KEY, webhook_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, received_at INTEGER NOT NULL, body BLOB NOT NULL)`);
const insert = database.prepare(
  'INSERT INTO webhook_events (webhook_id, type, received_at, body) VALUES (?, ?, ?, ?) ON CONFLICT(webhook_id) DO NOTHING');

const server = Fastify({ logger: false, bodyLimit: 1048576 });
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => done(null, body));
server.post('/hook', (request, reply) => {
  let event;
  try {
    event = webhook.verify(request.body, request.headers);
  } catch (error) {
    return reply.code(400).send({ error: error.message });
  }
  const { changes } = insert.run(request.headers['webhook-id'], event.type, Date.now(), request.body);
  return reply.send({ received: true, duplicate: changes === 0 });
});

await server.listen({ host: '127.0.0.1', port: 0 });
console.log(server.server.address().port);
process.on('SIGTERM', async () => {
  await server.close();
  database.close();
});
