// The four libraries behind one face: sign(id, body, secret) gives headers, verify(body, headers, secret) throws when it refuses.
import { createRequire } from 'node:module';
import DodoPayments from 'dodopayments';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';

const require = createRequire(import.meta.url);
// The class that the Dodo SDK itself verifies with.
const { Webhook: DodoWebhook } = createRequire(require.resolve('dodopayments'))('standardwebhooks');

const seconds = () => Math.floor(Date.now() / 1000);

function standardHeaders(Webhook, family) {
  return (id, body, secret) => {
    const now = new Date(seconds() * 1000);
    return { [`${family}-id`]: id, [`${family}-timestamp`]: String(seconds()), [`${family}-signature`]: new Webhook(secret).sign(id, now, body) };
  };
}

const stripe = new Stripe('sk_test_conformance');
const dodo = (secret) => new DodoPayments({ bearerToken: 'none', webhookKey: secret, baseURL: 'http://127.0.0.1:9' });

export const libraries = [
  { name: 'standardwebhooks', scheme: 'standard-webhooks', path: '/standard', provider: 'dodo', sign: standardHeaders(StandardWebhook, 'webhook'),
    verify: (body, headers, secret) => new StandardWebhook(secret).verify(body, headers) },
  { name: 'svix', scheme: 'svix', path: '/svix', provider: 'dodo', sign: standardHeaders(SvixWebhook, 'svix'),
    verify: (body, headers, secret) => new SvixWebhook(secret).verify(body, headers) },
  { name: 'stripe', scheme: 'stripe', path: '/stripe', provider: 'stripe',
    sign: (id, body, secret) => ({ 'stripe-signature': stripe.webhooks.generateTestHeaderString({ payload: body, secret }) }),
    verify: (body, headers, secret) => stripe.webhooks.constructEvent(body, headers['stripe-signature'], secret) },
  { name: 'dodopayments', scheme: 'standard-webhooks', path: '/dodo', provider: 'dodo', sign: standardHeaders(DodoWebhook, 'webhook'),
    verify: (body, headers, secret) => dodo(secret).webhooks.unwrap(body, { headers }) },
];
