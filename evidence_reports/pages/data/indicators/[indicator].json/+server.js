// The newest value of one indicator for every municipality, prefecture and the nation.
import { json } from '@sveltejs/kit';
import { indicatorFile } from '$lib/server/explorer.js';

export const GET = async ({ params }) => json(await indicatorFile(params.indicator));
