// The arrangements with post offices on record, by municipality.
import { json } from '@sveltejs/kit';
import { arrangementsIn } from '$lib/server/places.js';

export const GET = async ({ params }) => json(await arrangementsIn(params.lang));
