// Names, prefectures and peer groups of all municipalities, in the order that every file of numbers keeps.
import { json } from '@sveltejs/kit';
import { placesIn } from '$lib/server/places.js';

export const GET = async ({ params }) => json(await placesIn(params.lang));
