// A picture in pixels, for programs and services that take no SVG. Its letters are drawn with the font of the handouts, which
// comes with the builder (fonts.conf): no font of the machine changes a picture.
import { fileURLToPath } from 'node:url';

process.env.FONTCONFIG_FILE = fileURLToPath(new URL('fonts.conf', import.meta.url));
export const { default: sharp } = await import('sharp'); // it looks for its fonts when it is loaded

const DOTS_PER_INCH = 108; // 1.5 for each of CSS: sharp at half the width of a page of paper
// Shades of a few inks: a third of the bytes of all colours. More effort takes as long again as the drawing and saves nothing.
const INKS = { palette: true, colours: 32, dither: 0, effort: 1 };

// While one picture is made, pages and other pictures are.
sharp.concurrency(1);

/** The PNG file of an SVG text. */
export const pngOf = (svg) => sharp(Buffer.from(svg), { density: DOTS_PER_INCH }).png(INKS).toBuffer();
