// A person with a browser: reads what to do as one JSON object a line, does it on the hosted pages, tells how it went.
// {"do": "pay" | "card" | "change" | "cancel", "url": ..., "card": ..., "plan": ...} gives {"ok", "url", "led", "due", "error"}.
// usage: node buyer.mjs
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const context = await browser.newContext();
const page = await context.newPage();
page.setDefaultTimeout(10_000);

let pages = '';

async function open(url) {
  pages = new URL(url).origin;
  await page.goto(url);
}

async function fillCard(number) {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry (month/year)').fill('12/39');
  await page.getByLabel('CVC').fill('123');
}

const deeds = {
  async pay({ url, card }) {
    await open(url);
    const email = page.getByLabel('E-mail');
    if (await email.count()) await email.fill('ops@pixels.example');
    await page.getByLabel('Name on the card').fill('Ada Lovelace');
    await fillCard(card);
    // The shop may not be there; where the buyer is led to counts.
    const led = page.waitForRequest((request) => request.isNavigationRequest() && new URL(request.url()).origin !== pages);
    await page.getByRole('button', { name: /^Pay / }).click();
    return { led: (await led).url() };
  },
  async card({ url, card }) {
    await open(url);
    await page.getByRole('link', { name: 'Update the card' }).first().click();
    await fillCard(card);
    await page.getByRole('button', { name: 'Use this card' }).click();
    await page.getByText('The card was updated.').waitFor();
    return {};
  },
  async change({ url, plan }) {
    await open(url);
    await page.getByRole('link', { name: 'Change the plan' }).first().click();
    const option = page.getByLabel('New plan').locator('option', { hasText: plan });
    await page.getByLabel('New plan').selectOption(await option.first().getAttribute('value'));
    await page.getByRole('button', { name: 'See what it costs' }).click();
    const due = await page.getByRole('row', { name: /Due now/ }).getByRole('cell').textContent();
    await page.getByRole('button', { name: /^Change to/ }).click();
    await page.getByText('The plan was changed.').waitFor();
    return { due };
  },
  async cancel({ url }) {
    await open(url);
    await page.getByRole('link', { name: 'Cancel the subscription' }).first().click();
    await page.getByRole('button', { name: 'Cancel at the end of the period' }).click();
    await page.getByText('ends at the end of the period').waitFor();
    return {};
  },
};

console.log(JSON.stringify({ ok: true }));
for await (const line of createInterface(process.stdin)) {
  const wanted = JSON.parse(line);
  try {
    console.log(JSON.stringify({ ok: true, ...(await deeds[wanted.do](wanted)), url: page.url() }));
  } catch (error) {
    console.log(JSON.stringify({ ok: false, error: `${error.message.split('\n')[0]} at ${page.url()}: ${(await page.locator('body').textContent().catch(() => '')).slice(0, 300)}` }));
  }
}
await browser.close();
