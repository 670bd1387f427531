// The sandbox's hosted pages in a real browser: buying, declined, 3-D Secure, the portal, the file of an invoice; and
// whether everybody can use them. Prints TAP.
// usage: node pages.mjs BILLINGCTL
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createInterface } from 'node:readline';
import DodoPayments from 'dodopayments';
import { chromium } from 'playwright-core';
import Stripe from 'stripe';
import { contrastProblems, keyboardProblems, structureProblems } from './pagechecks.mjs';
import { exitCode, plan, report, same } from './tap.mjs';

const [billingctl] = process.argv.slice(2);

async function startSandbox() {
  const child = spawn(billingctl, ['sandbox', '--port', '0', '--print-port'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const port = await Promise.race([once(createInterface(child.stdout), 'line').then(([line]) => Number(line)), ended.then(([code]) => { throw new Error(`billingctl sandbox ended with ${code}`); })]);
  process.on('exit', () => child.kill('SIGKILL'));  // whatever happens, nothing stays behind
  return { base: `http://127.0.0.1:${port}`, port, stop: async () => { child.kill('SIGTERM'); await ended; } };
}

// The shop that a buyer comes back to.
async function startShop() {
  const server = http.createServer((_, response) => response.end('<!doctype html><title>Shop</title><h1>Shop</h1>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

const box = await startSandbox();
const shop = await startShop();
const stripe = new Stripe(`sk_${'test_pages'}`, { host: '127.0.0.1', port: box.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
const dodo = new DodoPayments({ bearerToken: 'pages', baseURL: box.base, maxRetries: 0 });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext();
const page = await context.newPage();

async function fillCard(number, expiry = '12/34', cvc = '123') {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry (month/year)').fill(expiry);
  await page.getByLabel('CVC').fill(cvc);
}

async function pay(number) {
  const email = page.getByLabel('E-mail');
  if (await email.count()) await email.fill('ada@example.com');
  await page.getByLabel('Name on the card').fill('Ada Lovelace');
  await fillCard(number);
  await page.getByRole('button', { name: /^Pay / }).click();
}

const heading = () => page.getByRole('heading', { level: 1 }).textContent();

// Light and dark, wide and narrow.
async function everybody(name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const wrong = await page.evaluate(contrastProblems);
    report(wrong.length === 0, `${name} can be read in ${colorScheme}`, wrong);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = await page.evaluate(structureProblems);
  report(narrow.length === 0, `${name} has labels, landmarks, one heading, and fits a small screen`, narrow);
  await page.setViewportSize({ width: 1024, height: 768 });
  const keys = await keyboardProblems(page);
  report(keys.length === 0, `${name} is used by keyboard, in its order, with the focus in sight`, keys);
}

let small;
let large;
async function stock() {
  const product = await stripe.products.create({ name: 'Pro' });
  const price = (unit_amount) => stripe.prices.create({ product: product.id, unit_amount, currency: 'usd', recurring: { interval: 'month' } });
  [small, large] = [await price(999), await price(2999)];
}

function stripeCheckout() {
  return stripe.checkout.sessions.create({ mode: 'subscription', line_items: [{ price: small.id, quantity: 1 }], success_url: `${shop.url}/done?session={CHECKOUT_SESSION_ID}`, cancel_url: `${shop.url}/back` });
}

async function buyWith4242() {
  const session = await stripeCheckout();
  await page.goto(session.url);
  await everybody('the checkout');
  await page.getByRole('button', { name: 'Pay $9.99 USD' }).click();
  report((await page.title()).startsWith('Error') && (await page.getByRole('alert').count()) > 0, 'an empty form is told what is missing');
  await everybody('the form with errors');
  await pay('4242 4242 4242 4242');
  await page.waitForURL(`${shop.url}/done*`);
  same(new URL(page.url()).searchParams.get('session'), session.id, 'a card that pays leads to the shop with the session');
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
  report(paid.status === 'complete' && paid.payment_status === 'paid' && paid.subscription?.status === 'active', 'the API says paid and active', [`${paid.status} ${paid.payment_status} ${paid.subscription?.status}`]);
  return paid.subscription;
}

async function declinedThenSecure() {
  const session = await stripeCheckout();
  await page.goto(session.url);
  await pay('4000 0000 0000 9995');
  report(/insufficient funds/i.test(await page.locator('#card-number-error').textContent()), 'a declined card says why at its field');
  await pay('4000 0025 0000 3155');
  same(await heading(), 'Confirm the payment', 'a card that asks for it leads to 3-D Secure');
  await everybody('3-D Secure');
  await page.getByRole('button', { name: 'Fail authentication' }).click();
  same(await heading(), 'Checkout', 'failing there leads back to the form');
  await pay('4000 0025 0000 3155');
  await page.getByRole('button', { name: 'Complete authentication' }).click();
  await page.waitForURL(`${shop.url}/done*`);
  same((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid', 'completing it pays');
}

async function portal(subscription) {
  const session = await stripe.billingPortal.sessions.create({ customer: subscription.customer, return_url: `${shop.url}/account` });
  await page.goto(session.url);
  await everybody('the portal');
  await page.getByRole('link', { name: 'Change the plan' }).click();
  await page.getByLabel('New plan').selectOption(large.id);
  await page.getByRole('button', { name: 'See what it costs' }).click();
  await everybody('the preview of a change');
  const due = await page.getByRole('row', { name: /Due now/ }).getByRole('cell').textContent();
  await page.getByRole('button', { name: /^Change to/ }).click();
  report(await page.getByText('The plan was changed.').isVisible(), 'the plan is changed');
  const changed = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
  same(changed.items.data[0].price.id, large.id, 'the API has the new price');
  same(`$${(changed.latest_invoice.amount_paid / 100).toFixed(2)} USD`, due, 'what was charged is what the preview said');
  await page.getByRole('link', { name: 'Cancel the subscription' }).click();
  await page.getByRole('button', { name: 'Cancel at the end of the period' }).click();
  same((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end, true, 'the subscription is cancelled at the end of its period');
  await page.getByRole('button', { name: 'Keep the subscription' }).click();
  same((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end, false, 'and goes on when the customer changes her mind');
  await page.getByRole('link', { name: 'Update the card' }).click();
  await fillCard('5555 5555 5555 4444');
  await page.getByRole('button', { name: 'Use this card' }).click();
  report(await page.getByText(/ending in 4444/).isVisible(), 'another card is in use');
  return changed.latest_invoice;
}

function pdfText(bytes) {
  return new Promise((resolve, reject) => {
    const reader = execFile('pdftotext', ['-layout', '-', '-'], { encoding: 'utf8' }, (error, text) => (error ? reject(error) : resolve(text)));
    reader.stdin.end(bytes);
  });
}

async function invoiceFile(invoice) {
  const [href] = await page.getByRole('link', { name: `Invoice ${invoice.number} as PDF` }).evaluateAll((links) => links.map((link) => link.href));
  const answer = await fetch(href);
  same(answer.headers.get('content-type'), 'application/pdf', 'an invoice is a PDF');
  const text = await pdfText(Buffer.from(await answer.arrayBuffer()));
  const missing = [invoice.number, 'Ada Lovelace', 'Page 1 of 1', `$${(invoice.total / 100).toFixed(2)} USD`].filter((part) => !text.includes(part));
  report(missing.length === 0, 'it carries number, customer, total and page', missing);
}

async function dodoBuysToo() {
  const plan = await dodo.products.create({ name: 'Größe <M>', tax_category: 'saas', price: { type: 'recurring_price', currency: 'EUR', price: 500, discount: 0, purchasing_power_parity: false, payment_frequency_interval: 'Month', payment_frequency_count: 1, subscription_period_interval: 'Year', subscription_period_count: 10 } });
  const session = await dodo.checkoutSessions.create({ product_cart: [{ product_id: plan.product_id, quantity: 1 }], return_url: `${shop.url}/done` });
  await page.goto(session.checkout_url);
  report((await page.locator('main').textContent()).includes('Größe <M>'), 'a name with brackets is shown as it is');
  await pay('4242 4242 4242 4242');
  await page.waitForURL(`${shop.url}/done*`);
  const parameters = new URL(page.url()).searchParams;
  same(parameters.get('status'), 'active', 'the shop is told that the subscription is active');
  const subscription = await dodo.subscriptions.retrieve(parameters.get('subscription_id'));
  const link = await dodo.customers.customerPortal.create(subscription.customer.customer_id);
  await page.goto(link.link);
  await page.getByRole('button', { name: 'Pause the subscription' }).click();
  same((await dodo.subscriptions.retrieve(subscription.subscription_id)).status, 'paused', "Dodo's portal pauses");
  await page.getByRole('button', { name: 'Resume the subscription' }).click();
  same((await dodo.subscriptions.retrieve(subscription.subscription_id)).status, 'active', 'and resumes');
}

async function hostile() {
  const session = await stripeCheckout();
  const forged = await fetch(session.url, { method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'action=pay' });
  same(forged.status, 403, 'a form that the page did not make is refused');
  await page.goto(session.url);
  const frames = await fetch(session.url);
  report(/frame-ancestors 'none'/.test(frames.headers.get('content-security-policy')), 'no page can be framed');
}

const began = Date.now();
page.setDefaultTimeout(10_000);
try {
  await stock();
  const subscription = await buyWith4242();
  await declinedThenSecure();
  const invoice = await portal(subscription);
  await invoiceFile(invoice);
  await dodoBuysToo();
  await hostile();
} catch (error) {
  report(false, 'the story goes to its end', [...error.stack.split('\n').slice(0, 6), `at ${page.url()}: ${(await page.locator('main').textContent().catch(() => '')).slice(0, 300)}`]);
}
plan();
console.log(`# ${((Date.now() - began) / 1000).toFixed(1)} s`);
await browser.close();
shop.stop();
await box.stop();
process.exit(exitCode());
