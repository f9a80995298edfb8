import { createRequire } from 'node:module';
const require = createRequire('/work/main/tests/browser/package.json');
const chromium = (await import(require.resolve('@sparticuz/chromium'))).default;
const pwm = await import(require.resolve('playwright-core')); const pw = (pwm.default ?? pwm).chromium;
const [base, out, width, sliceH, maxSlices, ...paths] = process.argv.slice(2);
const b = await pw.launch({ executablePath: await chromium.executablePath(), args: chromium.args.filter((a) => a !== '--single-process'), headless: true });
for (const p of paths) {
  const page = await (await b.newContext({ viewport: { width: +width, height: +sliceH } })).newPage();
  await page.goto(base + p, { waitUntil: process.env.WAIT || 'load' });
  const h = await page.evaluate(() => document.documentElement.scrollHeight);
  const n = Math.min(+maxSlices, Math.ceil(h / sliceH));
  const name = out + '/' + p.replace(/\W+/g, '_') + width;
  for (let i = 0; i < n; i++) { await page.evaluate((y) => window.scrollTo(0, y), i * sliceH); await page.screenshot({ path: `${name}_${i}.png` }); }
  console.log(p, h, n);
}
await b.close();
