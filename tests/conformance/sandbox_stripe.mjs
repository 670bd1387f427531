// The official Stripe library against the sandbox: a subscription's life, lists, keys, clocks; every delivery verifies
// and every answer is of the type that the library promises. Prints TAP.
// usage: node sandbox_stripe.mjs BILLINGCTL
import Stripe from 'stripe';
import { startEar } from './ear.mjs';
import { startSandbox, testKey } from './sandbox.mjs';
import { Answers } from './stripeanswers.mjs';
import { typeProblems } from './stripetypes.mjs';
import { exitCode, plan, report, same } from './tap.mjs';

const [billingctl] = process.argv.slice(2);
const at = (text) => Date.parse(text) / 1000;
const day = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

const ear = await startEar();
const box = await startSandbox(billingctl, { deliverTo: ear.url, secret: ear.secret });
const answers = new Answers();
const stripe = new Stripe(testKey, { host: '127.0.0.1', port: box.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, httpClient: answers.client() });

async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return null;
}

async function clockedCustomer(frozen, card = 'pm_card_visa') {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at(frozen), name: 'conformance' });
  const customer = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada L.', test_clock: clock.id, payment_method: card, invoice_settings: { default_payment_method: card } });
  const to = async (when) => {
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at(when) });
    return stripe.testHelpers.testClocks.retrieve(clock.id);
  };
  return { clock, customer, to };
}

async function catalogue() {
  const product = await stripe.products.create({ name: 'Plan', description: 'For (all)', metadata: { kind: 'plan' } });
  const monthly = (amount) => stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: amount, recurring: { interval: 'month' } });
  const [small, large] = [await monthly(1000), await monthly(3100)];
  await stripe.prices.update(small.id, { nickname: 'Small' });
  await stripe.products.update(product.id, { default_price: small.id, unit_label: 'seat' });
  await stripe.products.list({ active: true });
  await stripe.prices.list({ product: product.id, expand: ['data.product'] });
  return { product, small, large };
}

const shop = await catalogue();

async function changesPlan() {
  const { customer, to } = await clockedCustomer('2026-01-31T00:00:00Z');
  const begun = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: shop.small.id }], expand: ['latest_invoice.payments'] });
  same([begun.status, begun.latest_invoice.status, begun.latest_invoice.amount_paid], ['active', 'paid', 1000], 'a subscription is paid and active');
  await to('2026-02-14T00:00:00Z');
  const proration_date = at('2026-02-14T00:00:00Z');
  const items = [{ id: begun.items.data[0].id, price: shop.large.id }];
  const preview = await stripe.invoices.createPreview({ subscription: begun.id, subscription_details: { items, proration_behavior: 'always_invoice', proration_date } });
  const changed = await stripe.subscriptions.update(begun.id, { items, proration_behavior: 'always_invoice', proration_date, expand: ['latest_invoice'] });
  const amounts = (invoice) => [invoice.total, ...invoice.lines.data.map((line) => line.amount)];
  same(amounts(changed.latest_invoice), amounts(preview), 'a change costs what its preview said');
  report(preview.lines.data.every((line) => line.parent.subscription_item_details.proration), 'the preview names its prorations');
  same(amounts(preview), [1050, -500, 1550], 'half a month is half the price');
  same(changed.items.data[0].price.id, shop.large.id, 'the change is done');
  const next = await stripe.invoices.createPreview({ subscription: begun.id });
  same(next.total, 3100, 'the next invoice is the new price');
}

async function endsAndPauses() {
  const { customer } = await clockedCustomer('2026-03-01T00:00:00Z');
  const id = (await stripe.subscriptions.create({ customer: customer.id, items: [{ price: shop.small.id, quantity: 2 }], metadata: { a: '1' } })).id;
  const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  same([ending.cancel_at_period_end, ending.status, day(ending.cancel_at)], [true, 'active', '2026-04-01'], 'it ends with its period');
  const undone = await stripe.subscriptions.update(id, { cancel_at_period_end: false, cancellation_details: { comment: 'stays' } });
  same([undone.cancel_at_period_end, undone.cancel_at], [false, null], 'the end is taken back');
  const held = await stripe.subscriptions.update(id, { pause_collection: { behavior: 'void' } });
  same(held.pause_collection?.behavior, 'void', 'collection is held');
  await stripe.subscriptions.update(id, { pause_collection: '' });
  same((await stripe.subscriptions.pause(id, { type: 'subscription' })).status, 'paused', 'it is paused');
  same((await stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: 'unchanged' } })).status, 'active', 'it is resumed');
  const added = await stripe.subscriptionItems.create({ subscription: id, price: shop.large.id, proration_behavior: 'none' });
  await stripe.subscriptionItems.update(added.id, { quantity: 3, proration_behavior: 'create_prorations' });
  same((await stripe.subscriptionItems.list({ subscription: id })).data.length, 2, 'a second item is there');
  await stripe.subscriptionItems.del(added.id, { proration_behavior: 'none' });
  const gone = await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true });
  same([gone.status, gone.cancellation_details.reason], ['canceled', 'cancellation_requested'], 'it is cancelled now');
  same((await refused(stripe.subscriptions.update(id, { metadata: { b: '2' } })))?.code, 'resource_missing', 'what has ended cannot be changed');
}

async function refunds() {
  const { customer } = await clockedCustomer('2026-03-01T00:00:00Z');
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: shop.small.id }], expand: ['latest_invoice.payments'] });
  const intent = subscription.latest_invoice.payments.data[0].payment.payment_intent;
  const part = await stripe.refunds.create({ payment_intent: intent, amount: 400, reason: 'requested_by_customer' });
  same([part.status, part.amount], ['succeeded', 400], 'a part is refunded');
  await stripe.refunds.create({ payment_intent: intent });
  const again = await refused(stripe.refunds.create({ payment_intent: intent }));
  same([again?.statusCode, again?.code], [400, 'charge_already_refunded'], 'nothing is refunded twice');
  const payments = await stripe.invoicePayments.list({ invoice: subscription.latest_invoice.id });
  same(payments.data[0].payment.payment_intent, intent, 'the invoice names its payment');
}

async function invoicesByHand() {
  const customer = await stripe.customers.create({ name: 'Bea', payment_method: 'pm_card_visa', invoice_settings: { default_payment_method: 'pm_card_visa' } });
  await stripe.invoiceItems.create({ customer: customer.id, amount: 700, currency: 'usd', description: 'Work' });
  const draft = await stripe.invoices.create({ customer: customer.id, pending_invoice_items_behavior: 'include', description: 'By hand' });
  const item = await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount: 300, currency: 'usd' });
  await stripe.invoiceItems.update(item.id, { amount: 500 });
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  same([open.status, open.total, open.lines.data.length], ['open', 1200, 2], 'a draft becomes an invoice');
  same((await stripe.invoices.pay(draft.id)).status, 'paid', 'it is paid');
  const due = await stripe.invoices.create({ customer: customer.id, collection_method: 'send_invoice', days_until_due: 14 });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: due.id, amount: 100, currency: 'usd' });
  same((await stripe.invoices.sendInvoice(due.id)).status, 'open', 'one is sent');
  same((await stripe.invoices.markUncollectible(due.id)).status, 'uncollectible', 'it is written off');
  same((await stripe.invoices.voidInvoice(due.id)).status, 'void', 'it is void');
  const thrown = await stripe.invoices.create({ customer: customer.id });
  same((await stripe.invoices.del(thrown.id)).deleted, true, 'a draft is thrown away');
  await stripe.invoices.list({ customer: customer.id, limit: 2 });
  await stripe.invoices.listLineItems(draft.id);
}

async function pagesThrough() {
  const wanted = 250;
  for (let done = 0; done < wanted; done += 25) await Promise.all(Array.from({ length: 25 }, (_, i) => stripe.customers.create({ name: `Page ${done + i}`, email: 'pages@example.com' })));
  const seen = new Set();
  for await (const customer of stripe.customers.list({ email: 'pages@example.com', limit: 100 })) seen.add(customer.id);
  same(seen.size, wanted, 'auto-paging reads 250 customers, each once');
  const found = await stripe.customers.search({ query: "name:'Page 7'" });
  same(found.data.length, 1, 'a search finds one of them');
}

async function keysOnce() {
  const options = { idempotencyKey: 'conformance-1' };
  const first = await stripe.customers.create({ name: 'Once' }, options);
  const again = await stripe.customers.create({ name: 'Once' }, options);
  same([again.id, answers.field('idempotent-replayed')], [first.id, 'true'], 'the same key answers the same');
  same((await refused(stripe.customers.create({ name: 'Twice' }, options)))?.type, 'StripeIdempotencyError', 'other parameters under it are a conflict');
  const wrong = new Stripe(testKey.replace('test', 'live'), { host: '127.0.0.1', port: box.port, protocol: 'http', maxNetworkRetries: 0 });
  same((await refused(wrong.customers.list()))?.type, 'StripeAuthenticationError', 'a live key is not let in');
  same((await refused(stripe.subscriptions.create({ customer: first.id, items: [{ price: shop.small.id }] })))?.code, 'resource_missing', 'without a card nothing is sold');
}

async function renewsAtMonthEnds() {
  const { customer, to } = await clockedCustomer('2027-01-31T10:00:00Z');
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: shop.small.id }] });
  same((await to('2027-04-01T00:00:00Z')).status, 'ready', 'the clock is moved');
  const item = (await stripe.subscriptions.retrieve(id)).items.data[0];
  same([day(item.current_period_start), day(item.current_period_end)], ['2027-03-31', '2027-04-30'], 'a period from a month end stays at month ends');
  const invoices = await stripe.invoices.list({ subscription: id });
  same(invoices.data.map((invoice) => [invoice.billing_reason, invoice.status]), [['subscription_cycle', 'paid'], ['subscription_cycle', 'paid'], ['subscription_create', 'paid']], 'each renewal has a paid invoice');
}

async function fallsBehind() {
  const { customer, to } = await clockedCustomer('2026-05-10T00:00:00Z');
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: shop.small.id }] });
  const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  await to('2026-06-10T02:00:00Z');
  const behind = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
  same([behind.status, behind.latest_invoice.status, behind.latest_invoice.attempt_count], ['past_due', 'open', 1], 'a card that fails makes it past due');
  const failure = await refused(stripe.invoices.pay(behind.latest_invoice.id));
  same([failure?.type, failure?.code], ['StripeCardError', 'card_declined'], 'paying again is declined as a card error');
  const good = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
  await stripe.invoices.pay(behind.latest_invoice.id, { payment_method: good.id });
  same((await stripe.subscriptions.retrieve(id)).status, 'active', 'a good card makes it active again');
  await stripe.paymentMethods.update(good.id, { metadata: { a: '1' } });
  await stripe.customers.listPaymentMethods(customer.id);
  await stripe.paymentMethods.detach(card.id);
}

async function schedules() {
  const { customer, to } = await clockedCustomer('2026-07-01T00:00:00Z');
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: shop.small.id }] });
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
  const [now] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, { end_behavior: 'release', phases: [{ items: [{ price: shop.small.id, quantity: 1 }], start_date: now.start_date, end_date: now.end_date }, { items: [{ price: shop.large.id, quantity: 1 }], duration: { interval: 'month', interval_count: 1 } }] });
  await to('2026-08-02T00:00:00Z');
  const changed = await stripe.subscriptions.retrieve(id);
  same([changed.items.data[0].price.id, changed.status], [shop.large.id, 'active'], 'the next phase begins with its period');
  await to('2026-09-02T00:00:00Z');
  same((await stripe.subscriptionSchedules.retrieve(schedule.id)).status, 'completed', 'the schedule completes');
  await stripe.subscriptionSchedules.list({ customer: customer.id });
}

async function eventsAreKept() {
  const page = await stripe.events.list({ types: ['customer.subscription.updated', 'invoice.paid'], limit: 5 });
  report(page.data.length === 5 && page.data.every((event) => event.api_version === stripe.getApiField('version')), 'events are listed in the version that they were told in');
  same((await stripe.events.retrieve(page.data[0].id)).id, page.data[0].id, 'an event is read again');
  let told = 0;
  for await (const event of stripe.events.list({ limit: 100 })) told += event.object === 'event' ? 1 : 0;
  report(told > 300, `${told} events are there to be read`);
  const endpoint = await stripe.webhookEndpoints.create({ url: `${ear.url}/second`, enabled_events: ['charge.refunded'] });
  report(endpoint.secret?.startsWith('whsec_'), 'an endpoint comes with its secret');
  await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
  await stripe.webhookEndpoints.list();
  await stripe.webhookEndpoints.del(endpoint.id);
}

const parts = { changesPlan, endsAndPauses, refunds, invoicesByHand, keysOnce, renewsAtMonthEnds, fallsBehind, schedules, pagesThrough, eventsAreKept };
try {
  for (const [name, part] of Object.entries(parts)) {
    const error = await refused(part());
    if (error) report(false, name, [String(error.stack ?? error).slice(0, 600)]);
  }
  await box.settled(ear);
  report(ear.problems().length === 0 && ear.total() > 100, `${ear.total()} deliveries verify`, ear.problems());
  const problems = await typeProblems(answers.samples());
  report(problems.length === 0, `${answers.samples().length} answers are of the library's own types`, problems);
} finally {
  await box.stop();
  await ear.stop();
}
plan();
process.exitCode = exitCode();
