// What everybody must be able to do with a page: read it, find its way by keyboard, see where the focus is, on any
// screen. Runs inside the browser; each answer is a list of what is wrong.

// Structure: what screen readers go by.
export function structureProblems() {
  const wrong = [];
  const expect = (good, what) => { if (!good) wrong.push(what); };
  expect(document.documentElement.lang === 'en', 'the page does not say its language');
  expect(document.title.trim() !== '', 'the page has no title');
  expect(document.querySelectorAll('h1').length === 1, 'there is not exactly one h1');
  expect(document.querySelectorAll('main').length === 1, 'there is not exactly one main landmark');
  expect(document.querySelectorAll('header').length === 1, 'there is no header landmark');
  expect(document.scripts.length === 0, 'there is a script');
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  expect(new Set(ids).size === ids.length, 'an id is given twice');
  for (const field of document.querySelectorAll('input:not([type=hidden]), select'))
    expect([...field.labels].some((label) => label.textContent.trim() !== ''), `${field.name} has no label`);
  for (const element of document.querySelectorAll('[aria-describedby], [aria-labelledby]'))
    for (const id of `${element.getAttribute('aria-describedby') ?? ''} ${element.getAttribute('aria-labelledby') ?? ''}`.split(' ').filter(Boolean))
      expect(document.getElementById(id), `${id} is referred to and not there`);
  for (const element of document.querySelectorAll('a, button'))
    expect((element.getAttribute('aria-label') ?? element.textContent).trim() !== '', 'a link or button has no name');
  for (const element of document.querySelectorAll('[tabindex]'))
    expect(Number(element.getAttribute('tabindex')) <= 0, 'the order of the focus is forced');
  for (const table of document.querySelectorAll('table')) expect(table.querySelector('th[scope]'), 'a table has no heads');
  const levels = [...document.querySelectorAll('h1, h2, h3')].map((heading) => Number(heading.tagName[1]));
  expect(levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1), 'a level of headings is skipped');
  expect(document.documentElement.scrollWidth <= window.innerWidth, 'the page is wider than the screen');
  return wrong;
}

// Colours: at least 4.5 to 1 wherever text stands.
export function contrastProblems() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => value / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const wrong = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join('').trim();
    if (!text || !element.checkVisibility()) continue;
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) wrong.add(`"${text.slice(0, 30)}" has a contrast of ${ratio.toFixed(2)}`);
  }
  return [...wrong];
}

// Keyboard: everything that can be used is reached, in its order, and shows that it has the focus.
export async function keyboardProblems(page) {
  const wrong = [];
  const order = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')].filter((element) => element.checkVisibility()).map((element, i) => { element.dataset.order = i; return i; }).length);
  await page.evaluate(() => { document.activeElement?.blur(); window.getSelection()?.removeAllRanges(); document.body.focus(); });
  // The focus may stand in the middle (at what went wrong), so the way round leads once through the browser's own bar.
  const reached = new Set();
  let last = null;
  for (let i = 0; i <= order && reached.size < order; ++i) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return { order: Number(document.activeElement.dataset.order ?? -1), seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, name: document.activeElement.textContent.slice(0, 20) };
    });
    if (last !== null && at.order !== (last + 2) % (order + 1) - 1) wrong.push(`after ${last} the focus goes to ${at.order}`);
    if (at.order >= 0) reached.add(at.order);
    if (at.order >= 0 && !at.seen) wrong.push(`the focus on ${at.order} (${at.name}) cannot be seen`);
    last = at.order;
  }
  if (reached.size !== order) wrong.push(`${order - reached.size} of ${order} are never reached`);
  return wrong;
}
