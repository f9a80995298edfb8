// For scripts/draw.mjs, and no part of the site: whether reads of earlier pages give the same now.
import { json } from '@sveltejs/kit';
import '$lib/server/files.js';
import '$lib/server/reports.js';
import { areSame } from '$lib/server/reads.js';

export const POST = async ({ request }) => json(await areSame(await request.json()));
