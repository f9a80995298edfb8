// Where each municipality stands in each input of the finder.
import { json } from '@sveltejs/kit';
import { finderNumbers } from '$lib/server/finder.js';

export const GET = async () => json(await finderNumbers());
