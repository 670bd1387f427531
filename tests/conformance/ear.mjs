// A local endpoint that listens to Stripe's events and verifies each as the official library does.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import Stripe from 'stripe';

function bodyOf(request) {
  return new Promise((resolve) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts)));
  });
}

export async function startEar() {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  let types = [];
  let wrong = [];
  let waiting = [];
  let total = 0;
  const next = [];
  const take = (body, header) => {
    const event = Stripe.webhooks.constructEvent(body, header, secret);
    types.push(event.type);
    waiting = waiting.filter((one) => one.type !== event.type || one.heard());
  };
  const server = http.createServer(async (request, response) => {
    const body = await bodyOf(request);
    const signature = request.headers['stripe-signature'];
    try {
      if (signature) take(body, signature);
    } catch (error) {
      wrong.push(`${error.message}: ${body.toString().slice(0, 120)}`);
    }
    response.writeHead(200).end();
    ++total;
    for (const go of next.splice(0)) go();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/stripe`,
    secret,
    forget: () => { types = []; wrong = []; },
    heard: () => [...types],
    problems: () => [...wrong],
    total: () => total,
    next: () => new Promise((resolve) => { next.push(resolve); }),
    hears: (type, withinMs) => types.includes(type) || new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      waiting.push({ type, heard: () => { clearTimeout(timer); resolve(true); return false; } });
    }),
    stop: async () => { server.closeAllConnections(); server.close(); await once(server, 'close'); },
  };
}
