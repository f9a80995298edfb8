// The newest value of one indicator for every municipality, prefecture and the nation.
import { json } from '@sveltejs/kit';
import { indicatorFile, indicatorIds } from '$lib/server/explorer.js';

export const prerender = true;

export const entries = async () => (await indicatorIds()).map((indicator) => ({ indicator }));

export const GET = async ({ params }) => json(await indicatorFile(params.indicator));
